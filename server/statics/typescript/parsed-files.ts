/**
 * Files as trees of the `typescript` package, which the rules read, without a program around them.
 * The text decides: equal texts are parsed once, and a text that changed in one place is parsed there.
 */

import ts from 'typescript';
import { changeRange } from './source-texts.ts';

const keptFiles = 200;

/** Owns the trees of the files looked at last. */
export class ParsedFiles {
  /** Least recently used first. */
  readonly #trees = new Map<string, ts.SourceFile>();

  /** The tree of a file with this text. A tree of an older text of the file is not to be used any more. */
  of(path: string, text: string): ts.SourceFile {
    const known = this.#trees.get(path);
    const tree = known?.text === text ? known : parsed(path, text, known);
    this.#trees.delete(path);
    this.#trees.set(path, tree);
    const [oldest] = this.#trees.keys();
    if (this.#trees.size > keptFiles && oldest !== undefined) this.#trees.delete(oldest);
    return tree;
  }
}

function parsed(path: string, text: string, known: ts.SourceFile | undefined): ts.SourceFile {
  if (known) return ts.updateSourceFile(known, text, changeRange(known.text, text));
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
}
