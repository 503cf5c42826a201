/** The error report on a text that somebody else has written: what would be wrong with it at a place. */

import type { AdditionalEdit, CheckVerdict } from '../protocol/protocol.ts';
import { openedHoleAt } from '../statics/statics.ts';
import { reportErrors } from './error-report.ts';
import type { CompletionParts, CompletionRequest } from './request.ts';

export interface CandidateReport extends CheckVerdict {
  /** The text with what can be put right without a model; absent where there is nothing of that kind. */
  readonly fixed?: CheckVerdict & { readonly text: string; readonly edits: readonly AdditionalEdit[] };
  readonly ms: number;
}

/** A candidate stands in place of an explicit hole at the cursor. Rejects only when the signal is aborted. */
export async function checkCandidate(
  { document, offset }: CompletionRequest,
  candidate: string,
  parts: CompletionParts,
  signal: AbortSignal,
): Promise<CandidateReport> {
  const start = performance.now();
  const opened = openedHoleAt(document.text, offset);
  const cursor = opened
    ? await parts.locate({ ...document, text: opened.text }, opened.hole.start, signal)
    : await parts.locate(document, offset, signal);
  const ms = parts.settings.checkDeadline;
  const request = { cursor, completion: candidate, ms, fixes: 'safe' } as const;
  const { given, verdict, text, edits } = await reportErrors(request, parts, signal);
  const fixed = verdict.fixes.length === 0 ? {} : { fixed: { ...verdict, text, edits } };
  return { ...given, ...fixed, ms: Math.round(performance.now() - start) };
}
