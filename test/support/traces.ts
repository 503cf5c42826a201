/** Traces and items made by hand, for what only reads them. */

import type { KeptItem, Trace } from '../../server/protocol/protocol.ts';

export function keptItem(item: Partial<KeptItem> & Pick<KeptItem, 'symbol' | 'path' | 'source'>): KeptItem {
  return {
    id: `/r/${item.path}#${item.symbol}`,
    kind: 'function',
    line: 1,
    score: 0.5,
    evidence: {},
    reason: 'it is a test',
    level: 'signature',
    tokens: 10,
    why: 'It is worth it.',
    ...item,
  };
}

export function traceWith(parts: Partial<Trace>): Trace {
  return {
    id: '1',
    file: 'src/main.ts',
    line: 1,
    column: 1,
    model: 'test-model',
    tokenizer: { name: 'o200k_base', exact: true },
    budget: 1_024,
    gate: { tokens: 1024, asked: 1024, why: 'All of it is worth its tokens.' },
    contextTokens: (parts.kept ?? []).reduce((sum, { tokens }) => sum + tokens, 0),
    completeness: { state: 'complete' },
    hole: { kind: 'expression', members: 0, scope: [], relevantTypes: [], relevantHeaders: [] },
    kept: [],
    dropped: [],
    prompt: [],
    cache: { reusedTokens: 0, promptTokens: 0 },
    monitor: [],
    outcome: { kind: 'none', reason: 'not asked' },
    stages: [],
    usage: [],
    notes: [],
    ...parts,
  };
}
