/** Where a completion ends that its model would go on with: models without fill-in-the-middle never stop. */

import type { Prompt } from '../models/models.ts';
import { lex } from '../text/text.ts';

/**
 * Length of what belongs to the completion, or `undefined` while it goes on: up to a text that ends completions,
 * and where the model only goes on, up to the end of the statement or the line that leaves no bracket open.
 */
export function endOf(text: string, { stop, format, language, suffix }: Prompt): number | undefined {
  const stops = stop.map((one) => text.indexOf(one)).filter((at) => at >= 0);
  const statement = format === 'plain' ? endOfStatement(text, language, suffix) : undefined;
  const found = [...stops, ...(statement === undefined ? [] : [statement])];
  return found.length === 0 ? undefined : Math.min(...found);
}

const opening = new Set(['(', '[', '{']);
const closing = new Set([')', ']', '}']);

function endOfStatement(text: string, language: string, suffix: string): number | undefined {
  const follows = /^[^\S\r\n]*(\S?)/.exec(suffix)?.[1] ?? '';
  let depth = 0;
  for (const { kind, start, text: token } of lex(text, language)) {
    const isLineEnd = kind === 'newline' && text.slice(0, start).trim() !== '';
    if (depth === 0 && isLineEnd) return start;
    if (kind !== 'punctuation') continue;
    // The editor has closed it already, or what follows does.
    if (depth === 0 && follows !== '' && token === follows && start > 0) return start;
    if (depth === 0 && token === ';') return start + 1;
    if (opening.has(token)) depth++;
    else if (closing.has(token)) depth = Math.max(0, depth - 1);
  }
  return undefined;
}
