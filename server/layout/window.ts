/** The part of the open file that fits into the model's window, cut at line ends. */

import type { Tokenizer } from '../models/models.ts';

/** Share of the window that may go to what stands after the cursor. */
const suffixShare = 0.25;

export interface Window {
  readonly prefix: string;
  readonly suffix: string;
}

/** The lines around the cursor that need at most `tokens` tokens together. */
export function windowAround(file: Window, tokens: number, tokenizer: Tokenizer): Window {
  if (tokenizer.count(file.prefix) + tokenizer.count(file.suffix) <= tokens) return file;
  const suffix = fitStart(file.suffix, Math.floor(tokens * suffixShare), tokenizer);
  const prefix = fitEnd(file.prefix, tokens - tokenizer.count(suffix), tokenizer);
  return { prefix, suffix };
}

/** The longest run of first lines within the tokens. */
function fitStart(text: string, tokens: number, tokenizer: Tokenizer): string {
  const lines = text.split(/(?<=\n)/);
  const count = longest(lines.length, (n) => tokenizer.count(lines.slice(0, n).join('')) <= tokens);
  return lines.slice(0, count).join('');
}

/** The longest run of last lines within the tokens. */
function fitEnd(text: string, tokens: number, tokenizer: Tokenizer): string {
  const lines = text.split(/(?<=\n)/);
  const from = (n: number) => lines.slice(lines.length - n).join('');
  return from(longest(lines.length, (n) => tokenizer.count(from(n)) <= tokens));
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
