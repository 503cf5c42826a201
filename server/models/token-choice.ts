/**
 * Which of several names a model would write, behind a server that can be held to tokens and to no grammar: one
 * answer of one token after the other, each of those with which some name goes on.
 */

import type { NameChoice } from './prompt.ts';

export interface TokenSteps {
  /** Tokens that one request may name. */
  readonly most: number;
  /** The numbers of a text's tokens, where they are known. */
  ids(text: string): Promise<readonly number[] | undefined>;
  /** What the model writes behind `written` when only these tokens may come. */
  next(written: string, only: readonly number[]): Promise<string>;
}

type Ids = TokenSteps['ids'];

/** Texts whose tokens are remembered. */
const mostRemembered = 10_000;

/** Remembers what `ask` has told: the same names come again and again. */
export function rememberedIds(): (ask: Ids) => Ids {
  const known = new Map<string, readonly number[]>();
  return (ask) => async (text) => {
    const found = known.get(text) ?? (await ask(text));
    if (known.size > mostRemembered) known.clear();
    if (found) known.set(text, found);
    return found;
  };
}

/** A name of more tokens is left to other ways. */
const mostSteps = 6;
/** Each name costs a question to the server the first time. */
const mostNames = 200;

/** What ends a name. */
const ends = [
  ...'().,;:[]{}!?',
  ' ',
  '\n',
  ' =',
  ' +',
  ' -',
  ' &&',
  ' ||',
  ' ?',
  ' }',
  ' as',
  '),',
  ');',
  '();',
  '?.',
];

export async function chosenName(names: readonly string[], steps: TokenSteps): Promise<NameChoice> {
  let left = names;
  let written = '';
  let requests = 0;
  while (left.length > 1 && left.length <= mostNames && requests < mostSteps) {
    const only = await allowed(left, written, steps);
    if (!only) break;
    requests++;
    const text = await steps.next(written, only);
    const longer = text === '' ? [] : left.filter((name) => name.startsWith(written + text));
    if (longer.length === 0) return { ...(left.includes(written) && { name: written }), requests };
    written += text;
    left = longer;
  }
  const [name, ...others] = left;
  return { ...(name !== undefined && others.length === 0 && { name }), requests };
}

/** The first token of what is left of each name, and where one is whole, what ends it. */
async function allowed(
  names: readonly string[],
  written: string,
  { ids, most }: TokenSteps,
): Promise<readonly number[] | undefined> {
  const rests = names.map((name) => name.slice(written.length)).filter((rest) => rest !== '');
  const mayEnd = rests.length < names.length;
  const firsts = await Promise.all(rests.map(ids));
  if (firsts.some((tokens) => !tokens?.length)) return undefined;
  const ending = mayEnd ? await Promise.all(ends.map(ids)) : [];
  const only = new Set([
    ...firsts.flatMap((tokens) => tokens?.slice(0, 1) ?? []),
    ...ending.flatMap((tokens) => (tokens?.length === 1 ? tokens : [])),
  ]);
  return only.size <= most ? [...only] : undefined;
}
