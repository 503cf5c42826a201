/** Names that a text uses and that nothing in it declares, by its tokens alone: what an import may have to bring. */

import { isPredeclared, lex, type Token } from '../text/text.ts';

/** How near the hole a line of the text is: 1 beside it, less with distance. */
export type LineWeight = (line: number) => number;

/** The names that stand for something by themselves in any of the texts: no members, no keys, nothing declared. */
export function unboundNames(
  texts: readonly { readonly text: string; readonly weight: LineWeight }[],
  language: string,
): Map<string, number> {
  const read = texts.map(({ text, weight }) => ({ weight, tokens: code(text, language) }));
  const declared = new Set(read.flatMap(({ tokens }) => declaredIn(tokens)));
  const found = new Map<string, number>();
  for (const { tokens, weight } of read) {
    let line = 0;
    for (const [at, token] of tokens.entries()) {
      if (token.kind === 'newline') line++;
      if (token.kind !== 'word' || declared.has(token.text) || !isUse(tokens, at, language)) continue;
      found.set(token.text, Math.max(found.get(token.text) ?? 0, weight(line)));
    }
  }
  return found;
}

function code(text: string, language: string): Token[] {
  return lex(text, language).filter(({ kind }) => kind !== 'comment');
}

function isUse(tokens: readonly Token[], at: number, language: string): boolean {
  const word = tokens[at]?.text ?? '';
  const before = tokens[at - 1]?.text ?? '';
  const after = tokens[at + 1];
  if (ofHolder.has(before) || isPredeclared(word, language) || binds(word, after)) return false;
  if (after?.text === ':') return before === '?' || before === 'case';
  return !language.endsWith('react') || !isOfMarkup(word, before, after);
}

/** Behind these a name is one of what stands before. */
const ofHolder: ReadonlySet<string> = new Set(['.', '?.', '->', '?->', '::', '&.']);

/** An element of the page, or an attribute. */
function isOfMarkup(word: string, before: string, after: Token | undefined): boolean {
  const isElement = /^<\/?$/.test(before) && /^\p{Ll}/u.test(word);
  return isElement || (after?.text === '=' && !after.spaced);
}

/** Words that are names only where nothing follows that they would bind: `from(source)`, but not `from './source'`. */
const binding = new Set(['from', 'of', 'as', 'is', 'type', 'get', 'set', 'async', 'satisfies', 'infer']);

function binds(word: string, next: Token | undefined): boolean {
  if (!binding.has(word) || next === undefined || next.kind === 'newline') return false;
  return next.kind !== 'punctuation' || /^[{[]$/.test(next.text);
}

const declaring = new Set(
  'const let var function class interface type enum catch def fn func fun val'.split(' '),
);

/** Names behind `const` and the like, in patterns, and of parameters: they need not be in scope at the hole. */
function declaredIn(all: readonly Token[]): string[] {
  const tokens = all.filter(({ kind }) => kind !== 'newline');
  return tokens.flatMap(({ kind, text }, at) => {
    const before = tokens[at - 1]?.text ?? '';
    const after = tokens[at + 1]?.text ?? '';
    if (kind !== 'word') return text === '=>' && before === ')' ? namesBefore(tokens, at - 1) : [];
    if (after === '=>' || (/^[(,]$/.test(before) && isAnnotated(tokens, at))) return [text];
    if (!declaring.has(text)) return [];
    return /^[{[(]$/.test(after) ? namesAfter(tokens, at + 1) : [after];
  });
}

/** `name:` or `name?:`, not the `is ? a : b` of a choice. */
function isAnnotated(tokens: readonly Token[], at: number): boolean {
  const [, one, two] = tokens.slice(at, at + 3).map(({ text }) => text);
  return one === ':' || (one === '?' && /^[:,)]$/.test(two ?? ''));
}

/** The words of a list in brackets that may be names: `a`, `{ b, c: d }`, not what stands behind `=`. */
function namesAfter(tokens: readonly Token[], open: number): string[] {
  const end = matching(tokens, open, 1);
  return named(tokens.slice(open, end));
}

function namesBefore(tokens: readonly Token[], close: number): string[] {
  const start = matching(tokens, close, -1);
  return named(tokens.slice(start, close));
}

function named(list: readonly Token[]): string[] {
  return list.flatMap(({ kind, text }, at) =>
    kind === 'word' && /^([({[,:]|\.\.\.)$/.test(list[at - 1]?.text ?? '') ? [text] : [],
  );
}

/** Where the bracket at a place has its counterpart, in the direction of `step`; the end of the tokens otherwise. */
function matching(tokens: readonly Token[], from: number, step: 1 | -1): number {
  let depth = 0;
  for (let at = from; at >= 0 && at < tokens.length; at += step) {
    const text = tokens[at]?.text ?? '';
    if (/^[({[]$/.test(text)) depth += step;
    if (/^[)}\]]$/.test(text)) depth -= step;
    if (depth === 0) return at;
  }
  return step > 0 ? tokens.length : 0;
}
