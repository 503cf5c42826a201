/**
 * The text of some members of a declaration, in few tokens: those of one type share it, values that are plain literals
 * give way to their types, and lines are filled.
 */

import type { ItemSymbol } from './item.ts';

/** Letters of a line of members; one that is longer by itself stands alone. */
const longestLine = 100;

type Holder = Pick<ItemSymbol, 'kind' | 'name'>;

/** Members in their order, each as it is declared: `get(key: string): Invoice`. */
export function memberBlock(holder: Holder, signatures: readonly string[]): string {
  const entries = grouped(holder, signatures);
  const [mark, end] = holder.kind === 'enum' ? [',', ''] : [';', ';'];
  const [before, after] = frameOf(holder);
  const line = `${before}{ ${entries.join(`${mark} `)} }`;
  if (line.length <= longestLine && !line.includes('\n')) return line + after;
  return [`${before}{${after}`, ...filled(entries, mark).map((one) => `  ${one}${end}`), '}'].join('\n');
}

/** What stands around the members. A literal without a name of its own says where it stands. */
function frameOf({ kind, name }: Holder): [before: string, after: string] {
  if (kind === 'object') return ['', ` // in ${name}`];
  if (kind === 'constant') return [`const ${name} = `, ''];
  return [`${kind} ${name}${kind === 'type' ? ' =' : ''} `, ''];
}

/** The text that each member adds to those before it. */
export function addedBy(holder: Holder, signatures: readonly string[]): string[] {
  const known = new Set<string>();
  return signatures.map((signature) => {
    const { name, type } = typed(holder, signature);
    if (type === undefined) return signature;
    const isKnown = known.has(type);
    known.add(type);
    return isKnown || type === '' ? name : signature;
  });
}

/** Members of one type as `a, b: Type`, where the first of them stands. */
function grouped(holder: Holder, signatures: readonly string[]): string[] {
  const groups = new Map<string, { names: string[]; first: string; type: string }>();
  for (const signature of signatures) {
    const { name, type } = typed(holder, signature);
    const key = type === undefined ? `\n${signature}` : type;
    const group = groups.get(key) ?? { names: [], first: signature, type: type ?? '' };
    groups.set(key, group);
    group.names.push(name);
  }
  return [...groups.values()].map(({ names, first, type }) => {
    if (holder.kind === 'enum' && type === '') return names.join(', ');
    return names.length > 1 ? `${names.join(', ')}: ${type}` : first;
  });
}

const property = /^((?:readonly )?[\p{ID_Start}_$][\p{ID_Continue}$.]*\??): ([^]+)$/u;
const literals = [
  [/^(["'`])(?:(?!\1)[^\\$])*\1$/, 'string'],
  [/^-?\d[\d_.]*$/, 'number'],
  [/^(?:true|false)$/, 'boolean'],
] as const;

/** The name of a member and the type that it may share with others. */
function typed({ kind }: Holder, signature: string): { name: string; type?: string } {
  if (kind === 'enum') return { name: signature.replace(/\s*=[^]*$/, ''), type: '' };
  const [, name, written] = property.exec(signature) ?? [];
  if (name === undefined || written === undefined) return { name: signature };
  const isValue = kind === 'constant' || kind === 'object';
  const literal = isValue ? literals.find(([form]) => form.test(written))?.[1] : undefined;
  return { name, type: literal ?? written };
}

/** Several entries on a line, as many as it holds. */
function filled(entries: readonly string[], mark: string): string[] {
  const lines: string[] = [];
  for (const entry of entries) {
    const last = lines.at(-1);
    const longer = `${last}${mark} ${entry}`;
    if (last === undefined || longer.length > longestLine || longer.includes('\n')) lines.push(entry);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}
