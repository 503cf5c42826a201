/**
 * Token healing: when the cursor stands within a name, its first letters end the prompt in the middle of what would be
 * one token, and models go on badly from there. Where the server can be held to a beginning, the prompt ends before the
 * name and the answer has to begin with the letters; elsewhere what the model repeats of them is taken off.
 */

import type { Beginning } from './constraint.ts';
import { mostNames } from './constraint.ts';
import type { GenerateRequest, NameConstraint, Prompt } from './prompt.ts';

export interface Healed {
  readonly prompt: Prompt;
  /** What was taken off the prompt's end. */
  readonly typed: string;
  readonly beginning?: Beginning;
}

/** The part of a name that stands right before the cursor. */
export function typedName({ prefix }: Prompt): string {
  return /[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.exec(prefix)?.[0] ?? '';
}

/** Letters that a model must have repeated, if it was only asked to go on, to be believed to have done so. */
const leastRepeated = 3;

/**
 * The part of a name before the cursor that the answer may begin with once more. Chat models write the whole name often;
 * the others go on, and what looks like a repetition of a letter or two (`_` and then `_init__`) is none.
 */
export function repeatable(prompt: Prompt): string {
  const typed = typedName(prompt);
  const isLikely = prompt.kind === 'chat' ? /[^_$]/.test(typed) : typed.length >= leastRepeated;
  return isLikely ? typed : '';
}

/** The request for a server that can be held to a beginning. */
export function healed({ prompt, constraint, topLogprobs = 0 }: GenerateRequest): Healed {
  // Alternatives are asked for what stands at the cursor itself, not before the name.
  const typed = prompt.kind === 'chat' || topLogprobs > 0 ? '' : typedName(prompt);
  const cut = typed === '' ? undefined : withoutTyped(prompt, typed);
  const own = cut ? typed : '';
  const beginning = beginningOf(own, constraint);
  return { prompt: cut ?? prompt, typed: own, ...(beginning ? { beginning } : {}) };
}

function beginningOf(typed: string, constraint: NameConstraint | undefined): Beginning | undefined {
  const names = constraint?.names ?? [];
  if (names.length > 0 && names.length <= mostNames)
    return { texts: names.map((name) => typed + name), end: 'of name' };
  return typed === '' ? undefined : { texts: [typed], end: 'none' };
}

/** The prompt with the letters cut off the end of its last prefix segment, or `undefined` where they do not stand there. */
function withoutTyped(prompt: Prompt, typed: string): Prompt | undefined {
  const last = prompt.segments.findLastIndex(({ kind }) => kind === 'prefix');
  const segment = prompt.segments[last];
  if (!segment?.text.endsWith(typed)) return undefined;
  const text = segment.text.slice(0, -typed.length);
  return {
    ...prompt,
    segments: prompt.segments.with(last, { ...segment, text }),
    prefix: prompt.prefix.slice(0, -typed.length),
  };
}

export interface Repeated {
  readonly typed: string;
  /** Whether the server was held to it: then an answer that does not begin with it is of no use, and nothing is left. */
  readonly held: boolean;
  /** Legal continuations of what is typed. */
  readonly names: readonly string[];
}

/**
 * The answer without `typed` at its beginning. A server that was held to it always begins with it; else it is taken off
 * only when the model has repeated it, and not when the legal names say that it goes on with it.
 */
export async function* withoutRepeated(source: AsyncIterable<string>, how: Repeated): AsyncGenerator<string> {
  const { typed } = how;
  let isOpen = typed !== '';
  let open = '';
  for await (const text of source) {
    if (!isOpen) {
      yield text;
      continue;
    }
    open += text;
    if (mayStillTell(open, how)) continue;
    isOpen = false;
    const rest = strip(open, how);
    if (rest === undefined) return;
    yield rest;
  }
  if (isOpen) yield strip(open, how) ?? '';
}

/** Whether more text has to come before it is known what the beginning means. */
function mayStillTell(open: string, { typed, held, names }: Repeated): boolean {
  if (open.length <= typed.length) return typed.startsWith(open);
  return !held && names.length > 0 && open.startsWith(typed) && /^[\p{ID_Continue}$]*$/u.test(open);
}

/** `undefined`: the answer does not fit. */
function strip(text: string, { typed, held, names }: Repeated): string | undefined {
  if (!text.startsWith(typed)) return held ? undefined : text;
  const [first = ''] = /^[\p{ID_Continue}$]*/u.exec(text) ?? [];
  const goesOn = !held && names.includes(first);
  return goesOn ? text : text.slice(typed.length);
}
