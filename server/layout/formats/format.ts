/**
 * What a prompt format is, and the fill-in-the-middle shape that most families share. A format only
 * puts parts in order and adds control tokens and words of its own: it never cuts or renders.
 */

import { neutralise, type Prompt, type Segment } from '../../models/models.ts';
import type { BlockOrder } from '../blocks.ts';

/**
 * What goes into a prompt: segments rendered and neutralised, plain strings as they are. Context
 * segments are one per block of code, end with a line end, and stand best last; a completion format
 * puts them, unchanged, right before the file's own text.
 */
export interface PromptParts {
  /** Name of the repository. */
  readonly repository: string;
  /** The file's path in the repository, with forward slashes. */
  readonly path: string;
  readonly language: string;
  readonly context: readonly Segment[];
  readonly prefix: Segment;
  readonly suffix: Segment;
  /** One or two lines about the hole, or nothing; only chat models are told. */
  readonly hole: string;
}

export interface PromptFormat {
  readonly name: string;
  readonly kind: Prompt['kind'];
  /** Where the best of the context stands. */
  readonly order: BlockOrder;
  /**
   * Tokens of the file after the cursor that are shown at most, where they stand behind what is typed: a server
   * has to read them anew at every key.
   */
  readonly mostSuffix?: number;
  /** Names of the models that were trained on it. */
  readonly models: RegExp;
  /** Texts that end a completion. Servers are given the first four, so the likeliest stand first. */
  readonly stop: readonly string[];
  /** Puts the parts in this family's order; joined, the segments are the whole prompt. */
  lay(parts: PromptParts): readonly Segment[];
}

/** A family whose prompt is made of three control tokens. */
interface FillTokens {
  readonly name: string;
  readonly models: RegExp;
  readonly stop: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
  readonly middle: string;
}

/** Tokens of a suffix that stands behind the prefix: about a screen of code. */
export const suffixBehind = 256;

/** A family that is given prefix, then suffix, then the token after which it writes the middle. */
export function fillInTheMiddle(tokens: FillTokens): PromptFormat {
  const mark = control(tokens.name);
  return {
    name: tokens.name,
    kind: 'completion',
    order: 'best last',
    mostSuffix: suffixBehind,
    models: tokens.models,
    stop: tokens.stop,
    lay: ({ context, prefix, suffix }) => [
      mark(tokens.prefix),
      ...context,
      prefix,
      mark(tokens.suffix),
      suffix,
      mark(tokens.middle),
    ],
  };
}

/** Makes control segments that name their format as origin. */
export function control(format: string): (text: string) => Segment {
  return (text) => ({ kind: 'control', origin: format, text });
}

/** Makes segments of a format's own words. */
export function instructions(format: string): (text: string) => Segment {
  return (text) => ({ kind: 'instructions', origin: format, text });
}

/** Makes segments of a name or a fact from the repository, neutralised. */
export function named(format: string): (text: string) => Segment {
  return (text) => ({ kind: 'instructions', origin: format, text: neutralise(text) });
}
