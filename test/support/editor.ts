/** A small editor: it starts the built language server, speaks LSP with it over real stdio, and notes what it hears. */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import {
  type CancellationToken,
  createProtocolConnection,
  type InlineCompletionItem,
  type Position,
  type ProtocolConnection,
  type SelectedCompletionInfo,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { StatusParams, Trace } from '../../server/protocol/protocol.ts';
import { lineColumnAt } from '../../server/text/text.ts';
import { projectRoot } from './sources.ts';

export interface EditorOptions {
  /** Folders that are open, absolute paths. */
  readonly folders?: readonly string[];
  /** What the editor answers for the section `keyhole`, by the scope it is asked for. */
  readonly settings?: (scope: string | undefined) => unknown;
  /** What the client cannot do. */
  readonly without?: readonly ('progress' | 'watching' | 'configuration' | 'edits')[];
  readonly initializationOptions?: unknown;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Heard {
  readonly messages: string[];
  readonly log: string[];
  readonly statuses: StatusParams[];
  /** Work-done progress: begin, report and end. */
  readonly progress: Record<string, unknown>[];
  readonly registered: string[];
  /** What the server had the editor change. */
  readonly edits: unknown[];
  stderr: string;
}

export interface Editor extends AsyncDisposable {
  readonly heard: Heard;
  readonly server: ChildProcess;
  readonly connection: ProtocolConnection;
  readonly capabilities: Readonly<Record<string, unknown>>;
  open(uri: string, language: string, text: string): Promise<void>;
  /** Replaces a range, given as offsets of `before`. */
  edit(
    uri: string,
    before: string,
    edit: { readonly start: number; readonly end: number; readonly text: string },
  ): Promise<void>;
  complete(uri: string, position: Position, how?: CompleteOptions): Promise<InlineCompletionItem[]>;
  lastTrace(uri?: string): Promise<Trace | null>;
  notify(method: string, params: unknown): Promise<void>;
  request<T>(method: string, params: unknown): Promise<T>;
  /** Waits until every folder is indexed. */
  ready(): Promise<unknown>;
  /** Shutdown and exit, as a well-behaved editor does; the exit code. */
  quit(): Promise<number | null>;
}

export interface CompleteOptions {
  readonly selected?: SelectedCompletionInfo;
  readonly automatic?: boolean;
  readonly token?: CancellationToken;
}

/** The built server. */
export const program = join(projectRoot, 'dist', 'language-server.js');
const cache = mkdtempSync(join(tmpdir(), 'keyhole-cache-'));

/** Settings with which a test sees every completion, however long the machine takes. */
export const patientSettings = {
  confidence: 0,
  // The quick model would answer before the one that a test is about.
  cascade: 1,
  typeDeadline: 30_000,
  sourceDeadline: 30_000,
  checkDeadline: 30_000,
};

export const uriOf = (path: string): string => pathToFileURL(path).href;

/** The server's process, not spoken to yet. */
export function startProcess(
  words = ['--stdio'],
  environment: Readonly<Record<string, string>> = {},
): ChildProcess {
  const env = { ...process.env, KEYHOLE_CACHE_DIR: cache, ...environment };
  return spawn(process.execPath, [program, ...words], { env, stdio: ['pipe', 'pipe', 'pipe'] });
}

interface Initialized {
  readonly capabilities: Record<string, unknown>;
}

/** An editor with its server initialized. Dispose it to kill what is left. */
export async function startEditor(options: EditorOptions = {}): Promise<Editor> {
  const server = startProcess(['--stdio'], options.environment);
  const heard: Heard = {
    messages: [],
    log: [],
    statuses: [],
    progress: [],
    registered: [],
    edits: [],
    stderr: '',
  };
  server.stderr!.setEncoding('utf8').on('data', (text: string) => {
    heard.stderr += text;
  });
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout!),
    new StreamMessageWriter(server.stdin!),
  );
  listen(connection, heard, options);
  const ended = once(server, 'exit').then(() =>
    Promise.reject(new Error(`The server has ended: ${heard.stderr}`)),
  );
  ended.catch(() => {});
  const initialized = connection.sendRequest<Initialized>('initialize', initializeParams(options));
  const { capabilities } = await Promise.race([initialized, ended]);
  await connection.sendNotification('initialized', {});
  const ready = () => until(() => heard.statuses.at(-1)?.status.state === 'ready');
  return { ...actions(connection, server), ready, heard, server, connection, capabilities };
}

