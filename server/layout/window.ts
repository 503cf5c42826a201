/**
 * The part of the open file that fits into the model's window, cut at line ends. Its start moves rarely: a prompt
 * that starts as the last one did need not be read anew.
 */

import { restore, type Tokenizer } from '../models/models.ts';

/**
 * Share of the window that what stands after the cursor may have in any case. More than that it has in steps of as
 * much, so that it is seldom cut elsewhere while somebody types: in some formats everything stands behind it.
 */
const suffixShare = 0.25;
/**
 * What stands behind the text that is typed is read anew at every key, so it has this share of what stands before it
 * and a few lines at least.
 */
const behind = { share: 0.06, least: 128 } as const;
/** Share of the window that is left free where a new start is chosen, so that it lasts for a while. */
const slack = 0.15;
/** Lines within which a start at the left margin is looked for. */
const screen = 40;

export interface Window {
  readonly prefix: string;
  readonly suffix: string;
}

export interface WindowRequest extends Window {
  /** What both may have together. */
  readonly tokens: number;
  readonly tokenizer: Tokenizer;
  /** Tokens that the suffix may have at most, where it stands behind the prefix. */
  readonly mostSuffix?: number | undefined;
  /** Tokens that stand before the prefix, about. */
  readonly before?: number | undefined;
  /** The prefix of the last prompt for this file, as it stood there. */
  readonly last?: string | undefined;
}

/** The lines around the cursor that need at most so many tokens together. */
export function windowAround(request: WindowRequest): Window {
  const { tokens, tokenizer } = request;
  const most = mostOfSuffix(request);
  const suffix = isWithin(request.suffix, most, tokenizer)
    ? request.suffix
    : fitStart(request.suffix, Math.floor(most), tokenizer);
  const left = Math.max(0, tokens - tokenizer.count(suffix));
  return { prefix: request.prefix.slice(startOf(request, left)), suffix };
}

function mostOfSuffix({ prefix, suffix, tokens, tokenizer, mostSuffix, before = 0 }: WindowRequest): number {
  const own = isWithin(prefix, tokens, tokenizer) ? tokenizer.count(prefix) : tokens;
  const step = tokens * suffixShare;
  const fitting = Math.max(step, Math.floor((tokens - own) / step) * step);
  if (mostSuffix === undefined) return isWithin(suffix, tokens - own, tokenizer) ? tokens - own : fitting;
  return Math.min(mostSuffix, fitting, Math.max(behind.least, behind.share * (before + own)));
}

/** Letters of a token on average, about, where there are most of them. */
const lettersOfToken = 8;

/** Whether a text has so many tokens at most. A part of a long one that has more settles it. */
function isWithin(text: string, tokens: number, tokenizer: Tokenizer): boolean {
  const part = text.slice(0, lettersOfToken * Math.ceil(tokens + 1));
  return tokenizer.count(part) <= tokens && (part.length === text.length || tokenizer.count(text) <= tokens);
}

/** Where the prefix starts: with the file, where the last one did, or anew. */
function startOf({ prefix, tokenizer, last }: WindowRequest, tokens: number): number {
  const fits = (start: number) => isWithin(prefix.slice(start), tokens, tokenizer);
  const before = lastStart(prefix, last);
  if (before !== undefined && fits(before)) return before;
  if (fits(0)) return 0;
  const lines = prefix.split(/(?<=\n)/);
  const lengths = lines.map(({ length }) => length);
  const startAt = (line: number) => lengths.slice(0, line).reduce((sum, length) => sum + length, 0);
  const room = Math.floor(tokens * (1 - slack));
  const lastLines = (n: number) => (n === 0 ? '' : lines.slice(-n).join(''));
  const shown = longest(lines.toReversed(), lastLines, room, tokenizer);
  const first = lines.length - shown;
  const near = lines.slice(first, Math.min(first + screen, lines.length - 1));
  const boundary = near.findIndex(
    (line, at) => /^[^\s})\]]/.test(line) && (lines[first + at - 1] ?? '\n').trim() === '',
  );
  return startAt(first + Math.max(0, boundary));
}

/** Letters by which the start of the last window is found again. */
const known = 400;

/** Where the window of the last prompt starts in the text as it is now; `undefined` when that has changed. */
function lastStart(prefix: string, last: string | undefined): number | undefined {
  if (last === undefined || last === '') return undefined;
  const head = restore(last).slice(0, known);
  const start = prefix.indexOf(head);
  return start === 0 || prefix[start - 1] === '\n' ? start : undefined;
}

/** The longest run of first lines within the tokens. */
function fitStart(text: string, tokens: number, tokenizer: Tokenizer): string {
  const lines = text.split(/(?<=\n)/);
  const first = (n: number) => lines.slice(0, n).join('');
  return first(longest(lines, first, tokens, tokenizer));
}

/**
 * How many lines are within the tokens as one text: near as many as are by themselves, which are known from the last
 * key.
 */
function longest(
  lines: readonly string[],
  textOf: (count: number) => string,
  tokens: number,
  tokenizer: Tokenizer,
): number {
  const fits = (count: number) => tokenizer.count(textOf(count)) <= tokens;
  let low = 0;
  for (let sum = 0; low < lines.length; low++) {
    sum += tokenizer.count(lines[low] ?? '');
    if (sum > tokens) break;
  }
  let step = 1;
  for (; low > 0 && !fits(low); step *= 2) low = Math.max(0, low - step);
  let high = Math.min(lines.length, low + step);
  for (; high < lines.length && fits(high); step *= 2) high = Math.min(lines.length, high + step);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
