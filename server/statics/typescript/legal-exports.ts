/** The names that an `import { … } from`, an `export { … }` or an `import('…').` may still name. */

import ts from 'typescript';
import type { LegalText, LegalTexts } from '../hole.ts';
import { type CheckerSymbol, symbolFlag } from './checker.ts';
import type { Site } from './site.ts';

/** `node` is the name between the braces, or behind the dot. */
export function legalExports(site: Site, node: ts.Node): LegalTexts | undefined {
  if (ts.isImportTypeNode(node.parent)) return legalTypes(site, node.parent);
  const list = node.parent.parent;
  if (!ts.isNamedImports(list) && !ts.isNamedExports(list)) return undefined;
  const written = new Set(
    list.elements.flatMap((one) => (one === node.parent ? [] : [(one.propertyName ?? one.name).text])),
  );
  const path = ts.isNamedImports(list) ? list.parent.parent.moduleSpecifier : list.parent.moduleSpecifier;
  const names = path ? exportedBy(site, path) : declaredIn(site);
  const left = names?.filter(({ text }) => !written.has(text));
  return left && { list: left, complete: left.length > 0 };
}

/** Types, or for `typeof import('…').` values. */
function legalTypes(site: Site, { argument, isTypeOf }: ts.ImportTypeNode): LegalTexts | undefined {
  const names = ts.isLiteralTypeNode(argument) ? exportedBy(site, argument.literal) : undefined;
  const no: ReadonlySet<string> = new Set(isTypeOf ? ['interface', 'type'] : ['value', 'name']);
  const left = names?.filter(({ kind }) => !no.has(kind));
  return left && { list: left, complete: left.length > 0 };
}

function exportedBy({ checker, source }: Site, path: ts.Node): LegalText[] | undefined {
  const module = checker.symbolAt(path)?.declaration;
  if (!module || !ts.isSourceFile(module) || module === source) return undefined;
  const exported = checker.exportsOf(module.fileName).filter(({ name }) => name !== 'export=');
  return exported.map((symbol) => {
    const text = symbol.name === 'default' ? 'default' : symbol.name;
    return { text, kind: kindOf(checker.meantBy(symbol)), type: '' };
  });
}

/** What the file declares at its top, and what it imports. */
function declaredIn({ checker, source, hole, probe }: Site): LegalText[] {
  const meaning = symbolFlag.value | symbolFlag.type | symbolFlag.namespace | symbolFlag.alias;
  return checker.symbolsInScope(hole.node, meaning).flatMap((symbol) => {
    const isOwn = symbol.name !== probe.name && symbol.declaration?.getSourceFile() === source;
    return isOwn ? [{ text: symbol.name, kind: kindOf(checker.meantBy(symbol)), type: '' }] : [];
  });
}

const kinds: readonly (readonly [flag: number, kind: string])[] = [
  [symbolFlag.class, 'class'],
  [symbolFlag.enum, 'enum'],
  [symbolFlag.value, 'value'],
  [symbolFlag.interface, 'interface'],
  [symbolFlag.typeAlias, 'type'],
  [symbolFlag.namespace, 'namespace'],
];

function kindOf({ flags }: CheckerSymbol): string {
  return kinds.find(([flag]) => flags & flag)?.[1] ?? 'name';
}
