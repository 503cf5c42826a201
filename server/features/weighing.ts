/**
 * Which lines of long texts tell most: those that share words with the code at the cursor, those that give results, and
 * of lines that are alike in this those that a model of the project does not expect. Source: Li et al., "Compressing
 * context to enhance inference efficiency of large language models" (Selective Context, 2023), here by lines.
 */

import { type ContextItem, growth, plainWeight, type Unit, type Weigh } from '../context/context.ts';
import type { Tokenizer } from '../models/models.ts';
import type { KeptChoice, Selection } from '../selection/selection.ts';
import type { Cursor } from '../syntax/syntax.ts';
import { deadline, languageOf, terms } from '../text/text.ts';
import type { CompletionParts } from './request.ts';

/** Letters of a text from which on a model is asked about it. */
const longText = 480;
/** Share of a source's time that the answer may take; where it comes later it is remembered for the next request. */
const patience = 0.1;

/**
 * Bits per token that are worth as much as giving a result: they decide between lines that are alike in form and words.
 * Of the names that the rest of a line needs, bodies of 40 % of their tokens keep 48.8 % by form and words alone, and
 * with 6, 60, 120 and 1,000 bits of the n-gram model 6.2 ± 3.6, 2.2 ± 2.0 and 0.6 ± 1.5 points less and 0.2 ± 0.7 more
 * (474 bodies of five repositories); what the code at the cursor makes less surprising is no better a sign (± 0.5).
 * With a GGUF model of 12 M parameters 6 and 24 bits keep 1.1 ± 6.3 and 1.1 ± 3.6 points more (94 bodies).
 */
const tellingBits = 1000;
/** Words of these lines are looked for. */
const nearLines = 60;

/** How lines are weighed by their form and by their words. */
export function byWords({ prefix }: Cursor): Weigh {
  const near = new Set(terms(prefix.split('\n').slice(-nearLines).join('\n')));
  return (unit) => plainWeight(unit) + shared(unit, near);
}

/**
 * The same choices, those that are shown without their least telling lines by what those lines tell: as many tokens
 * at most, and the same text where there is no answer in time.
 */
export async function prunedBySurprise(
  { selection, tokenizer }: { readonly selection: Selection; readonly tokenizer: Tokenizer },
  cursor: Cursor,
  parts: CompletionParts,
  signal: AbortSignal,
): Promise<Selection> {
  const { kept, cut } = selection;
  const isLong = ({ item, level }: KeptChoice) =>
    item === cut?.item ? bodyOf(item).length >= longText : level === 'pruned' && !item.members;
  const items = kept.filter(isLong).map(({ item }) => item);
  if (items.length === 0) return selection;
  const weighs = await weighings(items, cursor, parts, signal);
  const told = new Map(items.map((item, at) => [item, weighs[at]]));
  const shown = kept.map((choice) => {
    const weigh = told.get(choice.item);
    if (!weigh) return choice;
    return choice.item === cut?.item ? (cut.again(weigh) ?? choice) : prunedBy(choice, weigh, tokenizer);
  });
  return { ...selection, kept: shown };
}

/** Into how many texts of growing length a body is cut, of which the longest that fits is shown. */
const mostTexts = 10;

function prunedBy(choice: KeptChoice, weigh: Weigh, tokenizer: Tokenizer): KeptChoice {
  const { item, tokens } = choice;
  const grown = growth(bodyOf(item), languageOf(item.symbol.path), weigh, mostTexts);
  const text = grown.findLast((one) => tokenizer.count(one) <= tokens);
  return text === undefined ? choice : { ...choice, text, tokens: tokenizer.count(text) };
}

function bodyOf({ render }: ContextItem): string {
  return render('body') ?? '';
}

/** How the lines of each body are weighed; none where there is no answer in time. */
async function weighings(
  items: readonly ContextItem[],
  cursor: Cursor,
  { surprise, settings }: CompletionParts,
  signal: AbortSignal,
): Promise<Weigh[]> {
  if (!surprise) return [];
  const texts = items.map((item) => {
    const { path } = item.symbol;
    return { path, language: languageOf(path), text: bodyOf(item) };
  });
  using limited = deadline(settings.sourceDeadline * patience, signal);
  try {
    const told = await limited.race(surprise(texts, signal));
    const weigh = byWords(cursor);
    return told.map((bits) => (unit) => weigh(unit) + mean(bits.slice(unit.start, unit.end)) / tellingBits);
  } catch {
    signal.throwIfAborted();
    return [];
  }
}

function mean(values: readonly number[] = []): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

/** Half the worth of a result for each word that the unit shares with the code at the cursor, two at most. */
function shared({ text }: Unit, near: ReadonlySet<string>): number {
  const words = new Set(terms(text).filter((term) => near.has(term)));
  return Math.min(2, words.size) / 2;
}
