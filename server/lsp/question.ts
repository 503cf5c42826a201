/** From a position in an editor to what the engine is asked, and from its answer to an inline completion. */

import type {
  InlineCompletionItem,
  Position,
  Range,
  SelectedCompletionInfo,
} from 'vscode-languageserver/node';
import type { Engine, EngineRequest } from '../host/host.ts';
import type { Settings, Trace } from '../protocol/protocol.ts';
import { openedHoleAt } from '../statics/statics.ts';
import { isReadable } from '../syntax/syntax.ts';
import { applyEdit, type Document, lineColumnAt } from '../text/text.ts';
import { type Accepting, changeOf, commandFor } from './accept.ts';
import type { WirePlace } from './chatlsp-params.ts';
import type { OpenText } from './documents.ts';

/** UTF-16 units before the cursor that are read of a file that is too large to parse. */
const readOfLarge = 20_000;

/** Least milliseconds for the stages when a person asked for a completion and waits for it. */
const patience = { typeDeadline: 10_000, sourceDeadline: 2_000, checkDeadline: 10_000 };

/** Where an editor asks. */
export interface Place {
  readonly position: Position;
  /** What an editor's own list has selected: the completion is to begin with it. */
  readonly selected?: SelectedCompletionInfo | undefined;
  /** `automatic`: somebody types; `invoked`: somebody waits. */
  readonly by: 'automatic' | 'invoked';
}

/** A question about a document as it was when it was asked. */
export interface Asked extends Place {
  readonly uri: string;
  /** The text as it were with the selected text in place, and where the completion is to go in it. */
  readonly document: Document;
  readonly offset: number;
  /** The hole that a person had written down there; it is not in `document`. */
  readonly written?: { readonly text: string; readonly start: number; readonly cursor: number };
  readonly lineEnd: '\n' | '\r\n';
  readonly kind: OpenText['kind'];
}

/** What an engine is to be asked where somebody waits for the answer. */
export interface Question {
  readonly engine: Engine;
  readonly request: EngineRequest;
}

/** `path` is where the document stands, if only in name. */
export function askedAt(open: OpenText, path: string, place: Place): Asked {
  const { text, offset } = completedTo(open, place);
  const lineEnd = open.text.includes('\r\n') ? '\r\n' : '\n';
  const { uri, language, kind } = open;
  const asked: Asked = { ...place, uri, document: { path, language, text }, offset, lineEnd, kind };
  return place.selected ? asked : withoutHole(asked);
}

/** Who types `_` is mostly about to write a name with it. */
function withoutHole(asked: Asked): Asked {
  const { document, offset, by } = asked;
  const found = openedHoleAt(document.text, offset);
  if (!found) return asked;
  const { start, end } = found.hole;
  const text = document.text.slice(start, end);
  if (text === '_' && by === 'automatic') return asked;
  const written = { text, start, cursor: offset - start };
  return { ...asked, document: { ...document, text: found.text }, offset: start, written };
}

/** The same place after its completion was accepted; `undefined` where that changes more than the place. */
export function askedAfter(asked: Asked, { outcome }: Trace): Asked | undefined {
  if (outcome.kind === 'none' || outcome.edits || asked.written || asked.kind === 'cell') return undefined;
  const { document, offset, lineEnd } = asked;
  const inserted = outcome.text.replace(/\r?\n/g, lineEnd);
  return movedTo(asked, {
    before: document.text.slice(0, offset) + inserted,
    after: document.text.slice(offset + (outcome.covers ?? 0)),
  });
}

/** The same place after Enter, indented as its line is. */
export function askedBelow(asked: Asked): Asked {
  const { document, offset, lineEnd } = asked;
  const before = document.text.slice(0, offset);
  const indent = /[^\S\r\n]*(?=\S[^\r\n]*$)/.exec(before.slice(before.search(/[^\r\n]*$/)))?.[0] ?? '';
  return movedTo(asked, { before: before + lineEnd + indent, after: document.text.slice(offset) });
}

