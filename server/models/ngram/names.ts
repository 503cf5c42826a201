/**
 * What may stand right at the cursor, with probabilities: the mixture's candidates held to the partial
 * word and to the legal names. Legal names that were never seen here are ranked by how often they were
 * seen elsewhere, by the parts they share with names near the cursor, and by the types' own order.
 */

import { identifierParts } from '../../text/text.ts';
import type { LegalNames } from '../prompt.ts';
import { type Context, candidates, contextOf, type Mixture, mix, probabilityOf } from './mixture.ts';
import { idOf, isWritten, lineEnd, longToken, type Vocabulary } from './vocabulary.ts';

/** A first token: `target` is how it is spelled, probabilities of all first tokens sum to at most 1. */
export interface First {
  readonly target: number;
  readonly probability: number;
}

/** What is known about the cursor's place. */
export interface Place {
  readonly vocabulary: Vocabulary;
  readonly contexts: readonly Context[];
  /** Ids before the cursor. */
  readonly ids: readonly number[];
  readonly partial: string;
  /** Whether the first token goes right where the cursor is: no white space is to be added. */
  readonly glued: boolean;
  /** Identifiers near the cursor. */
  readonly near: readonly string[];
  readonly legal?: LegalNames;
  readonly likely: readonly string[];
  /** Names that mean a value at the cursor; without it any name may. */
  readonly inScope?: ReadonlySet<string>;
}

const considered = 160;
const scanned = 400;
/** Shares of the likely names at the start of an expression, and of legal names that are not all. */
const likelyShare = 0.35;
const legalShare = 0.6;
const rankDecay = 0.6;
/** What is left of the probability of a member that does not yield the expected type. */
const misfitShare = 0.3;
/** What is left of the probability of a name that is not in scope. */
export const strangerShare = 0.05;

/** The first tokens, best first. */
export function firstTokens(place: Place): First[] {
  const mixture = mix(place.contexts, place.vocabulary.texts.length);
  const free = place.legal?.complete ? [] : freeTokens(place, mixture);
  const named = place.legal ? legalTokens(place, place.legal.names, mixture) : likelyTokens(place);
  const share = namedShare(place, named);
  const joined = join([...weigh(free, 1 - share), ...weigh(named, share)]);
  const scoped = place.inScope ? doubtStrangers(joined, place.vocabulary, place.inScope) : joined;
  const whole = total(scoped);
  const scaled = place.partial
    ? weigh(scoped, 1 / Math.max(1e-9, whole))
    : weigh(scoped, total(joined) / whole);
  return scaled.sort((a, b) => b.probability - a.probability);
}

/** A name that means nothing here is a mistake, or the first word of something new. */
function doubtStrangers(
  tokens: readonly First[],
  { texts }: Vocabulary,
  inScope: ReadonlySet<string>,
): First[] {
  return tokens.map(({ target, probability }) => {
    const stranger = meansNothing(texts[target >> 1] ?? '', inScope);
    return { target, probability: stranger ? probability * strangerShare : probability };
  });
}

/** Whether a text is a name that is not in scope. */
export function meansNothing(text: string, inScope: ReadonlySet<string>): boolean {
  return isName(text) && !isKeyword(text) && !inScope.has(text);
}

function freeTokens(place: Place, mixture: Mixture): First[] {
  const { partial, vocabulary } = place;
  if (partial) return startingWith(place, mixture);
  const found = candidates(mixture, considered).filter(
    ({ target }) => isWritten(target >> 1) && target !== 2 * lineEnd + 1,
  );
  return place.glued
    ? found.map((one) => ({ ...one, target: one.target & ~1 }))
    : found.filter(({ target }) => vocabulary.texts[target >> 1] !== '');
}

/** Every known token that starts with the partial word; the mixture's own candidates come first. */
function startingWith({ partial, vocabulary }: Place, mixture: Mixture): First[] {
  const ids = new Set<number>();
  for (const { target } of candidates(mixture, considered)) ids.add(target >> 1);
  let left = scanned;
  for (let id = longToken + 1; id < vocabulary.texts.length && left > 0; id++) {
    if (!vocabulary.texts[id]?.startsWith(partial)) continue;
    ids.add(id);
    left--;
  }
  const fitting = [...ids].filter((id) => id > longToken && vocabulary.texts[id]?.startsWith(partial));
  return fitting.map((id) => ({ target: id * 2, probability: eitherWay(mixture, id) }));
}

/** Probability of a word with or without white space before it. */
function eitherWay(mixture: Mixture, id: number): number {
  return probabilityOf(mixture, id * 2) + probabilityOf(mixture, id * 2 + 1);
}

