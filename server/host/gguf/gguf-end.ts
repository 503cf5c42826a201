/** Where a completion ends that its model would go on with: models without fill-in-the-middle never stop. */

import type { Prompt } from '../../models/models.ts';
import { balanceOf, bracketOf, closedBy, lex } from '../../text/text.ts';

/**
 * Length of what belongs to the completion, or `undefined` while it goes on: up to a text that ends completions,
 * and where the model only goes on, up to the end of the statement or the line that leaves no bracket open.
 */
export function endOf(text: string, prompt: Prompt): number | undefined {
  const stops = prompt.stop.map((one) => text.indexOf(one)).filter((at) => at >= 0);
  const statement = prompt.format === 'plain' ? endOfStatement(text, prompt) : undefined;
  const found = [...stops, ...(statement === undefined ? [] : [statement])];
  return found.length === 0 ? undefined : Math.min(...found);
}

/** After these a line does not end a statement. */
const unfinished = /^(?:[=+\-*/%&|^?:.<]|[+\-*/]=|[=!]==?|=>|&&|\|\||\?\?|\?\.)$/;

/** A bracket that is open before the cursor, and whether what follows closes it. */
interface Outside {
  readonly closer: string;
  readonly isClosed: boolean;
}

const outside = new WeakMap<Prompt, readonly Outside[]>();

/** Outermost first; counted once for a prompt. */
function outsideOf(prompt: Prompt): readonly Outside[] {
  const known = outside.get(prompt);
  if (known) return known;
  const { prefix, suffix, language } = prompt;
  const { open } = balanceOf(lex(prefix, language));
  const closed = closedBy(open, balanceOf(lex(suffix, language)).closed);
  const found = open.map((closer, at) => ({ closer, isClosed: closed[at] === true }));
  outside.set(prompt, found);
  return found;
}

function endOfStatement(text: string, prompt: Prompt): number | undefined {
  const { language, suffix } = prompt;
  let around = outsideOf(prompt);
  const follows = /^[^\S\r\n]*(\S?)/.exec(suffix)?.[1] ?? '';
  let depth = 0;
  let before = '';
  for (const { kind, start, text: token } of lex(text, language)) {
    const isLineEnd = kind === 'newline' && text.slice(0, start).trim() !== '';
    const owes = around.at(-1)?.isClosed === false;
    if (depth === 0 && isLineEnd && !owes && !unfinished.test(before)) return start;
    before = kind === 'newline' || kind === 'comment' ? before : token;
    if (kind !== 'punctuation') continue;
    // The editor has closed it already, or what follows does.
    if (depth === 0 && follows !== '' && token === follows && start > 0) return start;
    if (depth === 0 && token === ';') return start + 1;
    const { opens, closes } = bracketOf(token);
    if (opens) depth++;
    else if (closes && depth > 0) depth--;
    else if (closes) {
      if (around.at(-1)?.isClosed && around.at(-1)?.closer === token) return start;
      around = around.slice(0, -1);
    }
  }
  return undefined;
}
