/**
 * Beam search for the rest of a line: the most probable token sequences that end where a statement, a
 * line or what the text after the cursor allows ends. Each is held to the names that are legal where it has come to.
 */

import { type Extension, extend, type Hypothesis, mayStop, start } from './hypothesis.ts';
import { candidates, mix } from './mixture.ts';
import { type First, firstTokens, isName, meansNothing, type Place, strangerShare } from './names.ts';
import type { NextNames } from '../prompt.ts';
import type { Setting } from './setting.ts';
import { isWritten } from './vocabulary.ts';

/** A hypothesis that came to an end; `cut` where more of the line was to come. */
export interface Found {
  readonly hypothesis: Hypothesis;
  readonly cut: boolean;
}

const width = 5;
const firstWidth = 8;
const branching = 6;
const longestLine = 48;
/** Tokens less probable than this are not followed. */
const leastProbable = 0.02;
/** Beyond this many bits a hypothesis is not worth following. */
const mostBits = 24;

/** Texts that names follow in, each of them answered by what alone may; it may be answered with nothing. */
export type Search = Generator<readonly string[], Found[], readonly (readonly NextNames[])[]>;

/** After these comes a name that the types may list. */
const leadsToNames = /^(?:\.|\?\.|->|::|[{,])$/;

/** Gives every ending that it came by, in no order. */
export function* search(place: Place, setting: Setting, maxTokens: number): Search {
  const found: Found[] = [];
  const steps = Math.min(maxTokens, longestLine);
  let live = keep(firstExtensions(place, setting), found, firstWidth);
  for (let step = 1; step < steps && live.length > 0; step++) {
    const open = live.filter(({ last }) => leadsToNames.test(last));
    if (open.length > 0) {
      const told = yield open.map(({ text }) => text);
      const rules = new Map(open.map((hypothesis, at) => [hypothesis, told[at] ?? []]));
      live = live.map((hypothesis) => ({ ...hypothesis, rules: rules.get(hypothesis) ?? [] }));
    }
    const longer = live.flatMap((hypothesis) => extensions(hypothesis, place, setting));
    live = keep(longer, found, width).filter(({ bits }) => bits > -mostBits);
  }
  return found;
}

function firstExtensions(place: Place, setting: Setting): Extension[] {
  const nothing = start(place.contexts, setting);
  const { vocabulary, partial } = place;
  return firstTokens(place)
    .slice(0, 4 * firstWidth)
    .map((token: First) => {
      const text = vocabulary.texts[token.target >> 1] ?? '';
      const written = partial ? text.slice(partial.length) : undefined;
      return extend(nothing, { vocabulary, setting }, written === undefined ? token : { ...token, written });
    });
}

function extensions(hypothesis: Hypothesis, place: Place, setting: Setting): Extension[] {
  const { vocabulary } = place;
  return next(hypothesis, place)
    .filter(({ target }) => isWritten(target >> 1))
    .map((token) =>
      isStranger(token.target, hypothesis, place)
        ? { ...token, probability: token.probability * strangerShare }
        : token,
    )
    .filter(({ probability }) => probability >= leastProbable)
    .map((token) => extend(hypothesis, { vocabulary, setting }, token));
}

/** What may come next, likeliest first. */
function next(hypothesis: Hypothesis, place: Place): readonly First[] {
  const { contexts, last, rules = [] } = hypothesis;
  const { vocabulary } = place;
  const [rule] = rules;
  if (!rule) return candidates(mix(contexts, vocabulary.texts.length), branching);
  const legal = { names: rule.names, complete: !rule.unnamed };
  const ids = [vocabulary.ids.get(last) ?? 0];
  const there = { vocabulary, contexts, ids, partial: '', glued: true, near: place.near, likely: [], legal };
  const isLegal = (text: string) =>
    rules.every(({ names, unnamed }) => (isName(text) ? names.includes(text) : unnamed));
  return firstTokens(there)
    .filter(({ target }) => isLegal(vocabulary.texts[target >> 1] ?? ''))
    .slice(0, branching);
}

/** Tokens after which a name has to mean a value that there is, unless the completion made it. */
const demanding = new Set('= return ! && || ?? += -= === !== == != + * await new typeof ...'.split(' '));

function isStranger(target: number, { last, text }: Hypothesis, { inScope, vocabulary }: Place): boolean {
  if (!inScope || !demanding.has(last)) return false;
  const name = vocabulary.texts[target >> 1] ?? '';
  return meansNothing(name, inScope) && !text.includes(name);
}

/** Puts away what ended or may stop, and gives the best of what goes on. */
function keep(extended: readonly Extension[], found: Found[], most: number): Hypothesis[] {
  const on: Hypothesis[] = [];
  for (const extension of extended) {
    if (extension.kind === 'impossible') continue;
    const { hypothesis } = extension;
    if (extension.kind === 'ends') found.push({ hypothesis, cut: false });
    else on.push(hypothesis);
    if (extension.kind === 'on' && mayStop(hypothesis)) found.push({ hypothesis, cut: true });
  }
  return on.sort((a, b) => b.bits - a.bits).slice(0, most);
}
