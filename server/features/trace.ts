/** Puts the trace of a request together from what its stages returned. */

import type { ContextItem } from '../context/context.ts';
import { type Layout, reuseOf } from '../layout/layout.ts';
import type {
  CheckVerdict,
  Completeness,
  Evidence,
  ModelUsage,
  Decoding,
  MonitorStep,
  Outcome,
  StageTime,
  Trace,
  TracedGate,
  TracedHole,
  TracedItem,
} from '../protocol/protocol.ts';
import type { Hole } from '../statics/statics.ts';
import { lineColumnAt, relativePath } from '../text/text.ts';
import { attribute } from './attribution.ts';
import type { Understood } from './findings.ts';
import type { CompletionParts, CompletionRequest } from './request.ts';

/** What the stages up to the prompt gave. */
export interface Prepared extends Understood {
  readonly gate: TracedGate;
  readonly layout: Layout;
}

/** What the stages after the prompt gave. */
export interface Answer {
  readonly outcome: Outcome;
  readonly check?: CheckVerdict;
  readonly steps: readonly MonitorStep[];
  readonly decoding?: Decoding;
  /** The completion that was not good enough, when another may be asked for. */
  readonly turnedDown?: string | undefined;
  /** Names that its errors are about. */
  readonly failing?: readonly string[];
}

export interface Traced {
  /** The rounds before, first to last. */
  readonly earlier: readonly Trace[];
  readonly request: CompletionRequest;
  readonly parts: CompletionParts;
  readonly prepared: Prepared;
  readonly answer: Answer;
  readonly stages: readonly StageTime[];
  /** What each request to the model cost; nothing where none was asked. */
  readonly usage?: readonly ModelUsage[];
}

export function traceOf({ request, parts, prepared, answer, stages, usage = [], earlier }: Traced): Trace {
  const { hole, gathered, layout } = prepared;
  const { model, settings, workspace } = parts;
  const item = (found: ContextItem) => traceItem(found, workspace.root);
  const ends = new Set(layout.prompt.breakpoints);
  const prompt = layout.prompt.segments.map((segment, at) => ({
    ...segment,
    tokens: model.tokenizer.count(segment.text),
    ...(ends.has(at + 1) ? { breakpoint: true as const } : {}),
  }));
  return {
    id: earlier.length === 0 ? request.id : `${request.id}/${earlier.length + 1}`,
    ...(earlier.length === 0 ? {} : { parent: earlier.at(-1)?.id, earlier }),
    file: relativePath(request.document.path, workspace.root),
    ...lineColumnAt(request.document.text, request.offset),
    model: model.name,
    tokenizer: { name: model.tokenizer.name, exact: model.tokenizer.exact },
    budget: settings.budget,
    contextTokens: layout.contextTokens,
    gate: prepared.gate,
    completeness: completenessOf(hole.completeness, parts.indexed, gathered.problems),
    hole: traceHole(hole),
    kept: [
      ...layout.kept.map(({ level, tokens, why, ...kept }) => ({ ...item(kept.item), level, tokens, why })),
      ...layout.stale,
    ],
    dropped: layout.dropped.map((dropped) => ({
      ...item(dropped.item),
      ...(dropped.level === undefined ? {} : { level: dropped.level }),
      tokens: dropped.tokens,
      why: dropped.why,
    })),
    prompt,
    cache: reuseOf(prompt, (earlier.at(-1) ?? request.previous)?.prompt, model.tokenizer),
    monitor: answer.steps,
    ...(answer.decoding && { decoding: answer.decoding }),
    ...(answer.check ? { check: answer.check } : {}),
    outcome: answer.outcome,
    ...writtenBy(prepared, answer, parts),
    stages,
    usage,
    notes: [...(hole.fallback ? [hole.fallback] : []), ...gathered.problems],
  };
}

/** What there is to say of a completion that is shown. */
function writtenBy({ hole, layout, cursor }: Prepared, { outcome }: Answer, { model }: CompletionParts) {
  if (outcome.kind !== 'completion') return {};
  const members = hole.members?.list ?? [];
  const offered = new Set([...members, ...hole.typingContext].map(({ name }) => name));
  const { prefix, suffix } = layout.prompt;
  const items = layout.kept.map(({ item, text }) => ({ id: item.id, text }));
  const seen = { language: cursor.document.language, items, file: [prefix, suffix], offered };
  return {
    outcomeTokens: model.tokenizer.count(outcome.text),
    attribution: attribute(outcome.text, seen),
  };
}

function traceItem({ id, source, symbol, score, evidence, reason }: ContextItem, root: string): TracedItem {
  const name = symbol.container ? `${symbol.container}.${symbol.name}` : symbol.name;
  const path = relativePath(symbol.path, root);
  const place = { symbol: name, kind: symbol.kind, path, line: symbol.line };
  return { id, source, ...place, score: rounded(score), evidence: roundedAll(evidence), reason };
}

function rounded(share: number): number {
  return Math.round(share * 1000) / 1000;
}

function roundedAll(evidence: Evidence): Evidence {
  return Object.fromEntries(Object.entries(evidence).map(([name, share]) => [name, rounded(share)]));
}

function traceHole(hole: Hole): TracedHole {
  return {
    kind: hole.kind,
    ...(hole.engine === undefined ? {} : { engine: hole.engine }),
    ...(hole.expectedType ? { expectedType: hole.expectedType.name } : {}),
    ...(hole.members ? { receiver: hole.members.receiverType } : {}),
    members: hole.members?.list.length ?? 0,
    scope: hole.typingContext.map(({ name, type }) => `${name}: ${type}`),
    relevantTypes: hole.relevantTypes.map(({ signature }) => signature),
    relevantHeaders: hole.relevantHeaders.map(({ signature }) => signature),
  };
}

/** The worst of the parts decides, with every reason. */
export function completenessOf(
  hole: Completeness,
  indexed: Completeness,
  problems: readonly string[],
): Completeness {
  const reasons = [hole, indexed].flatMap((part) => (part.state === 'complete' ? [] : [part.why]));
  const all = [...reasons, ...problems];
  return all.length === 0 ? { state: 'complete' } : { state: 'partial', why: all.join('; ') };
}
