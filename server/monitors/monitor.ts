/** The port of a monitor, and what it may say. */

import type { NextNames } from '../models/models.ts';
import type { TypedHole } from '../statics/statics.ts';
import type { Site } from './sites.ts';

/** Names that may stand at a site. */
export interface Rule extends Omit<NextNames, 'typed'> {
  readonly monitor: string;
  /** Those of the names that are legal and hardly ever meant: nobody is told of them. */
  readonly rare?: readonly string[];
  /** Those of the names whose value is of the expected type, or returns it; absent where no type is expected. */
  readonly fitting?: readonly string[];
}

/** A place that a monitor is asked about. */
export interface Place {
  readonly site: Site;
  readonly language: string;
  /** Everything that means something there; a rule may add the names that the completion has made. */
  readonly hole: TypedHole;
  /** Names that the completion itself has written. */
  readonly made: readonly string[];
}

/** One rule about what may stand at a place. An empty or incomplete list never makes the rest illegal. */
export interface Monitor {
  readonly name: string;
  rule(place: Place): Rule | undefined;
}

const identifier = /^#?[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

/** The doubt of a rule whose list is everything that is legal. */
export const illegal = Infinity;

/** Whether a text is written as a name. */
export function isIdentifier(text: string): boolean {
  return identifier.test(text);
}

/** A text as it stands between these quotes. */
export function spelled(text: string, quote: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
  return inner.replaceAll(quote, `\\${quote}`);
}

/** The names of a rule that somebody may have meant. */
export function meantBy({ names, rare }: Pick<Rule, 'names' | 'rare'>): readonly string[] {
  return rare ? names.filter((name) => !rare.includes(name)) : names;
}

/** In nats, against a name that is hardly ever meant; the text of a thing (`toString`) is. */
const rareDoubt = 4;

const usual = new WeakMap<readonly string[], readonly string[]>();

/** What a model is told of a rule. The same array of names for the same rule: what is made of it is made once. */
export function masksOf({
  monitor: _,
  fitting: __,
  rare,
  ...rule
}: Rule): readonly Omit<NextNames, 'typed'>[] {
  if (!rare || rare.length === rule.names.length) return [rule];
  const names =
    usual.get(rule.names) ?? rule.names.filter((name) => name === 'toString' || !rare.includes(name));
  usual.set(rule.names, names);
  return [rule, { ...rule, names, doubt: rareDoubt }];
}

/** A rule about identifiers; `undefined` where there are none. */
export function identifiersRule(
  { language }: Place,
  names: readonly string[],
  rest: Pick<Rule, 'monitor' | 'doubt'> & Partial<Pick<Rule, 'unnamed' | 'blanks' | 'fitting' | 'rare'>>,
): Rule | undefined {
  const own = names.filter(isIdentifier);
  if (own.length === 0) return undefined;
  return { unnamed: false, blanks: false, ...rest, names: own, end: 'identifier', language };
}
