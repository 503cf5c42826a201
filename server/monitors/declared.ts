/** Names that a completion declares itself, by spelling: they mean something in what follows. */

import type { Token } from '../text/text.ts';

const declaring = new Set([
  'const',
  'let',
  'var',
  'function',
  'class',
  'enum',
  'interface',
  'type',
  'import',
]);

/** Of the tokens from an offset on, in order: declared names, parameters of arrow functions, what is taken apart. */
export function declaredIn(tokens: readonly Token[], from: number): readonly string[] {
  const own = tokens.filter(({ start }) => start >= from);
  return own.flatMap(({ kind, text }, at) => {
    if (text === '=>') return parametersBefore(own, at);
    const before = own[at - 1]?.text ?? '';
    if (text === '{' && before === ')') return parametersBefore(own, at);
    if (kind === 'word' && declaring.has(before)) return [text];
    return text === '{' && declaring.has(before) ? wordsUntil(own, at, '}') : [];
  });
}

/** Of `x =>`, `(x, y) =>`, `name(x, y) {`: a little too much where a parameter has a type. */
function parametersBefore(tokens: readonly Token[], end: number): string[] {
  const last = tokens[end - 1];
  if (last?.kind === 'word') return [last.text];
  let depth = 0;
  const opener = tokens.slice(0, end).findLastIndex(({ text }) => {
    if (text === ')') depth++;
    if (text === '(') depth--;
    return text === '(' && depth === 0;
  });
  return opener < 0 ? [] : wordsUntil(tokens.slice(0, end), opener, '');
}

function wordsUntil(tokens: readonly Token[], from: number, end: string): string[] {
  const rest = tokens.slice(from + 1);
  const last = rest.findIndex(({ text }) => text === end);
  return rest
    .slice(0, last < 0 ? undefined : last)
    .flatMap(({ kind, text }) => (kind === 'word' ? [text] : []));
}
