/** Reads files with their facts for the context sources, and remembers the last few. */

import { readFile, stat } from 'node:fs/promises';
import type { SourceFile } from '../../context/context.ts';
import type { CodeIndex } from '../../index/index.ts';
import { abortable, type Document, languageOf } from '../../text/text.ts';
import type { OpenDocuments } from './open-documents.ts';
import type { ParsePool } from '../parsing/parse-pool.ts';
import { decode, largestFile } from '../catalogue/source-text.ts';

const remembered = 256;
/** Milliseconds that reading and parsing one file may take. */
const longest = 30_000;

/** Files of the repository (facts from the index) and of installed packages (parsed when asked for). */
export class SourceFiles {
  readonly #index: CodeIndex;
  readonly #pool: ParsePool;
  readonly #documents: Pick<OpenDocuments, 'factsOf'>;
  readonly #open: ReadonlyMap<string, Document>;
  /** Each state of an open document is parsed once, however many ask for it. */
  readonly #opened = new WeakMap<Document, Promise<SourceFile>>();
  readonly #known = new Map<string, SourceFile>();
  /** What is being read: many may wait for one large file, and it is kept when none does any more. */
  readonly #reading = new Map<string, Promise<SourceFile | undefined>>();

  constructor(
    index: CodeIndex,
    pool: ParsePool,
    documents: Pick<OpenDocuments, 'factsOf'>,
    open: ReadonlyMap<string, Document>,
  ) {
    this.#index = index;
    this.#pool = pool;
    this.#documents = documents;
    this.#open = open;
  }

  /** `undefined` when the file cannot be read or is over 1 MB. */
  async read(path: string, signal: AbortSignal): Promise<SourceFile | undefined> {
    const document = this.#open.get(path);
    if (document) return abortable(this.#opened.get(document) ?? this.#readOpened(document), signal);
    const known = this.#known.get(path);
    if (known) return known;
    const reading = this.#reading.get(path) ?? this.#readOnce(path);
    return abortable(reading, signal);
  }

  #readOpened(document: Document): Promise<SourceFile> {
    const { path, text } = document;
    const reading = this.#documents
      .factsOf(document, AbortSignal.timeout(longest))
      .then((facts) => ({ path, text, facts }));
    this.#opened.set(document, reading);
    void reading.catch(() => this.#opened.delete(document));
    return reading;
  }

  /** What changed while it was read is not remembered. */
  #readOnce(path: string): Promise<SourceFile | undefined> {
    const isCurrent = () => this.#reading.get(path) === reading;
    const reading = this.#readFile(path)
      .then((file) => {
        if (file && isCurrent()) this.#remember(file);
        return file;
      })
      .finally(() => {
        if (isCurrent()) this.#reading.delete(path);
      });
    this.#reading.set(path, reading);
    return reading;
  }

  async #readFile(path: string): Promise<SourceFile | undefined> {
    const text = await readText(path);
    if (text === undefined) return undefined;
    const parse = () => this.#pool.facts(path, languageOf(path), text, AbortSignal.timeout(longest));
    return { path, text, facts: this.#index.facts(path) ?? (await parse()) };
  }

  /** Forgets what was read of a file that changed. */
  forget(path: string): void {
    this.#known.delete(path);
    this.#reading.delete(path);
  }

  #remember(file: SourceFile): void {
    this.#known.set(file.path, file);
    const oldest = this.#known.keys().next().value;
    if (this.#known.size > remembered && oldest !== undefined) this.#known.delete(oldest);
  }
}

/** The text of a file without its byte order mark; `undefined` when it is missing, no file, or too large. */
export async function readText(path: string): Promise<string | undefined> {
  try {
    const { size } = await stat(path);
    if (size > largestFile) return undefined;
    return decode(await readFile(path));
  } catch {
    return undefined;
  }
}
