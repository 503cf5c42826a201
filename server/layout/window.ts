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
  const whole = tokenizer.count(request.suffix);
  const most = mostOfSuffix(request);
  const suffix = whole <= most ? request.suffix : fitStart(request.suffix, Math.floor(most), tokenizer);
  const left = Math.max(0, tokens - (whole <= most ? whole : tokenizer.count(suffix)));
  return { prefix: request.prefix.slice(startOf(request, left)), suffix };
}

function mostOfSuffix({ prefix, suffix, tokens, tokenizer, mostSuffix, before = 0 }: WindowRequest): number {
  const own = Math.min(tokens, tokenizer.count(prefix));
  const step = tokens * suffixShare;
  const fitting = Math.max(step, Math.floor((tokens - own) / step) * step);
  if (mostSuffix === undefined) return own + tokenizer.count(suffix) <= tokens ? tokens - own : fitting;
  return Math.min(mostSuffix, fitting, Math.max(behind.least, behind.share * (before + own)));
}

/** Where the prefix starts: with the file, where the last one did, or anew. */
function startOf({ prefix, tokenizer, last }: WindowRequest, tokens: number): number {
  const fits = (start: number) => tokenizer.count(prefix.slice(start)) <= tokens;
  const before = lastStart(prefix, last);
  if (before !== undefined && fits(before)) return before;
  if (fits(0)) return 0;
  const lines = prefix.split(/(?<=\n)/);
  const lengths = lines.map(({ length }) => length);
  const startAt = (line: number) => lengths.slice(0, line).reduce((sum, length) => sum + length, 0);
  const room = Math.floor(tokens * (1 - slack));
  const shown = longest(lines.length, (n) => tokenizer.count(lines.slice(lines.length - n).join('')) <= room);
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
  const count = longest(lines.length, (n) => tokenizer.count(lines.slice(0, n).join('')) <= tokens);
  return lines.slice(0, count).join('');
}

/** The greatest n up to `limit` for which `fits` holds, `fits` being true up to some n and false after. */
function longest(limit: number, fits: (n: number) => boolean): number {
  let low = 0;
  let high = limit;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