function movedTo(
  asked: Asked,
  { before, after }: { readonly before: string; readonly after: string },
): Asked {
  const { line, column } = lineColumnAt(before, before.length);
  const position = { line: line - 1, character: column - 1 };
  const document = { ...asked.document, text: before + after };
  return { ...asked, document, offset: before.length, position, selected: undefined, by: 'automatic' };
}

function completedTo(
  open: OpenText,
  { position, selected }: Place,
): { readonly text: string; readonly offset: number } {
  if (!selected) return { text: open.text, offset: open.offsetAt(position) };
  const start = open.offsetAt(selected.range.start);
  const end = Math.max(start, open.offsetAt(selected.range.end));
  const text = applyEdit(open.text, { range: { start, end }, text: selected.text });
  return { text, offset: start + selected.text.length };
}

/** What the engine is asked. */
export function requestFor({ document, offset, by }: Asked, settings: Settings): Omit<EngineRequest, 'id'> {
  const own = by === 'invoked' ? patient(settings) : {};
  if (isReadable(document.text)) return { document, offset, settings: own };
  const text = lastOf(document.text.slice(0, offset));
  return { document: { ...document, text }, offset: text.length, settings: own, reading: 'text only' };
}

/** The request with the budget that the person has set, if any. */
export function withBudget(request: EngineRequest, budget: number | undefined): EngineRequest {
  return budget === undefined ? request : { ...request, settings: { ...request.settings, budget } };
}

function patient(settings: Settings): Partial<Settings> {
  return {
    typeDeadline: Math.max(settings.typeDeadline, patience.typeDeadline),
    sourceDeadline: Math.max(settings.sourceDeadline, patience.sourceDeadline),
    checkDeadline: Math.max(settings.checkDeadline, patience.checkDeadline),
  };
}

/** The end of a text, from the start of a line where one is near. */
function lastOf(text: string): string {
  const tail = text.slice(-readOfLarge);
  const line = tail.length < text.length ? tail.indexOf('\n') + 1 : 0;
  return line < tail.length / 2 ? tail.slice(line).replace(/^[\uDC00-\uDFFF]/, '') : tail;
}

/** The trace with the place in the editor's document, which is more than what the engine saw of it. */
export function placed(trace: Trace, { position }: Place): Trace {
  return { ...trace, line: position.line + 1, column: position.character + 1 };
}

/** The completion as an editor takes it, or `undefined` when there is none that it can take. */
export function itemFrom(trace: Trace, asked: Asked, accepting: Accepting): InlineCompletionItem | undefined {
  const { outcome } = trace;
  if (outcome.kind === 'none') return undefined;
  const { position, selected, lineEnd, kind } = asked;
  const text = outcome.text.replace(/\r?\n/g, lineEnd);
  const change = changeOf(trace, asked, text);
  if (change && (accepting === 'nobody' || kind === 'cell')) return undefined;
  const { line, character } = position;
  const end = { line, character: character + (outcome.covers ?? 0) };
  const range: Range = selected?.range ?? { start: position, end };
  const insertText = (selected?.text ?? '') + text;
  const command = commandFor(trace, change, accepting);
  return { insertText, range, ...(command ? { command } : {}) };
}

/** The document as if the range of the place were empty. */
export function withoutRange(open: OpenText, { range }: WirePlace): OpenText {
  if (!range) return open;
  const [start, end] = [open.offsetAt(range.start), open.offsetAt(range.end)];
  return { ...open, text: applyEdit(open.text, { range: { start, end: Math.max(start, end) }, text: '' }) };
}

/** The document as the engine holds it open: nothing of one that is too large to parse. */
export function heldOpen(open: OpenText, path: string): Document | undefined {
  return isReadable(open.text) ? { path, language: open.language, text: open.text } : undefined;
}
