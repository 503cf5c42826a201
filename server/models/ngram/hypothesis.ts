/**
 * One line of thought of the beam: tokens after the cursor, what they leave open, and how one more
 * token changes that. Invariant: a hypothesis never closes what the text after the cursor closes.
 */

import { bracketOf } from '../../text/text.ts';
import { advance, type Context } from './mixture.ts';
import { isKeyword, isName } from './names.ts';
import type { NextNames } from '../prompt.ts';
import type { Setting } from './setting.ts';
import { lineEnd, textOf, type Vocabulary } from './vocabulary.ts';

export interface Hypothesis {
  readonly text: string;
  readonly contexts: readonly Context[];
  /** Closers of what it opened, outermost first. */
  readonly open: readonly string[];
  /** Closers it still owes for brackets before the cursor, outermost first. */
  readonly owed: readonly string[];
  /** Text of its last token, and how many there are. */
  readonly last: string;
  readonly length: number;
  /** log2 of its probability. */
  readonly bits: number;
  /** Probability of its first token. */
  readonly first: number;
  /** Probability of its first name where it stood, keywords aside; 1 while it has none. */
  readonly name: number;
  readonly named: boolean;
  /** What alone may come next, where that is known. */
  readonly rules?: readonly NextNames[];
}

/** What one more token makes of a hypothesis: it goes on, it ends before or after it, or it is nothing. */
export type Extension =
  | { readonly kind: 'on' | 'ends'; readonly hypothesis: Hypothesis }
  | { readonly kind: 'impossible' };

const impossible: Extension = { kind: 'impossible' };

/** After these a line does not end a thought. */
const unfinished = /^(?:[=+\-*/%&|^<?.:!~]|[=!]==?|=>|[<>]=|&&|\|\||\?\?|\?\.|\.\.\.|[+\-*/|&?]=|<\/|@)$/;

export function start(contexts: readonly Context[], setting: Setting): Hypothesis {
  const nothing = { text: '', open: [], last: '', length: 0, bits: 0, first: 1, name: 1, named: false };
  return { ...nothing, contexts, owed: setting.owed };
}

/** Adds a token that is written as `written`. */
export function extend(
  hypothesis: Hypothesis,
  { vocabulary, setting }: { vocabulary: Vocabulary; setting: Setting },
  token: { target: number; probability: number; written?: string },
): Extension {
  const id = token.target >> 1;
  const text = vocabulary.texts[id] ?? '';
  const likelier = weighed(hypothesis, Math.log2(token.probability));
  const outside = hypothesis.open.length === 0;
  if (id === lineEnd) return atLineEnd(likelier, setting);
  if (outside && setting.follows !== '' && text === setting.follows && hypothesis.length > 0) {
    return { kind: 'ends', hypothesis: likelier };
  }
  const brackets = afterBrackets(hypothesis, text);
  if (!brackets)
    return outside && hypothesis.length > 0 ? { kind: 'ends', hypothesis: likelier } : impossible;
  const { rules: _, ...free } = likelier;
  const longer: Hypothesis = {
    ...free,
    ...brackets,
    ...naming(hypothesis, text, token.probability),
    text: hypothesis.text + (token.written ?? textOf(vocabulary, token.target)),
    contexts: hypothesis.contexts.map((context) => advance(context, id)),
    last: text,
    first: hypothesis.length === 0 ? token.probability : hypothesis.first,
  };
  const ends = text === ';' && longer.open.length === 0;
  return { kind: ends ? 'ends' : 'on', hypothesis: longer };
}

function weighed(hypothesis: Hypothesis, bits: number): Hypothesis {
  return { ...hypothesis, length: hypothesis.length + 1, bits: hypothesis.bits + bits };
}

/** Whether the hypothesis may stop where it is: nothing open, and not right after an operator. */
export function isWhole({ open, last, length }: Hypothesis): boolean {
  return length > 0 && open.length === 0 && !unfinished.test(last);
}

/** Whether it may stop before the end of its line: after its first name, or a closing bracket. */
export function mayStop(hypothesis: Hypothesis): boolean {
  const { last, length } = hypothesis;
  if (!isWhole(hypothesis)) return false;
  return bracketOf(last).closes !== undefined || (length === 1 && isName(last) && !isKeyword(last));
}

function atLineEnd(hypothesis: Hypothesis, setting: Setting): Extension {
  if (setting.follows !== '' || hypothesis.text.trim() === '') return impossible;
  const opens = bracketOf(hypothesis.last).opens;
  const whole = opens ? setting.deeper && hypothesis.open.length === 1 : isWhole(hypothesis);
  return whole ? { kind: 'ends', hypothesis } : impossible;
}

/** `undefined` where the token closes something that is not its to close. */
function afterBrackets(
  { open, owed }: Hypothesis,
  text: string,
): Pick<Hypothesis, 'open' | 'owed'> | undefined {
  const { opens, closes } = bracketOf(text);
  const added = opens ? [opens] : [];
  if (!closes) return { open: added.length > 0 ? [...open, ...added] : open, owed };
  if (open.at(-1) === closes) return { open: [...open.slice(0, -1), ...added], owed };
  if (open.length > 0 || owed.at(-1) !== closes) return undefined;
  return { open: added, owed: owed.slice(0, -1) };
}

function naming(
  hypothesis: Hypothesis,
  text: string,
  probability: number,
): Pick<Hypothesis, 'name' | 'named'> {
  if (hypothesis.named || !isName(text) || isKeyword(text)) {
    return { name: hypothesis.name, named: hypothesis.named };
  }
  return { name: probability, named: true };
}
