/**
 * Places where a name is about to be written, or is being written, by spelling alone: after a dot, after
 * `new`, between the quotes of a literal. What may stand there only the types know.
 */

import { spellingOf, type Token } from '../text/text.ts';
import { frameAt, type Frame } from './frames.ts';

export type SiteKind =
  | 'member'
  | 'string'
  | 'key'
  | 'attribute'
  | 'import'
  | 'new'
  | 'case'
  | 'argument'
  | 'type'
  | 'name';

/** A place for a name. Offsets are of the document. */
export interface Site {
  readonly kind: SiteKind;
  /** End of what set it off; only white space and comments stand between it and the name. */
  readonly from: number;
  /** Where the name starts, or would start. */
  readonly start: number;
  /** What is written of it, and whether it has ended. */
  readonly name: string;
  readonly ended: boolean;
  /** What stands instead of a name, if anything does. */
  readonly instead?: Token;
  /** The token that set it off, for example `.` or `new`. */
  readonly trigger: string;
  /** The quote around it. */
  readonly quote?: '"' | "'" | '`';
}

/** Words after which a value follows, and none that ends a statement. */
const valueFollows = new Set(
  'return typeof in of void throw instanceof await yield extends default case delete else'.split(' '),
);
/** Marks after which a value follows; those that also stand in types are left out. */
const operators = new Set(
  '= == === != !== ( [ , ? && || ?? + - * / % ! ~ > <= >= => += -= *= /= ... ; { }'.split(' '),
);
const comparisons = new Set(['==', '===', '!=', '!==', '(', ',', '[', ':', '=', '?', '||', '&&', '??']);

/** Where a token stands among the others. */
interface Around {
  readonly tokens: readonly Token[];
  readonly language: string;
  /** Offset up to which the text goes. */
  readonly end: number;
}

/** The site of the token at `index`; `index` one past the last asks for what is about to be written. */
export function siteAt(around: Around, index: number): Site | undefined {
  const { tokens, end } = around;
  const token = tokens[index];
  if (token && (token.kind === 'newline' || token.kind === 'comment')) return undefined;
  const before = lastCode(tokens, index);
  const previous = tokens[before];
  if (!previous) return undefined;
  if (token?.kind === 'string') return stringSite(around, index, before);
  const kind = kindAfter(around, before, token);
  if (!kind) return undefined;
  const from = previous.start + previous.text.length;
  const last = index >= tokens.length - 1 && end === (token?.start ?? 0) + (token?.text.length ?? 0);
  const isName = token?.kind === 'word' || (last && token?.text === '#');
  return {
    kind,
    from,
    start: token?.start ?? end,
    name: isName ? token.text : '',
    ended: token !== undefined && !(last && isName),
    ...(token && !isName && { instead: token }),
    trigger: previous.text,
  };
}

/** Index of the last token before `index` that is code. */
export function lastCode(tokens: readonly Token[], index: number): number {
  let at = index - 1;
  while (at >= 0 && (tokens[at]?.kind === 'newline' || tokens[at]?.kind === 'comment')) at--;
  return at;
}

function stringSite({ tokens, end }: Around, index: number, before: number): Site | undefined {
  const [token, previous] = [tokens[index], tokens[before]];
  const quote = token && quoteOf(token.text);
  if (!quote || !previous || token.text.includes('${')) return undefined;
  const isKey = previous.text === '{' && frameAt(tokens, index)?.kind === 'object';
  const isWord = previous.kind === 'word' && /^(?:case|from|import)$/.test(previous.text);
  if (!isKey && !isWord && !comparisons.has(previous.text)) return undefined;
  const isLast = index >= tokens.length - 1 && end === token.start + token.text.length;
  const closed =
    token.text.length > 1 &&
    token.text.endsWith(quote) &&
    !/(?:^|[^\\])(?:\\\\)*\\$/.test(token.text.slice(0, -1));
  const name = token.text.slice(1, closed ? -1 : undefined);
  const ended = closed || !isLast;
  const start = token.start + 1;
  return { kind: 'string', from: start, start, name, ended, trigger: `${previous.text} ${quote}`, quote };
}

function quoteOf(text: string): '"' | "'" | '`' | undefined {
  const quote = text.charAt(0);
  return quote === '"' || quote === "'" || quote === '`' ? quote : undefined;
}

