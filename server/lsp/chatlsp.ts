/**
 * ChatLSP's requests: what clients with a model of their own ask about a hole. Invariant: bad params and closed
 * documents get an error of one sentence, a cancelled request gets LSP's own error, and nothing is guessed.
 */

import type { CancellationToken } from 'vscode-languageserver/node';
import { chatLspMethods } from '../protocol/protocol.ts';
import { errorReportResult, expectedTypeResult, relevantResult, tutorialResult } from './chatlsp-results.ts';
import {
  readErrorReportParams,
  readHoleParams,
  readTutorialParams,
  type WirePlace,
} from './chatlsp-params.ts';
import type { OpenText } from './documents.ts';
import type { Question } from './question.ts';
import { cancellable } from './cancellable.ts';
import { bad } from './bad-params.ts';
import type { Connection } from './transport.ts';

/** What the requests need of the session. */
export interface ChatLspPort {
  /** The open text at an address. */
  at(uri: string): OpenText | undefined;
  /** The engine of an open document, and what to ask it at a place. */
  questionAt(open: OpenText, place: WirePlace): Promise<Question>;
}

type Handler = (params: unknown, signal: AbortSignal, port: ChatLspPort) => Promise<unknown>;

function opened(port: ChatLspPort, uri: string): OpenText {
  const open = port.at(uri);
  if (!open) throw bad(`The document ${uri} is not open: send textDocument/didOpen first.`);
  return open;
}

/** Places in a cell would be told as places in all cells up to it. */
function document(port: ChatLspPort, uri: string): OpenText {
  const open = opened(port, uri);
  if (open.kind === 'cell') throw bad('Only documents can be asked about, no cells of notebooks.');
  return open;
}

const tutorial: Handler = async (params, _, port) => {
  const { language, uri } = readTutorialParams(params);
  return tutorialResult(language ?? opened(port, uri).language);
};

const expectedType: Handler = async (params, signal, port) => {
  const { report, uris } = await inspected(params, signal, port);
  return expectedTypeResult(report, uris);
};

function relevant(list: 'relevantTypes' | 'relevantHeaders'): Handler {
  return async (params, signal, port) => {
    const { report, uris, budget } = await inspected(params, signal, port);
    return relevantResult(report[list], report, { uris, budget });
  };
}

async function inspected(params: unknown, signal: AbortSignal, port: ChatLspPort) {
  const { uri, position, budget } = readHoleParams(params);
  const { engine, request } = await port.questionAt(document(port, uri), { position });
  const report = await engine.inspect(request, signal);
  return { report, budget, uris: { root: engine.root, file: report.file, uri } };
}

const reported: Handler = async (params, signal, port) => {
  const { uri, place, completion } = readErrorReportParams(params);
  const open = document(port, uri);
  const { engine, request } = await port.questionAt(open, place);
  const { range } = place;
  const start = open.offsetAt(place.position);
  const candidate = range ? open.text.slice(start, open.offsetAt(range.end)) : completion;
  const report = await engine.check(request, candidate, signal);
  return errorReportResult(report, { root: engine.root, uri, before: request.document.text });
};

/** Answers each method by all its names. */
export function listenToChatLsp(connection: Connection, port: ChatLspPort): void {
  const answer = (methods: readonly string[], handler: Handler) => {
    for (const method of methods)
      connection.onRequest(method, (params: unknown, token: CancellationToken) =>
        cancellable(token, (signal) => handler(params, signal, port)),
      );
  };
  answer(chatLspMethods.aiTutorial, tutorial);
  answer(chatLspMethods.expectedType, expectedType);
  answer(chatLspMethods.relevantTypes, relevant('relevantTypes'));
  answer(chatLspMethods.relevantHeaders, relevant('relevantHeaders'));
  answer(chatLspMethods.errorReport, reported);
}
