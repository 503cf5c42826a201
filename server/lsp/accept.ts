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
  { id }: Trace,
  change: DocumentChange | undefined,
  accepting: Accepting,
): Command | undefined {
  const title = 'Keyhole: accepted';
  if (accepting === 'by client')
    return { title, command: acceptedCommand, arguments: change ? [id, change] : [id] };
  return change && { title, command: acceptCommand, arguments: [change] };
}

/** A document as it was when it was asked about. */
export interface EditedDocument {
  readonly uri: string;
  readonly document: Pick<Document, 'text'>;
}

/** What the completion changes besides its own place, as an editor takes it. */
export function changeOf({ outcome }: Trace, { uri, document }: EditedDocument): DocumentChange | undefined {
  const edits = outcome.kind === 'completion' ? (outcome.edits ?? []) : [];
  const place = (offset: number) => {
    const { line, column } = lineColumnAt(document.text, offset);
    return { line: line - 1, character: column - 1 };
  };
  if (edits.length === 0) return undefined;
  return {
    uri,
    edits: edits.map(({ range, text }) => ({
      range: { start: place(range.start), end: place(range.end) },
      newText: text,
    })),
  };
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
