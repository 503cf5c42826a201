/** The last look at what a model wrote: what may be shown, and otherwise the reason why not. */

import type { Model } from '../models/models.ts';
import type { GuardedText } from '../monitors/monitors.ts';
import type { Outcome } from '../protocol/protocol.ts';
import type { Cursor } from '../syntax/syntax.ts';

/** Why a model need not even be asked at this cursor. */
export function silentAt(cursor: Cursor, model: Model): (Outcome & { kind: 'none' }) | undefined {
  if (cursor.region !== 'code' && !model.prose) {
    return { kind: 'none', reason: cursor.region === 'comment' ? 'in a comment' : 'in a string' };
  }
  const inWord = /[\p{ID_Continue}$]$/u.test(cursor.prefix) && /^[\p{ID_Continue}$]/u.test(cursor.suffix);
  return inWord ? { kind: 'none', reason: 'inside a word' } : undefined;
}

/** The completion to show, or the reason why there is none. */
export function finish(written: GuardedText, cursor: Cursor, leastConfidence: number): Outcome {
  if (written.forbidden !== undefined) {
    return { kind: 'none', reason: 'illegal member', detail: written.forbidden.trim() };
  }
  if (written.text.trim() === '') return { kind: 'none', reason: 'model said nothing' };
  if ((written.confidence ?? 1) < leastConfidence) {
    return { kind: 'none', reason: 'not confident', detail: written.text };
  }
  const text = withoutRestOfLine(written.text.trimEnd(), cursor.suffix);
  return repeatsNextLine(text, cursor.suffix)
    ? { kind: 'none', reason: 'repeats what follows', detail: written.text }
    : {
        kind: 'completion',
        text,
        ...(written.confidence === undefined ? {} : { confidence: written.confidence }),
      };
}

/** Leaves out the rest of the line where the model has written it once more. */
function withoutRestOfLine(text: string, suffix: string): string {
  const rest = /^[^\r\n]*/.exec(suffix)?.[0].trim() ?? '';
  return rest !== '' && text.endsWith(rest) ? text.slice(0, -rest.length) : text;
}

function repeatsNextLine(text: string, suffix: string): boolean {
  if (text.trim() === '') return true;
  const next = suffix
    .split('\n')
    .slice(1)
    .find((line) => line.trim() !== '');
  return text.trim().length > 3 && text.trim() === next?.trim();
}
