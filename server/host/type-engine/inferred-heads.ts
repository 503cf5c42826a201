/**
 * Has the type engine tell, while it has nothing else to do, what exports yield whose type is not written:
 * first in the files near the one that is worked on. What was told holds for a file's text and what the
 * files that it imports export; whatever is found by it is judged again before it is shown.
 */

import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import type { SourceFile } from '../../context/context.ts';
import type { CodeIndex, InferredHeads } from '../../index/index.ts';
import type { TypeEngine } from '../../statics/statics.ts';
import type { SymbolFact } from '../../syntax/syntax.ts';

/** How many files around one are looked at. */
const mostFiles = 200;
/** Milliseconds without a question after which the engine is free, and until the same file's turn comes again. */
const quiet = 400;
const again = 30_000;

/** What finding out stands on. */
export interface Inferring {
  readonly index: CodeIndex;
  readonly engine: TypeEngine;
  readonly files: { read(path: string, signal: AbortSignal): Promise<SourceFile | undefined> };
  /** Nothing is asked any more once it is aborted. */
  readonly signal: AbortSignal;
}

/** Work that asks about a document. */
interface Asking {
  readonly document: { readonly path: string };
}

interface Told {
  readonly key: string;
  readonly heads: readonly InferredHeads[];
}

/** Owns what was told, and what is to be asked next. */
export class HeadsInference {
  readonly #stands: Inferring;
  readonly #told = new Map<string, Told>();
  #waiting: string[] = [];
  #last = { path: '', time: 0 };
  #timer: NodeJS.Timeout | undefined;
  /** How much of such work goes on. */
  #running = 0;

  constructor(stands: Inferring) {
    this.#stands = stands;
    stands.signal.addEventListener('abort', () => clearTimeout(this.#timer), { once: true });
  }

  /** Work that asks about this file: the files around it are looked at when it and all other such work is done. */
  async after<T>({ document }: Asking, work: Promise<T>): Promise<T> {
    this.#running++;
    clearTimeout(this.#timer);
    try {
      return await work;
    } finally {
      if (--this.#running === 0) this.#waitFor(document.path);
    }
  }

  #waitFor(path: string): void {
    const { index, engine, signal } = this.#stands;
    if (signal.aborted || !engine.handles(path)) return;
    this.#timer = setTimeout(() => {
      const isLately = this.#last.path === path && Date.now() - this.#last.time < again;
      if (!isLately) this.#waiting = filesAround(index, path).filter((file) => engine.handles(file));
      if (!isLately) this.#last = { path, time: Date.now() };
      void this.#work();
    }, quiet).unref();
  }

  async #work(): Promise<void> {
    while (this.#running === 0 && !this.#stands.signal.aborted) {
      const path = this.#waiting.shift();
      if (path === undefined) return;
      await this.#look(path).catch(() => undefined);
    }
  }

  async #look(path: string): Promise<void> {
    const { index, engine, signal, files } = this.#stands;
    const file = await files.read(path, signal);
    const unwritten = file ? unwrittenIn(file) : [];
    if (!file || unwritten.length === 0) return;
    const key = keyOf(index, file);
    const told = this.#told.get(path);
    if (told?.key === key) return index.infer(path, told.heads);
    const names = unwritten.map(({ fact }) => ({ name: fact.name, start: fact.range.start }));
    const yielded = await engine.heads({ path, names }, signal);
    if (yielded.length === 0) return;
    const heads = unwritten.flatMap(({ index: at }, place) => {
      const yields = yielded[place] ?? [];
      return yields.length > 0 ? [{ index: at, yields }] : [];
    });
    this.#told.set(path, { key, heads });
    index.infer(path, heads);
  }
}

/** Files that it imports, those beside it, and those that the imported ones import. */
function filesAround(index: CodeIndex, path: string): string[] {
  const imported = index.importsOf(path).flatMap(({ target }) => target ?? []);
  const beyond = imported.flatMap((file) => index.importsOf(file).flatMap(({ target }) => target ?? []));
  const folder = dirname(path);
  const beside = index.files().filter((file) => dirname(file) === folder);
  return [...new Set([...imported, ...beside, ...beyond])]
    .filter((file) => file !== path)
    .slice(0, mostFiles);
}

const typed: ReadonlySet<SymbolFact['kind']> = new Set(['function', 'constant', 'variable']);

function unwrittenIn({ facts }: SourceFile): { fact: SymbolFact; index: number }[] {
  return facts.symbols
    .map((fact, index) => ({ fact, index }))
    .filter(({ fact }) => fact.exported && fact.container === undefined && typed.has(fact.kind))
    .filter(({ fact }) => (fact.heads?.yields.length ?? 0) === 0);
}

/** The same as long as neither the text changes nor what the files that it imports export. */
function keyOf(index: CodeIndex, { path, text }: SourceFile): string {
  const hash = createHash('sha1').update(text);
  for (const { target } of index.importsOf(path)) {
    const symbols = (target === undefined ? undefined : index.facts(target)?.symbols) ?? [];
    for (const { name, kind, exported, heads } of symbols)
      if (exported) hash.update(`${target} ${name} ${kind} ${heads?.yields.join()} ${heads?.takes.join()}\n`);
  }
  return hash.digest('base64');
}