function legalTokens(place: Place, names: readonly string[], mixture: Mixture): First[] {
  const fitting = [...new Set(names)].filter((name) => name.startsWith(place.partial));
  const ids = fitting.map((name) => idOf(place.vocabulary, name));
  const mixed = ids.map((id) => eitherWay(mixture, id));
  const known = Math.min(1, sum(mixed));
  const doubt = 0.08 + 0.6 * (1 - known) ** 2;
  const prior = priorOf(place, fitting, ids);
  const probable = ids.map(
    (_, i) => (1 - doubt) * ((mixed[i] ?? 0) / Math.max(1e-12, known)) + doubt * (prior[i] ?? 0),
  );
  const typed = shares(fitting.map((name, i) => (probable[i] ?? 0) * fitOf(name, place.legal)));
  return ids.map((id, i) => ({ target: id * 2, probability: typed[i] ?? 0 }));
}

/** A member of another type than the expected one may still be a step on the way to it. */
function fitOf(name: string, legal: LegalNames | undefined): number {
  return legal?.fitting && !legal.fitting.includes(name) ? misfitShare : 1;
}

/** A distribution over legal names that does not need them to have been seen in this context. */
function priorOf(place: Place, names: readonly string[], ids: readonly number[]): number[] {
  const last = place.ids.slice(-1);
  const after = shares(ids.map((id) => occurrences(place, last, id)));
  const anywhere = shares(ids.map((id) => occurrences(place, [], id)));
  const near = new Set(place.near.flatMap(identifierParts));
  const alike = shares(names.map((name) => overlap(name, near)));
  const ranked = shares(names.map((name) => rankWeight(place.likely.indexOf(name))));
  const even = 1 / Math.max(1, names.length);
  return names.map(
    (_, i) =>
      0.35 * (after[i] ?? 0) +
      0.15 * (anywhere[i] ?? 0) +
      0.3 * (alike[i] ?? 0) +
      0.12 * (ranked[i] ?? 0) +
      0.08 * even,
  );
}

function occurrences(place: Place, ids: readonly number[], id: number): number {
  return sum(
    place.contexts.map(({ counts }) => {
      const handle = contextOf(counts, ids).handles[ids.length] ?? 0;
      return counts.seenBefore(handle, id * 2) + counts.seenBefore(handle, id * 2 + 1);
    }),
  );
}

function overlap(name: string, near: ReadonlySet<string>): number {
  const parts = identifierParts(name);
  return parts.filter((part) => near.has(part)).length / Math.max(1, parts.length);
}

function rankWeight(rank: number): number {
  return rank < 0 ? 0 : rankDecay ** rank;
}

const expressionStarts = new Set(
  '( [ { , = => return ? : && || ?? ! ... += -= == === != !== < > <= >= + - * / % await yield throw case in of and or not `${'.split(
    ' ',
  ),
);
const gluing = new Set('( [ ! ...'.split(' '));

function likelyTokens(place: Place): First[] {
  const { vocabulary, likely, partial } = place;
  const before = vocabulary.texts[place.ids.at(-1) ?? 0] ?? '';
  if (!expressionStarts.has(before)) return [];
  const spaced = place.glued || partial || gluing.has(before) ? 0 : 1;
  const fitting = likely.slice(0, 12).filter((name) => name.startsWith(partial) && isName(name));
  const weights = shares(fitting.map((_, rank) => rankWeight(rank)));
  return fitting.map((name, i) => ({
    target: idOf(vocabulary, name) * 2 + spaced,
    probability: weights[i] ?? 0,
  }));
}

/** Whether a token is an identifier or a keyword. */
export function isName(text: string): boolean {
  return /^#?[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(text);
}

/** How much of the probability goes to named tokens rather than to the mixture's own. */
function namedShare({ legal }: Place, named: readonly First[]): number {
  if (named.length === 0) return 0;
  if (!legal) return likelyShare;
  return legal.complete ? 1 : legalShare;
}

const keywords = new Set(
  (
    'abstract and any as async await boolean break case catch class const continue def default delete do elif else ' +
    'enum except export extends finally for from function if implements import in instanceof interface is lambda let ' +
    'namespace new not null of or package pass private protected public raise readonly return static string number ' +
    'super switch this self throw try type typeof undefined unknown var void while with yield true false never None ' +
    'asserts bigint boolean declare get infer keyof namespace object override private protected public readonly ' +
    'satisfies set symbol unique'
  ).split(' '),
);

/** Whether a word belongs to the language. */
export function isKeyword(text: string): boolean {
  return keywords.has(text);
}

function weigh(tokens: readonly First[], weight: number): First[] {
  return tokens.map(({ target, probability }) => ({ target, probability: probability * weight }));
}

function join(tokens: readonly First[]): First[] {
  const sums = new Map<number, number>();
  for (const { target, probability } of tokens) sums.set(target, (sums.get(target) ?? 0) + probability);
  return [...sums].map(([target, probability]) => ({ target, probability }));
}

function total(tokens: readonly First[]): number {
  return sum(tokens.map(({ probability }) => probability));
}

function shares(weights: readonly number[]): number[] {
  const all = sum(weights);
  return all > 0 ? weights.map((weight) => weight / all) : weights.map(() => 0);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