function kindAfter(
  { tokens, language }: Around,
  before: number,
  token: Token | undefined,
): SiteKind | undefined {
  const previous = tokens[before];
  if (!previous) return undefined;
  if (isMemberMark(tokens, before, language)) return token?.kind === 'number' ? undefined : 'member';
  if (previous.kind === 'word')
    return afterWord(tokens, before, token) ?? attributeAfter(tokens, before, language);
  if (previous.kind === 'string' && previous.text.endsWith('${') && isWordOrEnd(token)) return 'name';
  if (previous.kind !== 'punctuation') return attributeAfter(tokens, before, language);
  const { text } = previous;
  if (text === '{' || text === ',' || text === '(') {
    const frame = frameAt(tokens, before + 1);
    if (frame?.kind === 'group' && mayBeParameters(tokens, frame)) return undefined;
    const kind = inFrame(frame, text);
    // Each argument counts, whatever it starts with.
    if (kind === 'argument' || (kind && isWordOrEnd(token))) return kind;
  }
  if (!isWordOrEnd(token)) return undefined;
  if (/^[<,|]$/.test(text) && isTypeArgument(tokens, before)) return 'type';
  const isValue = operators.has(text) || (text === ':' && frameAt(tokens, before)?.kind === 'object');
  return (
    attributeAfter(tokens, before, language) ?? (isValue && !inTypes(tokens, before) ? 'name' : undefined)
  );
}

function isWordOrEnd(token: Token | undefined): boolean {
  return token === undefined || token.kind === 'word';
}

/** Before the bracket of a condition or of a part of an expression; elsewhere it may list new names. */
const beforeGroup = new Set(
  'if while switch with await typeof of in case throw void yield ! && || ?? + - * / % == === != !== < > <= >='.split(
    ' ',
  ),
);

function mayBeParameters(tokens: readonly Token[], { opener }: Frame): boolean {
  return !beforeGroup.has(tokens[lastCode(tokens, opener)]?.text ?? '');
}

function inFrame(frame: Frame | undefined, mark: string): SiteKind | undefined {
  switch (frame?.kind) {
    case 'object':
    case 'pattern':
      return 'key';
    case 'import':
      return 'import';
    case 'call':
      return 'argument';
    default:
      return mark === '(' ? 'name' : undefined;
  }
}

function afterWord(tokens: readonly Token[], at: number, token: Token | undefined): SiteKind | undefined {
  if (!isWordOrEnd(token)) return undefined;
  const word = tokens[at]?.text ?? '';
  const frame = frameAt(tokens, at);
  if (beforeMethods.has(word)) return frame?.kind === 'object' && startsPart(tokens, at) ? 'key' : undefined;
  if (word === 'new' || word === 'case') return word;
  if (valueFollows.has(word) && frame?.kind !== 'object') return 'name';
  return undefined;
}

/** Words before the name of a method. */
const beforeMethods = new Set(['async', 'get', 'set']);

function startsPart(tokens: readonly Token[], at: number): boolean {
  return /^[{,]$/.test(tokens[lastCode(tokens, at)]?.text ?? '');
}

/** Within `<…>` of a type: names of types stand there. */
function inTypes(tokens: readonly Token[], at: number): boolean {
  return startOfTypes(tokens, at) !== undefined;
}

/** What opens with a name before it is no tag. */
function isTypeArgument(tokens: readonly Token[], at: number): boolean {
  const name = tokens[(startOfTypes(tokens, at) ?? 0) - 1];
  return name?.kind === 'word' && name.text !== 'return';
}

/** Index of the `<` that is open. */
function startOfTypes(tokens: readonly Token[], at: number): number | undefined {
  let open = 0;
  for (let back = at; back >= Math.max(0, at - 60); back--) {
    const { text, spaced } = tokens[back] ?? { text: ';', spaced: false };
    if (/^(?:;|=>|=|return)$/.test(text)) return undefined;
    if (text === '>') open++;
    else if (text === '<' && open > 0) open--;
    else if (text === '<') return spaced ? undefined : back;
  }
  return undefined;
}

/** A mark between a thing and its member, where a thing stands before it. */
function isMemberMark(tokens: readonly Token[], at: number, language: string): boolean {
  const mark = tokens[at];
  if (mark?.kind !== 'punctuation' || !spellingOf(language).members.includes(mark.text)) return false;
  const thing = tokens[lastCode(tokens, at)];
  if (!thing) return false;
  return thing.kind === 'word' || thing.kind === 'string' || /^[)\]}!>]$/.test(thing.text);
}

/** Within `<Tag …`, behind white space: an attribute. */
function attributeAfter(tokens: readonly Token[], before: number, language: string): SiteKind | undefined {
  if (!language.endsWith('react')) return undefined;
  return frameAt(tokens, before + 1)?.kind === 'tag' ? 'attribute' : undefined;
}
