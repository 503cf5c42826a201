/** The error report on a text that somebody else has written: what would be wrong with it at a place. */

import type { AdditionalEdit, CheckVerdict } from '../protocol/protocol.ts';
import { reportErrors } from './error-report.ts';
import type { CompletionParts, CompletionRequest } from './request.ts';

export interface CandidateReport extends CheckVerdict {
  /** The text with what can be put right without a model; absent where there is nothing of that kind. */
  readonly fixed?: CheckVerdict & { readonly text: string; readonly edits: readonly AdditionalEdit[] };
  readonly ms: number;
}

/** Rejects only when the signal is aborted, with its reason. */
export async function checkCandidate(
  { document, offset }: CompletionRequest,
  candidate: string,
  parts: CompletionParts,
  signal: AbortSignal,
): Promise<CandidateReport> {
  const start = performance.now();
  const cursor = await parts.locate(document, offset, signal);
  const ms = parts.settings.checkDeadline;
  const request = { cursor, completion: candidate, ms, fixes: 'safe' } as const;
  const { given, verdict, text, edits } = await reportErrors(request, parts, signal);
  const fixed = verdict.fixes.length === 0 ? {} : { fixed: { ...verdict, text, edits } };
  return { ...given, ...fixed, ms: Math.round(performance.now() - start) };
}
