/**
 * Tells a person of failures: each kind once until the same thing has worked again, and always in the log.
 */

import { MessageType, ShowMessageNotification } from 'vscode-languageserver/node';
import type { Connection } from './transport.ts';

export class Failures {
  readonly #connection: Connection;
  /** What is wrong with each thing, by kind of message. */
  readonly #told = new Map<string, Map<string, string>>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** The failure that was told last and is not over, if there is one. */
  get last(): string | undefined {
    const last = [...this.#told.values()].at(-1);
    return last && [...last.values()].at(-1);
  }

  /** `of` is what has failed, for example a folder's model. Messages that differ in numbers only are of one kind. */
  tell(of: string, message: string): void {
    this.#connection.console.error(message);
    const told = this.#told.get(of) ?? new Map<string, string>();
    const kind = message.replace(/\d+/g, '0');
    const known = told.has(kind);
    this.#told.delete(of);
    this.#told.set(of, told.set(kind, message));
    if (known) return;
    void this.#connection.sendNotification(ShowMessageNotification.type, {
      type: MessageType.Error,
      message,
    });
  }

  /** Tells of something that a person should know of, and that keeps nothing from working. */
  warn(message: string): void {
    this.#connection.console.warn(message);
    void this.#connection.sendNotification(ShowMessageNotification.type, {
      type: MessageType.Warning,
      message,
    });
  }

  worked(of: string): void {
    this.#told.delete(of);
  }
}
