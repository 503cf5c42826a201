/**
 * The language server as the extension sees it: loaded and started after activation, asked once it runs, and greeted
 * anew whenever it starts, also after a crash.
 */

import type { ChildProcess } from 'node:child_process';
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import {
  type DoctorStep,
  doctorStepMethod,
  requestedMethod,
  type RequestSummary,
  type ServerState,
  type StatusParams,
  statusMethod,
} from '../server/protocol/protocol.ts';

/** What can be shown of the server: also what only the client knows. */
export type ShownState = ServerState | { readonly state: 'starting' };

export class Server implements vscode.Disposable {
  readonly #status = new vscode.EventEmitter<Pick<StatusParams, 'documents'>>();
  /** What is known of the documents, and with it the state, has changed. */
  readonly onDidTellStatus = this.#status.event;
  readonly #requested = new vscode.EventEmitter<RequestSummary>();
  /** A request was answered; told once somebody has asked for the list of them. */
  readonly onDidRequest = this.#requested.event;
  readonly #doctor = new vscode.EventEmitter<DoctorStep>();
  /** The doctor has looked at something more. */
  readonly onDidDoctor = this.#doctor.event;
  readonly #started = new vscode.EventEmitter<void>();
  /** The server runs and knows nothing yet. */
  readonly onDidStart = this.#started.event;
  /** Resolves when the server answers for the first time; rejects when it cannot be started. */
  readonly ready: Promise<void>;
  readonly #client: Promise<LanguageClient>;
  #state: ShownState = { state: 'starting' };

  /** `create` gives the client, not started yet; it is called once the extension is active. */
  constructor(create: () => Promise<LanguageClient>) {
    this.#client = new Promise<void>((resolve) => setImmediate(resolve)).then(create);
    this.ready = this.#start();
    this.ready.catch((error: unknown) =>
      this.#failed(error instanceof Error ? error.message : String(error)),
    );
  }

  get state(): ShownState {
    return this.#state;
  }

  /** Asks the server, which is started anew where it has ended. */
  async request<T>(method: string, params: object = {}, token?: vscode.CancellationToken): Promise<T> {
    const client = await this.#client;
    await client.start();
    return token ? client.sendRequest<T>(method, params, token) : client.sendRequest<T>(method, params);
  }

  /** Starts the server anew, whether it runs, hangs or has ended. */
  async restart(): Promise<void> {
    const client = await this.#client;
    const running = client.serverProcess;
    // One that ends while it starts is started again by the client.
    if (client.state === starting && running) return void (await ended(running));
    // The client would kill one that hangs only after the next has started, and then takes the end of the one for that
    // of the other.
    const stopped = await client.stop().then(
      () => true,
      () => running === undefined || ended(running),
    );
    if (!stopped) throw new Error(vscode.l10n.t('The language server does not end: reload the window.'));
    await client.start();
  }

  /** Makes the editor forget what was offered so far, once the server runs. */
  async offerAnew(): Promise<void> {
    const client = await this.#client;
    await client.start();
    const { offerAnew } = await import('./client.ts');
    offerAnew(client);
  }

  /** Tells the server, if it runs: whoever tells it something tells it again when it has started. */
  async notify(method: string, params: object): Promise<void> {
    const client = await this.#client;
    if (client.isRunning()) await client.sendNotification(method, params);
  }

  /** Answers what the server asks of the client from now on. */
  async onRequest<P, T>(
    method: string,
    answer: (params: P, token: vscode.CancellationToken) => Promise<T>,
  ): Promise<void> {
    (await this.#client).onRequest(method, answer);
  }

  /** Hears what the server tells from now on. */
  async onNotification<P>(method: string, hear: (params: P) => void): Promise<void> {
    (await this.#client).onNotification(method, hear);
  }

  async dispose(): Promise<void> {
    this.#status.dispose();
    this.#started.dispose();
    this.#requested.dispose();
    this.#doctor.dispose();
    await (await this.#client).dispose();
  }

  async #start(): Promise<void> {
    const client = await this.#client;
    client.onNotification(statusMethod, ({ status, documents }: StatusParams) => {
      this.#state = status;
      this.#status.fire({ documents });
    });
    client.onNotification(doctorStepMethod, (step: DoctorStep) => this.#doctor.fire(step));
    client.onNotification(requestedMethod, (summary: RequestSummary) => this.#requested.fire(summary));
    client.onDidChangeState(({ newState }) => this.#changed(newState));
    await client.start();
  }

  /** The client's numbers: 1 stopped, 2 running, 3 starting, 4 not started. The enumeration would load the client. */
  #changed(state: number): void {
    if (state === 1 || state === 4)
      return this.#failed(vscode.l10n.t('The language server has ended: restart it.'));
    this.#state = { state: 'starting' };
    this.#status.fire({ documents: [] });
    if (state === 2) this.#started.fire();
  }

  #failed(message: string): void {
    this.#state = { state: 'error', message };
    this.#status.fire({ documents: [] });
  }
}

/** The client's number for a server that has not answered yet. */
const starting = 3;

/** Milliseconds that a killed server gets to be gone, with all that it holds open. */
const endDeadline = 5_000;

/** Kills a server; whether it is gone, and the client has seen so, in time. */
function ended(server: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(false), endDeadline);
    server.once('close', () => {
      clearTimeout(late);
      // The client hears of it in the same turn.
      setImmediate(() => resolve(true));
    });
    server.kill('SIGKILL');
  });
}
