/**
 * The server itself: what it can do, and which message leads to what. Invariant: no handler throws; what goes
 * wrong is in the log, and the answer is an empty one.
 */

import {
  type CancellationToken,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  type InlineCompletionParams,
  InlineCompletionTriggerKind,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import { explain } from '../features/features.ts';
import {
  acceptedMethod,
  chatLspMethods,
  completeMethod,
  explainLastMethod,
  inspectHoleMethod,
  isFields,
  lastTraceMethod,
  pauseMethod,
  rebuildIndexMethod,
  setApiKeyMethod,
} from '../protocol/protocol.ts';
import { listenToAccept, serverCommands } from './accept.ts';
import { listenToChatLsp } from './chatlsp.ts';
import { listenToModelChoice } from './model-choice.ts';
import { pathOf } from './places.ts';
import { Session } from './session.ts';
import { type Connection, endWith } from './transport.ts';

const result: InitializeResult = {
  serverInfo: { name: 'keyhole' },
  capabilities: {
    experimental: { chatLsp: chatLspMethods },
    positionEncoding: 'utf-16',
    textDocumentSync: {
      openClose: true,
      change: TextDocumentSyncKind.Incremental,
      save: { includeText: false },
    },
    notebookDocumentSync: { notebookSelector: [{ notebook: '*' }], save: false },
    inlineCompletionProvider: true,
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  },
};

/** Milliseconds that engines get to end after `shutdown`; what is left then ends with the process. */
const shutdownDeadline = 2_000;

/** Serves a connection until it ends. */
export function startServer(connection: Connection): void {
  const session = new Session(connection);
  connection.onInitialize((params) => {
    session.initialize(params);
    if (typeof params.processId === 'number') endWith(params.processId);
    connection.onInitialized(() => begin(connection, session, params));
    // A client with commands of its own would have to tell them from the server's.
    const executeCommandProvider =
      session.accepting === 'by server' ? { commands: [...serverCommands] } : undefined;
    return { ...result, capabilities: { ...result.capabilities, executeCommandProvider } };
  });
  connection.onShutdown(() => Promise.race([session.dispose(), timeout(shutdownDeadline)]));
  process.on('exit', () => session.processes().forEach(endProcess));
  listenToWorkspace(connection, session);
  listenToRequests(connection, session);
  listenToAccept(connection);
  session.inspector.listen();
  listenToModelChoice(connection, session.configuration);
  listenToChatLsp(connection, {
    at: (uri) => session.documents.at(uri),
    questionAt: (open, place) => session.questionAt(open, place),
  });
  session.documents.listen(connection, session);
  connection.listen();
}

/** What is asked of the client once it can be asked. */
function begin(
  connection: Connection,
  session: Session,
  { capabilities: { workspace } }: InitializeParams,
): void {
  session.begin();
  const refused = (error: unknown) => connection.console.warn(`The editor refused a registration: ${error}`);
  if (workspace?.workspaceFolders) {
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) =>
      session.foldersChanged(
        added.map(({ uri }) => uri),
        removed.map(({ uri }) => uri),
      ),
    );
  }
  if (workspace?.didChangeConfiguration?.dynamicRegistration) {
    connection.client
      .register(DidChangeConfigurationNotification.type, { section: 'keyhole' })
      .catch(refused);
  }
  if (!workspace?.didChangeWatchedFiles?.dynamicRegistration) return;
  connection.client
    .register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*' }] })
    .then(() => session.watched(), refused);
}

function listenToWorkspace(connection: Connection, session: Session): void {
  connection.onDidChangeConfiguration(({ settings }) => {
    session.configuration.push(settings);
    return session.settingsChanged();
  });
  connection.onDidChangeWatchedFiles(({ changes }) =>
    session.changedOnDisk(changes.flatMap(({ uri }) => pathOf(uri) ?? [])),
  );
  connection.onNotification(setApiKeyMethod, (params: unknown) => {
    const key = isFields(params) ? params.key : undefined;
    session.configuration.setKey(typeof key === 'string' && key !== '' ? key : undefined);
    return session.settingsChanged();
  });
  connection.onNotification(pauseMethod, (params: unknown) => {
    session.pause(isFields(params) && params.paused === true);
  });
  connection.onNotification(acceptedMethod, (params: unknown) => {
    if (isFields(params) && typeof params.id === 'string') void session.accepted(params.id);
  });
  connection.onRequest(rebuildIndexMethod, async () => {
    await session.rebuild();
    return null;
  });
}

function listenToRequests(connection: Connection, session: Session): void {
  const noting = <T>(answer: Promise<T>, otherwise: T): Promise<T> =>
    answer.catch((error: unknown) => {
      connection.console.error(`Keyhole could not answer: ${error instanceof Error ? error.stack : error}`);
      return otherwise;
    });
  connection.languages.inlineCompletion.on(async (params, token) => {
    const item = await noting(completionFor(params, session, token), undefined);
    return { items: item ? [item] : [] };
  });
  connection.onRequest(completeMethod, (params: unknown, token: CancellationToken) => {
    const at = readCompleteParams(params);
    if (!at) return null;
    return noting(session.traceAt(at.uri, { position: at.position, by: 'invoked' }, token), null);
  });
  connection.onRequest(inspectHoleMethod, (params: unknown, token: CancellationToken) => {
    const at = readCompleteParams(params);
    return at ? noting(session.inspectedAt(at.uri, at.position, token), null) : null;
  });
  connection.onRequest(lastTraceMethod, (params: unknown) => session.lastTrace(uriIn(params)));
  connection.onRequest(explainLastMethod, (params: unknown) => {
    const trace = session.lastTrace(uriIn(params));
    return trace && explain(trace);
  });
}

function uriIn(params: unknown): string | undefined {
  return isFields(params) && typeof params.uri === 'string' ? params.uri : undefined;
}

function completionFor(
  { textDocument, position, context }: InlineCompletionParams,
  session: Session,
  token: CancellationToken,
) {
  const by = context?.triggerKind === InlineCompletionTriggerKind.Invoked ? 'invoked' : 'automatic';
  const place = { position, by, selected: context?.selectedCompletionInfo } as const;
  return session.completionAt(textDocument.uri, place, token);
}

/** The place that is meant, 0-based as editors count; `undefined` when the parameters name none. */
function readCompleteParams(params: unknown) {
  if (!isFields(params) || typeof params.uri !== 'string' || !isFields(params.position)) return undefined;
  const { line, column } = params.position;
  if (typeof line !== 'number' || typeof column !== 'number') return undefined;
  return { uri: params.uri, position: { line: line - 1, character: column - 1 } };
}

function timeout(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

function endProcess(id: number): void {
  try {
    process.kill(id, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
