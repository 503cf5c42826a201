/** From what is known about a hole to the prompt: what of it the model sees, and how. */

import { budgetFor, formatOf, layOut, roomForFile, windowAround } from '../layout/layout.ts';
import { noSteering, type Trace } from '../protocol/protocol.ts';
import { gateFor, placeOf, score, select, showsBanned } from '../selection/selection.ts';
import { absolutePath, relativePath } from '../text/text.ts';
import type { CompletionParts, CompletionRequest } from './request.ts';
import type { Understood } from './findings.ts';
import type { Prepared } from './trace.ts';
import type { Round } from './understand.ts';
import { byWords, prunedBySurprise } from './weighing.ts';

/** Tokens of the open file for which the context has to leave room in a small window. */
const leastFile = 256;
/** Share of the budget that is left free where prompts follow each other, for what is appended. */
const appendable = 0.2;

export async function prepare(
  understood: Understood,
  { request, parts, watch, signal }: Pick<Round, 'request' | 'parts' | 'watch' | 'signal'>,
): Promise<Prepared> {
  const { settings, model, workspace } = parts;
  const { tokenizer } = model;
  const { cursor } = understood;
  const { path, language } = cursor.document;
  const { root } = workspace;
  const format = formatOf(model.format);
  const window = model.contextWindow - settings.model.maxTokens;
  const tokens = Math.min(settings.budget, Math.max(0, window - leastFile));
  const style = { root, path, language, order: format.order };
  const budget = budgetFor(tokens, tokenizer, style);
  const last = continuable(request, parts, understood);
  const told = { ...understood, root };
  const seen = await watch.time('select', () =>
    windowAround({
      ...cursor,
      tokens: roomForFile(format, told, budget, window),
      tokenizer,
      mostSuffix: format.mostSuffix,
      before: tokens,
      last: last?.prompt.find(({ kind }) => kind === 'prefix')?.text,
    }),
  );
  const range = { start: cursor.offset - seen.prefix.length, end: cursor.offset + seen.suffix.length };
  const view = { root, seen: { path, range }, steering: request.steering ?? noSteering };
  const wanted = last ? budgetFor(Math.ceil(tokens * (1 - appendable)), tokenizer, style) : budget;
  const items = await watch.time('select', () => score(understood.gathered.items, placeOf(cursor)));
  const { least, ...gate } = gateFor(items, cursor, understood.hole, tokens);
  const selection = await watch.time('select', async () => {
    const found = select(items, { ...wanted, least }, { ...view, weigh: byWords(cursor) });
    return prunedBySurprise({ selection: found, tokenizer }, cursor, parts, signal);
  });
  const layout = await watch.time('lay out', () =>
    layOut({ ...told, selection, format, budget, seen, last }),
  );
  return { ...understood, layout, gate };
}

/**
 * The last prompt, where this one may start as it does: one for the same document, model and budget, with nothing of
 * what is banned or gone.
 */
function continuable(
  { previous, document, steering = noSteering }: CompletionRequest,
  { settings, model, index, workspace: { root } }: CompletionParts,
  { gathered }: Understood,
): Trace | undefined {
  if (!previous || previous.file !== relativePath(document.path, root)) return undefined;
  const isSame = previous.model === model.name && previous.budget === settings.budget;
  if (!isSame || showsBanned(previous, steering, root)) return undefined;
  // The type engine also reads files that the index leaves out.
  const found = new Set(gathered.items.map(({ symbol }) => symbol.path));
  const isGone = (path: string) => {
    const whole = absolutePath(path, root);
    return !elsewhere.test(path) && !found.has(whole) && index.facts(whole) === undefined;
  };
  return previous.kept.some(({ path }) => isGone(path)) ? undefined : previous;
}

/** Paths of files that are never in the index. */
const elsewhere = /^([a-z]:)?\/|(^|\/)node_modules\//i;
