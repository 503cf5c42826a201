/** Type heads of declarations in Python: annotations, what a class inherits, and calls of a class. */

import type { TypeHeads } from './facts.ts';
import type { Written } from './written-types.ts';

const token = /#[^\n]*|[\p{ID_Start}_][\p{ID_Continue}]*|->|\.\.\.|'[^'\n]*'|"[^"\n]*"|\d+|\S/gu;
const word = /^[\p{ID_Start}_]/u;
const deepest = 30;

/** Names that head nothing by themselves; with arguments most of them are wrappers. */
const plain = new Set(
  (
    'None Any object int float str bytes bool complex True False list dict set tuple frozenset type ' +
    'List Dict Set Tuple FrozenSet Type NoReturn Never Callable AnyStr Literal Final ClassVar'
  ).split(' '),
);

/** Wrappers that are looked through, and which of their arguments count. */
const wrappers: ReadonlyMap<string, 'all' | 'first' | 'last'> = new Map([
  ...'Optional Union Tuple tuple'.split(' ').map((name) => [name, 'all'] as const),
  ...(
    'List list Set set FrozenSet frozenset Sequence MutableSequence Collection Iterable Iterator Generator ' +
    'AsyncIterable AsyncIterator AsyncGenerator Awaitable Annotated ClassVar Final Deque deque Required NotRequired'
  )
    .split(' ')
    .map((name) => [name, 'first'] as const),
  ...'Dict dict Mapping MutableMapping DefaultDict defaultdict OrderedDict Coroutine Callable'
    .split(' ')
    .map((name) => [name, 'last'] as const),
]);

/** A class yields itself and its bases, a case of an enumeration the enumeration. */
export function pythonHeads({ symbol, signature, holder }: Written): TypeHeads | undefined {
  const reader = { tokens: (signature.match(token) ?? []).filter((one) => !one.startsWith('#')), at: 0 };
  const name = reader.tokens.indexOf(symbol.name);
  if (name < 0) return undefined;
  reader.at = name + 1;
  switch (symbol.kind) {
    case 'class':
      return { yields: [symbol.name, ...bases(reader)], takes: [] };
    case 'constructor':
      return { yields: holder ? [holder.symbol.name] : [], takes: parameters(reader) };
    case 'function':
    case 'method':
      return named(returned(reader), holder);
    default:
      return named({ yields: valueHeads(reader, holder), takes: [] }, holder);
  }
}

interface Reader {
  readonly tokens: readonly string[];
  at: number;
}

/** `Self` by its name. */
function named({ yields, takes }: TypeHeads, holder: Written | undefined): TypeHeads {
  const own = yields.flatMap((head) =>
    /(^|\.)Self$/.test(head) ? (holder ? [holder.symbol.name] : []) : [head],
  );
  return { yields: own, takes };
}

function bases(reader: Reader): string[] {
  const given = reader.tokens[reader.at] === '(' ? listed(reader) : [];
  return given
    .filter((one) => one.tokens[one.at + 1] !== '=')
    .flatMap((one) => heads(one))
    .filter((head) => !/(^|\.)(Generic|Protocol|ABC)$/.test(head));
}

function returned(reader: Reader): TypeHeads {
  const takes = parameters(reader);
  if (reader.tokens[reader.at] !== '->') return { yields: [], takes };
  reader.at++;
  return { yields: heads(reader), takes };
}

function parameters(reader: Reader): string[] {
  if (reader.tokens[reader.at] === '[') skip(reader);
  if (reader.tokens[reader.at] !== '(') return [];
  const given = listed(reader).flatMap((one) => {
    const colon = one.tokens.indexOf(':');
    return colon < 0 ? [] : heads({ tokens: one.tokens, at: colon + 1 });
  });
  return [...new Set(given)];
}

/** `name: Type`, `name = Type(…)`, or the case of an enumeration. */
function valueHeads(reader: Reader, holder: Written | undefined): string[] {
  if (reader.tokens[reader.at] === ':') {
    reader.at++;
    return heads(reader);
  }
  if (reader.tokens[reader.at] !== '=') return [];
  if (holder && /\b(Int|Str)?(Enum|Flag)\b/.test(holder.signature)) return [holder.symbol.name];
  reader.at++;
  const called = qualified(reader);
  if (reader.tokens[reader.at] !== '(' || !/(^|\.)_?\p{Lu}\w*\p{Ll}\w*$/u.test(called)) return [];
  skip(reader);
  return reader.at >= reader.tokens.length ? [called] : [];
}

/** The heads of the type at the place. */
function heads(reader: Reader, depth = 0): string[] {
  const found = depth > deepest ? [] : operand(reader, depth + 1);
  if (depth > deepest || reader.tokens[reader.at] !== '|') return [...new Set(found)];
  reader.at++;
  return [...new Set([...found, ...heads(reader, depth + 1)])];
}

function operand(reader: Reader, depth: number): string[] {
  const next = reader.tokens[reader.at] ?? '';
  if (word.test(next)) return namedHeads(reader, depth);
  if (next === '[') return listed(reader).flatMap((one) => heads(one, depth));
  if (!/^['"]/.test(next)) return [];
  reader.at++;
  return heads({ tokens: next.slice(1, -1).match(token) ?? [], at: 0 }, depth);
}

function namedHeads(reader: Reader, depth: number): string[] {
  const name = qualified(reader);
  const last = name.slice(name.lastIndexOf('.') + 1);
  const given = reader.tokens[reader.at] === '[' ? listed(reader) : [];
  const wrapper = given.length > 0 ? wrappers.get(last) : undefined;
  if (last === 'Literal') return [];
  if (wrapper === 'first') return heads(given[0] ?? empty(), depth + 1);
  if (wrapper === 'last') return heads(given.at(-1) ?? empty(), depth + 1);
  const inner = given.flatMap((one) => heads(one, depth + 1));
  return wrapper === 'all' || plain.has(last) || isVariable(last) ? inner : [name, ...inner];
}

function empty(): Reader {
  return { tokens: [], at: 0 };
}

/** By custom type variables have one letter, and what varies in them behind it. */
function isVariable(name: string): boolean {
  return /^_?[A-Z](_co|_contra)?$/.test(name);
}

function qualified(reader: Reader): string {
  let name = reader.tokens[reader.at++] ?? '';
  while (reader.tokens[reader.at] === '.' && word.test(reader.tokens[reader.at + 1] ?? '')) {
    name += `.${reader.tokens[reader.at + 1]}`;
    reader.at += 2;
  }
  return name;
}

/** What stands between commas in the brackets at the place, which is moved behind them. */
function listed(reader: Reader): Reader[] {
  const start = reader.at + 1;
  skip(reader);
  const inside = reader.tokens.slice(start, reader.at - 1);
  const parts: string[][] = [[]];
  let depth = 0;
  for (const next of inside) {
    if (/^[([{]$/.test(next)) depth++;
    if (/^[)\]}]$/.test(next)) depth--;
    if (next === ',' && depth === 0) parts.push([]);
    else parts.at(-1)?.push(next);
  }
  return parts.filter((part) => part.length > 0).map((tokens) => ({ tokens, at: 0 }));
}

function skip(reader: Reader): void {
  let depth = 0;
  do {
    const next = reader.tokens[reader.at] ?? '';
    if (/^[([{]$/.test(next)) depth++;
    if (/^[)\]}]$/.test(next)) depth--;
    reader.at++;
  } while (depth > 0 && reader.at < reader.tokens.length);
}
