/**
 * The global names of a project. There are thousands and they hardly ever change, so they are kept by
 * name, and looked up again only when a file changed that can declare one.
 */

import type { Project } from 'typescript7/unstable/sync';
import type { CheckerSymbol } from '../checker.ts';
import type { SourceTexts } from '../source-texts.ts';
import type { NativeHandles } from './native-handles.ts';

/** A global name, without a handle that leads to a symbol. */
export type GlobalName = Pick<CheckerSymbol, 'name' | 'flags' | 'path' | 'isBuiltIn'>;

/** The native compiler's bits for values, types and namespaces. */
export const anything: number = 111_551 | 788_968 | 1_920;

/** Owns the global names of every project that was asked about. */
export class NativeGlobals {
  readonly #texts: SourceTexts;
  readonly #known = new Map<string, readonly GlobalName[]>();
  /** Files changed since the names were read, which may declare globals. */
  readonly #doubtful = new Set<string>();
  #seen = 0;
  #structure = -1;

  constructor(texts: SourceTexts) {
    this.#texts = texts;
  }

  /** The globals of a project but for those that only the file itself declares. */
  of(project: Project, handles: NativeHandles, file: string): readonly GlobalName[] {
    this.#forgetStale(file);
    const known = this.#known.get(project.id);
    if (known) return known;
    const read = readGlobals(project, handles);
    this.#known.set(project.id, read);
    return read;
  }

  #forgetStale(file: string): void {
    for (const path of this.#texts.changedSince(this.#seen)) this.#doubtful.add(path);
    this.#seen = this.#texts.stamp;
    const others = [...this.#doubtful].filter((path) => path !== file);
    for (const path of others) this.#doubtful.delete(path);
    const isStale = this.#structure !== this.#texts.structure || others.some((path) => this.#declares(path));
    this.#structure = this.#texts.structure;
    if (isStale) this.#known.clear();
  }

  /** Whether the file can declare a global: it is no module, or says that it does. */
  #declares(path: string): boolean {
    const text = this.#texts.read(path) ?? '';
    return !/^\s*(?:import|export)\b/m.test(text) || /\bdeclare\s+global\b/.test(text);
  }
}

function readGlobals(project: Project, handles: NativeHandles): GlobalName[] {
  const { checker } = project;
  const all = checker.resolveName('globalThis', anything);
  const symbols = all ? checker.getExportsOfModule(all).map((symbol) => handles.symbol(symbol)) : [];
  return symbols.map(({ name, flags, path, isBuiltIn }) => ({ name, flags, path, isBuiltIn }));
}
