/** The last look at what a model wrote: what may be shown, and otherwise the reason why not. */

import type { Model } from '../models/models.ts';
import type { GuardedText } from '../monitors/monitors.ts';
import type { NoCompletionReason, OfferSettings, Outcome } from '../protocol/protocol.ts';
import type { Cursor } from '../syntax/syntax.ts';
import { fit } from './fit.ts';
import { cutTo, isWhole, type Span } from './span.ts';

type None = Outcome & { kind: 'none' };

/** Why a model need not even be asked at this cursor. */
export function silentAt(
  cursor: Cursor,
  model: Model,
  { inComments, inStrings }: OfferSettings,
): None | undefined {
  if (cursor.region === 'comment' && !(model.prose && inComments)) return none('in a comment');
  if (cursor.region === 'string' && !(model.prose && inStrings)) return none('in a string');
  const inWord = /[\p{ID_Continue}$]$/u.test(cursor.prefix) && /^[\p{ID_Continue}$]/u.test(cursor.suffix);
  return inWord ? none('inside a word') : undefined;
}

/** The model, whose stream is left as soon as it holds all that is wanted: what would follow is not waited for. */
export function spanning(model: Model, span: Span): Model {
  return {
    ...model,
    async *generate(request, signal) {
      let text = '';
      for await (const piece of model.generate(request, signal)) {
        text += piece.text;
        yield piece;
        const mayBeWhole = text.includes('\n') || text.length > span.maxLength;
        if (mayBeWhole && isWhole(text, span)) return;
      }
    },
  };
}

/** The completion to show, or the reason why there is none. */
export function finish(written: GuardedText, cursor: Cursor, span: Span, leastConfidence: number): Outcome {
  if (written.forbidden !== undefined) return none('illegal member', written.forbidden.trim());
  if (written.text.trim() === '') return none('model said nothing');
  const { confidence } = written;
  if ((confidence ?? 1) < leastConfidence) return none('not confident', written.text);
  const text = fit(cutTo(written.text, span), cursor);
  if (text.trim() === '') return none('repeats what follows', written.text);
  return { kind: 'completion', text, ...(confidence === undefined ? {} : { confidence }) };
}

function none(reason: NoCompletionReason, detail?: string): None {
  return { kind: 'none', reason, ...(detail === undefined ? {} : { detail }) };
}
