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

/** The request for a server that can be held to a beginning. */
export function healed({ prompt, constraint }: GenerateRequest): Healed {
  const typed = prompt.kind === 'chat' ? '' : typedName(prompt);
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

/**
 * The answer without `typed` at its beginning. Where the server was held to it (`held`) it always stands there; else it
 * is taken off only when the model has repeated it, and not when the legal names say that it goes on with it.
 */
export async function* withoutRepeated(
  source: AsyncIterable<string>,
  {
    typed,
    held,
    names,
  }: { readonly typed: string; readonly held: boolean; readonly names: readonly string[] },
): AsyncGenerator<string> {
  let begun = typed === '';
  let open = '';
  for await (const text of source) {
    if (begun) {
      yield text;
      continue;
    }
    open += text;
    if (open.length < typed.length + 1 && typed.startsWith(open)) continue;
    begun = true;
    yield strip(open, typed, held, names);
  }
  if (!begun) yield strip(open, typed, held, names);
}

function strip(text: string, typed: string, held: boolean, names: readonly string[]): string {
  if (!text.startsWith(typed)) return text;
  const goesOn = !held && names.some((name) => name.startsWith(typed) && text.startsWith(name));
  return goesOn ? text : text.slice(typed.length);
}
