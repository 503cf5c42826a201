/**
 * Where imports lead, by how they are written. It holds as long as no other file changes, so that the
 * compiler is asked once and not after every keystroke.
 */

import ts from 'typescript';
import type { NodeHandle, Symbol as NativeSymbol } from 'typescript7/unstable/sync';
import type { SourceTexts } from '../source-texts.ts';
import { ChangesBeside } from './changes-beside.ts';

/** A symbol without a handle that leads to it. */
export interface RememberedSymbol {
  readonly name: string;
  /** The compiler's own bits. */
  readonly flags: number;
  readonly best: NodeHandle;
  readonly declarations: readonly NodeHandle[];
}

/** Owns what is known of imports. */
export class NativeAliases {
  readonly #changes: ChangesBeside;
  readonly #targets = new Map<string, RememberedSymbol>();

  constructor(texts: SourceTexts) {
    this.#changes = new ChangesBeside(texts);
  }

  /** Forgets what may not hold any more. Ask before every question about a file. */
  settle(file: string): void {
    const changed = this.#changes.since(file);
    if (changed === 'everything' || changed.length > 0) this.#targets.clear();
  }

  /** What the file at hand itself declares moves with every keystroke: nothing is known of it. */
  targetOf(alias: ts.Declaration, file: string): RememberedSymbol | undefined {
    const key = keyOf(alias);
    const target = key === undefined ? undefined : this.#targets.get(key);
    return target?.declarations.some(({ path }) => path === file) ? undefined : target;
  }

  remember(alias: ts.Declaration, target: NativeSymbol): void {
    const key = keyOf(alias);
    const best = bestOf(target);
    const { name, flags, declarations } = target;
    if (key !== undefined && best) this.#targets.set(key, { name, flags, best, declarations });
  }
}

/** The declaration that stands for a symbol. */
export function bestOf(symbol: NativeSymbol): NodeHandle | undefined {
  return symbol.valueDeclaration ?? symbol.declarations[0];
}

/** File, module and name; `undefined` for what is no import from a module. */
function keyOf(alias: ts.Declaration): string | undefined {
  const from = ts.findAncestor(alias, (node) => ts.isImportDeclaration(node) || ts.isExportDeclaration(node));
  const module = from?.moduleSpecifier;
  const name = importedName(alias);
  if (!module || !ts.isStringLiteral(module) || name === undefined) return undefined;
  return `${alias.getSourceFile().fileName}\n${module.text}\n${name}`;
}

function importedName(alias: ts.Declaration): string | undefined {
  if (ts.isImportSpecifier(alias) || ts.isExportSpecifier(alias))
    return (alias.propertyName ?? alias.name).text;
  if (ts.isImportClause(alias)) return 'default';
  return ts.isNamespaceImport(alias) || ts.isNamespaceExport(alias) ? '*' : undefined;
}
