/**
 * What an editor does when a completion is accepted that needs more than its text, such as an import: LSP's
 * inline completions carry no further edits, so their command makes them.
 */

import type { ClientCapabilities, Command } from 'vscode-languageserver/node';
import {
  acceptCommand,
  acceptedCommand,
  type DocumentChange,
  isFields,
  type Offered,
  type Range,
  type Trace,
} from '../protocol/protocol.ts';
import { type Document, lineColumnAt } from '../text/text.ts';
import type { Connection } from './transport.ts';

/**
 * Who makes the edits: the client's own command, the server's through `workspace/applyEdit`, or nobody; then
 * a completion that needs edits is not offered.
 */
export type Accepting = 'by client' | 'by server' | 'nobody';

export function acceptingBy(hasCommand: boolean, { workspace }: ClientCapabilities): Accepting {
  if (hasCommand) return 'by client';
  return workspace?.applyEdit === true ? 'by server' : 'nobody';
}

/** What the server can be asked to run, for clients that have no command of their own. */
export const serverCommands: readonly string[] = [acceptCommand];

/** The command that a completion carries, if any. */
export function commandFor(
  { id, check }: Trace,
  change: DocumentChange | undefined,
  accepting: Accepting,
): Command | undefined {
  const title = 'Keyhole: accepted';
  const offered: Offered = { id, checked: check?.verdict === 'clean', ...(change ? { change } : {}) };
  if (accepting === 'by client') return { title, command: acceptedCommand, arguments: [offered] };
  return change && { title, command: acceptCommand, arguments: [change] };
}

/** A document as it was when it was asked about. */
export interface EditedDocument {
  readonly uri: string;
  readonly document: Pick<Document, 'text'>;
  /** A hole in it that a person had written down, and where in the hole the cursor stands. */
  readonly written?: { readonly text: string; readonly start: number; readonly cursor: number } | undefined;
}

/**
 * What the completion changes besides its own place, as an editor takes it once `inserted` stands at the cursor: a hole
 * that was written down goes, what stands in it before the cursor and after it.
 */
export function changeOf(
  { outcome }: Trace,
  { uri, document, written }: EditedDocument,
  inserted: string,
): DocumentChange | undefined {
  const edits = outcome.kind === 'completion' ? (outcome.edits ?? []) : [];
  const told = edits.map(({ range, text }) => ({ range: rangeIn(document.text, range), newText: text }));
  const all = [...told, ...(written ? withoutHole(document.text, written, inserted) : [])];
  return all.length === 0 ? undefined : { uri, edits: all };
}

function withoutHole(
  opened: string,
  { text: hole, start, cursor }: NonNullable<EditedDocument['written']>,
  inserted: string,
): DocumentChange['edits'] {
  const filled =
    opened.slice(0, start) + hole.slice(0, cursor) + inserted + hole.slice(cursor) + opened.slice(start);
  const after = start + cursor + inserted.length;
  const parts = [
    { start, end: start + cursor },
    { start: after, end: after + hole.length - cursor },
  ];
  return parts
    .filter((part) => part.end > part.start)
    .map((part) => ({ range: rangeIn(filled, part), newText: '' }));
}

function rangeIn(text: string, { start, end }: Range) {
  const place = (offset: number) => {
    const { line, column } = lineColumnAt(text, offset);
    return { line: line - 1, character: column - 1 };
  };
  return { start: place(start), end: place(end) };
}

/** Has the editor make the change that the command was given. */
export function listenToAccept(connection: Connection): void {
  connection.onExecuteCommand(async ({ command, arguments: [change] = [] }) => {
    if (command !== acceptCommand || !isChange(change)) return null;
    await connection.workspace.applyEdit({ changes: { [change.uri]: [...change.edits] } });
    return null;
  });
}

/** The command's argument comes back as this server gave it. */
function isChange(value: unknown): value is DocumentChange {
  return isFields(value) && typeof value.uri === 'string' && Array.isArray(value.edits);
}
