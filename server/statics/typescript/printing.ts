/** Types as text: names as a developer would write them, never `import("...")`. */

import { type Checker, type CheckerType, symbolFlag, typeFlag } from './checker.ts';
import { isPrivate } from './private-member.ts';

const longest = 2000;
const shortest = 200;

/** A type whole, at most 2,000 characters. */
export function typeName(checker: Checker, type: CheckerType): string {
  return capped(checker.print(type, 'whole'), longest);
}

/** A type in short, at most 200 characters; the checker abbreviates what is long. */
export function shortTypeName(checker: Checker, type: CheckerType): string {
  return capped(checker.print(type, 'short'), shortest);
}

/** One level of what a name stands for; `undefined` when the name hides nothing or is the language's. */
export function expandedType(checker: Checker, type: CheckerType): string | undefined {
  if (!(type.alias ?? type.symbol)?.declaration) return undefined;
  const text = capped(expansion(checker, type), longest);
  return text === typeName(checker, type) ? undefined : text;
}

function expansion(checker: Checker, type: CheckerType): string {
  if (isEnum(type)) {
    const cases = checker.partsOf(type).map((member) => checker.print(member, 'short'));
    return cases.join(' | ');
  }
  return isNamedStructure(type) ? properties(checker, type) : checker.print(type, 'expanded');
}

function isEnum({ flags, alias }: CheckerType): boolean {
  return (flags & typeFlag.union) !== 0 && (flags & typeFlag.enum) !== 0 && !alias;
}

function isNamedStructure({ alias, symbol }: CheckerType): boolean {
  const flags = alias ? 0 : (symbol?.flags ?? 0);
  return (flags & (symbolFlag.interface | symbolFlag.class)) !== 0;
}

function properties(checker: Checker, type: CheckerType): string {
  const lines: string[] = [];
  let length = 0;
  for (const property of checker.propertiesOf(type)) {
    if (length > longest) break;
    if (property.declaration && isPrivate(property.declaration)) continue;
    const optional = property.flags & symbolFlag.optional ? '?' : '';
    const line = `${property.name}${optional}: ${shortTypeName(checker, checker.typeOf(property))};`;
    length += line.length;
    lines.push(line);
  }
  return `{ ${lines.join(' ')} }`;
}

/** A placeholder that stands for a type not written yet is shown as `_`. */
function capped(printed: string, length: number): string {
  const text = printed.replace(/\b_keyhole\d?_/g, '_');
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

/** Text on one line, at most `length` characters. */
export function oneLine(text: string, length: number): string {
  return capped(text.replace(/\s+/g, ' ').trim(), length);
}
