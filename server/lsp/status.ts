/** Tells the client what the server is doing, whenever that changes, and never more often than it can be seen. */

import {
  type DocumentStatus,
  type ServerState,
  type StatusParams,
  statusMethod,
} from '../protocol/protocol.ts';
import type { Connection } from './transport.ts';

/** Milliseconds for which changes are gathered. */
const gathering = 50;

export class Status {
  readonly #connection: Connection;
  readonly #current: () => ServerState;
  readonly #documents = new Map<string, string>();
  #changed: DocumentStatus[] = [];
  #last = '';
  #timer: NodeJS.Timeout | undefined;

  /** `current` gives the state of the moment. */
  constructor(connection: Connection, current: () => ServerState) {
    this.#connection = connection;
    this.#current = current;
  }

  /** Something may have changed. */
  touch(): void {
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => this.#send(), gathering);
    this.#timer.unref();
  }

  /** This is known of a document now. */
  tell(document: DocumentStatus): void {
    const spelled = JSON.stringify(document);
    if (this.#documents.get(document.uri) === spelled) return;
    this.#documents.set(document.uri, spelled);
    this.#changed = [...this.#changed.filter(({ uri }) => uri !== document.uri), document];
    this.touch();
  }

  forget(uri: string): void {
    this.#documents.delete(uri);
  }

  #send(): void {
    this.#timer = undefined;
    const status = this.#current();
    const spelled = JSON.stringify(status);
    if (spelled === this.#last && this.#changed.length === 0) return;
    const params: StatusParams = { status, documents: this.#changed };
    this.#last = spelled;
    this.#changed = [];
    void this.#connection.sendNotification(statusMethod, params);
  }
}
