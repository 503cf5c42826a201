/** A selection as a table for a person to read, and the selections of several budgets side by side. */

import type { DroppedItem, KeptItem, Trace } from '../protocol/protocol.ts';

/** Letters of an item's name, and of the type at the cursor. */
const widest = { name: 48, type: 120 } as const;

/** What is in the context and what is not, at which level, for how many tokens, and why. */
export function explainSelection(trace: Trace): string {
  const { kept, dropped, contextTokens, budget, tokenizer } = trace;
  const rows = [
    ['', 'level', 'tokens', 'score', 'item', 'why'],
    ...kept.map((item) => rowOf('in', item)),
    ...dropped.map((item) => rowOf('out', item)),
  ];
  const exact = tokenizer.exact ? 'exact' : 'an upper estimate';
  return [
    `${placeOf(trace)}: ${holeOf(trace)}`,
    `${contextTokens} of ${budget} tokens (${tokenizer.name}, ${exact}): ${kept.length} items in, ${dropped.length} out`,
    trace.gate.why,
    '',
    ...table(rows, new Set([2, 3])),
    '',
  ].join('\n');
}

function placeOf({ file, line, column }: Trace): string {
  return `${file}:${line}:${column}`;
}

function holeOf({ hole: { kind, expectedType } }: Trace): string {
  return expectedType ? `${kind} of type ${short(expectedType, widest.type)}` : kind;
}

function rowOf(inOrOut: 'in' | 'out', item: KeptItem | DroppedItem): string[] {
  const { level, tokens, score, why, reason, source } = item;
  const because = inOrOut === 'in' ? `${why} [${source}]` : `${why} [${source}: ${reason}]`;
  const cost = level === undefined ? '' : String(tokens);
  return [inOrOut, level ?? '', cost, score.toFixed(3), nameOf(item), because];
}

function nameOf({ kind, symbol, path, line }: KeptItem | DroppedItem): string {
  return `${short(`${kind} ${symbol}`, widest.name)}  ${path}:${line}`;
}

function short(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** Which level each item has at each budget, and for how many tokens: with a larger one never a lower level. */
export function compareBudgets(traces: readonly Trace[]): string {
  const items = new Map<string, { item: KeptItem; levels: string[] }>();
  for (const [at, { kept }] of traces.entries()) {
    for (const item of kept) {
      const key = `${item.id} ${item.symbol}`;
      const row = items.get(key) ?? { item, levels: traces.map(() => '-') };
      row.levels[at] = `${item.level} ${item.tokens}`;
      items.set(key, row);
    }
  }
  const rows = [
    ['item', ...traces.map(({ budget }) => `${budget}`)],
    ['(tokens in all)', ...traces.map(({ contextTokens }) => `${contextTokens}`)],
    ['(items)', ...traces.map(({ kept }) => `${kept.length}`)],
    ...[...items.values()].map(({ item, levels }) => [nameOf(item), ...levels]),
  ];
  const [first] = traces;
  return [
    first ? `${placeOf(first)}: what each token budget shows` : '',
    ...(first ? [first.gate.why] : []),
    '',
    ...table(rows, new Set()),
    '',
  ].join('\n');
}

/** Columns in line; the last one and what `right` does not name start at the left. */
function table(rows: readonly (readonly string[])[], right: ReadonlySet<number>): string[] {
  const columns = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, at) =>
    Math.max(...rows.map((row) => (row[at] ?? '').length)),
  );
  const cell = (text: string, at: number) => {
    const width = widths[at] ?? 0;
    return right.has(at) ? text.padStart(width) : text.padEnd(width);
  };
  return rows.map((row) => row.map(cell).join('  ').trimEnd());
}