function initializeParams({ folders, without = [], initializationOptions }: EditorOptions) {
  return {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: folders?.map((path) => ({ uri: uriOf(path), name: basename(path) })) ?? null,
    initializationOptions,
    capabilities: {
      window: { workDoneProgress: !without.includes('progress') },
      workspace: {
        workspaceFolders: true,
        applyEdit: !without.includes('edits'),
        configuration: !without.includes('configuration'),
        didChangeConfiguration: { dynamicRegistration: true },
        didChangeWatchedFiles: { dynamicRegistration: !without.includes('watching') },
      },
      textDocument: { inlineCompletion: {} },
    },
  };
}

function listen(connection: ProtocolConnection, heard: Heard, { settings }: EditorOptions): void {
  connection.onNotification('window/showMessage', ({ message }) => void heard.messages.push(message));
  connection.onNotification('window/logMessage', ({ message }) => void heard.log.push(message));
  connection.onNotification('keyhole/status', (params: StatusParams) => void heard.statuses.push(params));
  connection.onNotification('$/progress', ({ value }) => void heard.progress.push(value));
  connection.onRequest('window/workDoneProgress/create', ({ token }) => {
    heard.progress.push({ kind: 'create', token });
    return null;
  });
  connection.onRequest('client/registerCapability', ({ registrations }) => {
    heard.registered.push(...registrations.map(({ method }: { method: string }) => method));
    return null;
  });
  connection.onRequest('workspace/applyEdit', ({ edit }) => {
    heard.edits.push(edit);
    return { applied: true };
  });
  connection.onRequest('workspace/configuration', ({ items }) =>
    items.map(({ scopeUri }: { scopeUri?: string }) => settings?.(scopeUri) ?? patientSettings),
  );
  connection.onUnhandledNotification(() => {});
  connection.listen();
}

function actions(connection: ProtocolConnection, server: ChildProcess) {
  let version = 1;
  const request = <T>(method: string, params: unknown) => connection.sendRequest<T>(method, params);
  const notify = (method: string, params: unknown) => connection.sendNotification(method, params);
  return {
    request,
    notify,
    open: (uri: string, languageId: string, text: string) =>
      notify('textDocument/didOpen', { textDocument: { uri, languageId, version, text } }),
    edit: (uri: string, before: string, { start, end, text }: { start: number; end: number; text: string }) =>
      notify('textDocument/didChange', {
        textDocument: { uri, version: ++version },
        contentChanges: [{ range: { start: positionAt(before, start), end: positionAt(before, end) }, text }],
      }),
    async complete(uri: string, position: Position, { selected, automatic, token }: CompleteOptions = {}) {
      const context = {
        triggerKind: automatic ? 2 : 1,
        ...(selected && { selectedCompletionInfo: selected }),
      };
      const params = { textDocument: { uri }, position, context };
      const answer = await connection.sendRequest<{ items: InlineCompletionItem[] }>(
        'textDocument/inlineCompletion',
        params,
        ...(token ? [token] : []),
      );
      return answer.items;
    },
    lastTrace: (uri?: string) => request<Trace | null>('keyhole/lastTrace', { uri }),
    async quit() {
      await request('shutdown', undefined);
      await notify('exit', undefined);
      return exitOf(server);
    },
    async [Symbol.asyncDispose]() {
      connection.dispose();
      server.kill('SIGKILL');
      await exitOf(server);
    },
  };
}

/** The exit code, once the process has ended; it gets ten seconds. */
export async function exitOf(server: ChildProcess): Promise<number | null> {
  if (server.exitCode === null && server.signalCode === null) {
    await Promise.race([
      once(server, 'exit'),
      sleep(10_000).then(() => Promise.reject(new Error('The server still runs.'))),
    ]);
  }
  return server.exitCode;
}

/** 0-based line and character, as editors count. */
export function positionAt(text: string, offset: number): Position {
  const { line, column } = lineColumnAt(text, offset);
  return { line: line - 1, character: column - 1 };
}

/** Waits until something holds, at most `ms` milliseconds, and gives it. */
export async function until<T>(
  look: () => T | undefined | false | Promise<T | undefined | false>,
  ms = 20_000,
): Promise<T> {
  const end = performance.now() + ms;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > end) throw new Error(`It did not happen within ${ms} ms.`);
    await sleep(25);
  }
}

/** Ids of the processes that a process has started and that run; one that has ended and was not asked for does not. */
export function childrenOf(pid: number): number[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' }).trim().split('\n');
  return lines
    .map((line) => line.trim().split(/\s+/))
    .flatMap(([id, parent, state]) =>
      Number(parent) === pid && !state?.startsWith('Z') ? [Number(id)] : [],
    );
}
