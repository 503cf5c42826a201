/** What the innermost open bracket around a token opens, by the tokens before it. */

import type { Token } from '../text/text.ts';

export interface Frame {
  readonly kind: 'object' | 'pattern' | 'import' | 'call' | 'group' | 'list' | 'block' | 'tag';
  /** Index of the opening token. */
  readonly opener: number;
  /** Indexes of the commas right inside it. */
  readonly commas: readonly number[];
}

/** How many tokens are looked back over. */
const farthest = 4_000;

const closers = new Set([')', ']', '}']);
const notCalled = new Set(
  'if for while switch catch with function return typeof await in of case new void yield'.split(' '),
);

/** The frame that the token at `index` stands in; `undefined` where no bracket is open near by. */
export function frameAt(tokens: readonly Token[], index: number): Frame | undefined {
  let depth = 0;
  const commas: number[] = [];
  for (let at = index - 1; at >= Math.max(0, index - farthest); at--) {
    const token = tokens[at];
    if (!token) continue;
    const { opens, closes } = bracketsOf(token);
    if (opens && depth === 0) return { kind: kindOf(tokens, at), opener: at, commas: commas.toReversed() };
    if (opens) depth--;
    if (closes) depth++;
    if (depth > 0) continue;
    if (token.kind === 'punctuation' && token.text === ',') commas.push(at);
    if (isOpenTag(tokens, at, index)) return { kind: 'tag', opener: at, commas: [] };
  }
  return undefined;
}

/** A template's `${` opens what the string after it closes. */
function bracketsOf({ kind, text }: Token): { readonly opens: boolean; readonly closes: boolean } {
  if (kind === 'punctuation') return { opens: /^[([{]$/.test(text), closes: closers.has(text) };
  if (kind !== 'string') return { opens: false, closes: false };
  const isPart = text.startsWith('`') || text.startsWith('}');
  return { opens: isPart && text.endsWith('${'), closes: text.startsWith('}') };
}

function kindOf(tokens: readonly Token[], at: number): Frame['kind'] {
  const opener = tokens[at]?.text;
  const before = previousCode(tokens, at);
  if (opener === '[') return 'list';
  if (opener === '(') return isCalled(before, tokens, at) ? 'call' : 'group';
  if (opener !== '{') return 'block';
  if (before?.text === 'import' || before?.text === 'export') return 'import';
  if (before?.text === 'type' && previousCode(tokens, tokens.indexOf(before))?.text === 'import')
    return 'import';
  if (before && /^(?:const|let|var)$/.test(before.text)) return 'pattern';
  return before && /^(?:[=(,[?:]|return|\|\||&&|\?\?|extends|satisfies|yield|await|throw)$/.test(before.text)
    ? 'object'
    : 'block';
}

function isCalled(before: Token | undefined, tokens: readonly Token[], at: number): boolean {
  if (!before) return false;
  if (before.kind === 'word') return !notCalled.has(before.text) && !isDeclared(tokens, at);
  if (before.text === '?.') return true;
  // `a!(` calls, `!(` does not.
  if (before.text === '!')
    return !before.spaced && isCalled(previousCode(tokens, tokens.indexOf(before)), tokens, at);
  return /^[)\]>]$/.test(before.text);
}

/** `function name(` has parameters, no arguments. */
function isDeclared(tokens: readonly Token[], at: number): boolean {
  const name = previousCode(tokens, at);
  const word = name && previousCode(tokens, tokens.lastIndexOf(name, at));
  return word?.text === 'function' || word?.text === '*';
}

function previousCode(tokens: readonly Token[], at: number): Token | undefined {
  let before = at - 1;
  while (before >= 0 && (tokens[before]?.kind === 'newline' || tokens[before]?.kind === 'comment')) before--;
  return tokens[before];
}

/** `<Name` that no `>` has closed before `index`, where no comparison stands: nothing before it is a value. */
function isOpenTag(tokens: readonly Token[], at: number, index: number): boolean {
  const [token, name] = [tokens[at], tokens[at + 1]];
  if (token?.text !== '<' || name?.kind !== 'word' || name.spaced || at + 1 >= index) return false;
  const before = previousCode(tokens, at);
  if (before && (before.kind === 'number' || before.kind === 'string' || /^[)\]]$/.test(before.text)))
    return false;
  if (before?.kind === 'word' && before.text !== 'return' && before.text !== 'default') return false;
  return !tokens.slice(at + 1, index).some(({ kind, text }) => kind === 'punctuation' && /^\/?>$/.test(text));
}
