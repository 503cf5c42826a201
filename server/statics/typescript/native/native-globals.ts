/**
 * The global names of a project. There are thousands and they hardly ever change, so they are kept by
 * name, and looked up again only when a file changed that can declare one.
 */

import type { NodeHandle, Project } from 'typescript7/unstable/sync';
import type { CheckerSymbol } from '../checker.ts';
import type { SourceTexts } from '../source-texts.ts';
import { ChangesBeside } from './changes-beside.ts';
import { bestOf } from './native-aliases.ts';
import type { NativeHandles } from './native-handles.ts';

/** A global name, without a handle that leads to a symbol. */
export interface GlobalName extends Pick<CheckerSymbol, 'name' | 'flags' | 'path' | 'isBuiltIn'> {
  readonly declared: NodeHandle | undefined;
}

/** The native compiler's bits for values, types and namespaces. */
export const anything: number = 111_551 | 788_968 | 1_920;

/** Owns the global names of every project that was asked about. */
export class NativeGlobals {
  readonly #texts: SourceTexts;
  readonly #changes: ChangesBeside;
  readonly #known = new Map<string, readonly GlobalName[]>();

  constructor(texts: SourceTexts) {
    this.#texts = texts;
    this.#changes = new ChangesBeside(texts);
  }

  /** The globals of a project but for those that only the file itself declares. */
  of(project: Project, handles: NativeHandles, file: string): readonly GlobalName[] {
    const changed = this.#changes.since(file);
    const isStale = changed === 'everything' || changed.some((path) => this.#declares(path));
    if (isStale) this.#known.clear();
    const known = this.#known.get(project.id) ?? readGlobals(project, handles);
    this.#known.set(project.id, known);
    return known;
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
  return (all ? checker.getExportsOfModule(all) : []).map((symbol) => {
    const { name, flags, path, isBuiltIn } = handles.symbol(symbol);
    return { name, flags, path, isBuiltIn, declared: bestOf(symbol) };
  });
}
