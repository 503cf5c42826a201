/** What is shown when one source, or one kind of evidence, is left out; all else as it is. */

import { type ContextItem, contextSources, type SourceName } from '../../server/context/context.ts';
import { budgetFor } from '../../server/layout/layout.ts';
import { tokenizerFor } from '../../server/models/models.ts';
import { type EvidenceName, evidenceNames } from '../../server/protocol/protocol.ts';
import { score, select } from '../../server/selection/selection.ts';
import { type ContextCase, keptPieces } from './context-cases.ts';
import { placeAt } from './evidence-rows.ts';
import type { ShownPiece } from './shown-pieces.ts';

const tokenizer = tokenizerFor('embedded');

/** For each thing that is left out, and for nothing left out, what is shown at each budget. */
export function ablations(
  { hole, assembled }: ContextCase,
  root: string,
  budgets: readonly number[],
): Map<string, ShownPiece[][]> {
  const items = assembled[0]?.items ?? [];
  const shownOf = (left: readonly ContextItem[]): ShownPiece[][] => {
    const scored = score(left, placeAt(hole));
    const style = { root, path: hole.path, language: hole.language, order: 'best last' } as const;
    const view = { root, seen: { path: hole.path, range: { start: 0, end: hole.text.length } } };
    return budgets.map((tokens) =>
      keptPieces(select(scored, budgetFor(tokens, tokenizer, style), view).kept),
    );
  };
  return new Map([
    ['nothing', shownOf(items)],
    ...contextSources.map(({ name }) => [`source: ${name}`, shownOf(withoutSource(items, name))] as const),
    ...evidenceNames.map((name) => [`score: ${name}`, shownOf(withoutEvidence(items, name))] as const),
  ]);
}

function withoutSource(items: readonly ContextItem[], name: SourceName): ContextItem[] {
  return items.filter(({ source }) => source !== name);
}

function withoutEvidence(items: readonly ContextItem[], name: EvidenceName): ContextItem[] {
  return items.map((item) => ({
    ...item,
    evidence: { ...item.evidence, [name]: 0 },
    ...(item.members && {
      members: item.members.map((member) => ({ ...member, evidence: { ...member.evidence, [name]: 0 } })),
    }),
  }));
}
