/** Types as text: names as a developer would write them, never `import("...")`. */

import ts from 'typescript';

const longest = 2000;
const shortest = 200;
const whole = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope;
const expanding = whole | ts.TypeFormatFlags.InTypeAlias;

/** A type whole, at most 2,000 characters. */
export function typeName(checker: ts.TypeChecker, type: ts.Type): string {
  return capped(checker.typeToString(type, undefined, whole), longest);
}

/** A type in short, at most 200 characters; the checker abbreviates what is long. */
export function shortTypeName(checker: ts.TypeChecker, type: ts.Type): string {
  return capped(checker.typeToString(type), shortest);
}

/** One level of what a name stands for; `undefined` when the name hides nothing or is the language's. */
export function expandedType(
  checker: ts.TypeChecker,
  type: ts.Type,
  isBuiltIn: (node: ts.Node) => boolean,
): string | undefined {
  const symbol = type.aliasSymbol ?? type.getSymbol();
  const declaration = symbol?.declarations?.[0];
  if (!declaration || isBuiltIn(declaration)) return undefined;
  const text = capped(expansion(checker, type), longest);
  return text === typeName(checker, type) ? undefined : text;
}

function expansion(checker: ts.TypeChecker, type: ts.Type): string {
  if (isEnum(type)) return type.types.map((member) => checker.typeToString(member)).join(' | ');
  if (isNamedStructure(type)) return properties(checker, type);
  return checker.typeToString(type, undefined, expanding);
}

function isEnum(type: ts.Type): type is ts.UnionType {
  return type.isUnion() && (type.flags & ts.TypeFlags.EnumLike) !== 0 && !type.aliasSymbol;
}

function isNamedStructure(type: ts.Type): boolean {
  const flags = type.aliasSymbol ? 0 : (type.getSymbol()?.flags ?? 0);
  return (flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.Class)) !== 0;
}

function properties(checker: ts.TypeChecker, type: ts.Type): string {
  const lines: string[] = [];
  let length = 0;
  for (const property of checker.getPropertiesOfType(type)) {
    if (length > longest) break;
    const optional = property.flags & ts.SymbolFlags.Optional ? '?' : '';
    const line = `${property.name}${optional}: ${shortTypeName(checker, checker.getTypeOfSymbol(property))};`;
    length += line.length;
    lines.push(line);
  }
  return `{ ${lines.join(' ')} }`;
}

function capped(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

/** Text on one line, at most `length` characters. */
export function oneLine(text: string, length: number): string {
  return capped(text.replace(/\s+/g, ' ').trim(), length);
}
