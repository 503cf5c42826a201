/**
 * The documents that an editor has open, as the editor last told: files, untitled documents, and the cells
 * of notebooks, of which the cells up to a cursor's count as one file.
 */

import {
  NotebookCellKind,
  NotebookDocuments,
  type NotebookDocument,
  type Position,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { nameFor, pathOf } from './places.ts';
import type { Connection } from './transport.ts';

/** A text that is open, at one moment. */
export interface OpenText {
  readonly uri: string;
  /** Language id of the editor. */
  readonly language: string;
  /** In a notebook: the code cells of this language before the cell, and the cell. */
  readonly text: string;
  /** Absolute path, for a file on disk or beside the notebook; `undefined` for an untitled document. */
  readonly path: string | undefined;
  /** Name with the language's ending, for a document without a path. */
  readonly name: string;
  readonly kind: 'document' | 'cell';
  /** Offset in `text` of a position in the document; one outside it is clamped. */
  offsetAt(position: Position): number;
}

export interface DocumentEvents {
  opened(open: OpenText): void;
  changed(open: OpenText): void;
  saved(path: string): void;
  closed(open: OpenText): void;
}

export class Documents {
  readonly #texts = new TextDocuments(TextDocument);
  readonly #notebooks = new NotebookDocuments(TextDocument);

  listen(connection: Connection, events: DocumentEvents): void {
    this.#texts.onDidOpen(({ document }) => events.opened(fileText(document)));
    this.#texts.onDidChangeContent(({ document }) => events.changed(fileText(document)));
    this.#texts.onDidClose(({ document }) => events.closed(fileText(document)));
    this.#texts.onDidSave(({ document }) => {
      const path = pathOf(document.uri);
      if (path !== undefined) events.saved(path);
    });
    const cells = this.#notebooks.cellTextDocuments;
    cells.onDidClose(({ document }) => events.closed(fileText(document)));
    this.#notebooks.onDidOpen((notebook) => {
      const first = cells.get(notebook.cells[0]?.document ?? '');
      if (first) events.opened(cellText(first, [], notebook));
    });
    this.#texts.listen(connection);
    this.#notebooks.listen(connection);
  }

  /** The open text at an address; `undefined` when it is not open. */
  at(uri: string): OpenText | undefined {
    const document = this.#texts.get(uri);
    if (document) return fileText(document);
    const cell = this.#notebooks.cellTextDocuments.get(uri);
    const notebook = this.#notebooks.findNotebookDocumentForCell(uri);
    return cell && notebook ? cellText(cell, this.#cellsBefore(cell, notebook), notebook) : undefined;
  }

  /** Every open document that is not a cell. */
  all(): readonly OpenText[] {
    return this.#texts.all().map(fileText);
  }

  #cellsBefore(cell: TextDocument, { cells }: NotebookDocument): readonly TextDocument[] {
    const at = cells.findIndex(({ document }) => document === cell.uri);
    return cells.slice(0, Math.max(0, at)).flatMap(({ kind, document }) => {
      const text =
        kind === NotebookCellKind.Code ? this.#notebooks.cellTextDocuments.get(document) : undefined;
      return text?.languageId === cell.languageId ? [text] : [];
    });
  }
}

function fileText(document: TextDocument): OpenText {
  const path = pathOf(document.uri);
  return {
    uri: document.uri,
    language: document.languageId,
    text: document.getText(),
    path,
    name: nameFor(decoded(document.uri), document.languageId),
    kind: 'document',
    offsetAt: (position) => document.offsetAt(position),
  };
}

function cellText(cell: TextDocument, before: readonly TextDocument[], notebook: NotebookDocument): OpenText {
  const start = before.map((earlier) => withLineEnd(earlier.getText())).join('');
  const path = pathOf(notebook.uri);
  return {
    uri: cell.uri,
    language: cell.languageId,
    text: start + cell.getText(),
    // So that the notebook is read as a file of its language.
    path: path === undefined ? undefined : nameFor(path, cell.languageId),
    name: nameFor(decoded(notebook.uri), cell.languageId),
    kind: 'cell',
    offsetAt: (position) => start.length + cell.offsetAt(position),
  };
}

function withLineEnd(text: string): string {
  return /[\r\n]$/.test(text) ? text : `${text}\n`;
}

function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri.replace(/^[^:]*:/, ''));
  } catch {
    return uri;
  }
}
