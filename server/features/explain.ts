/** Says what a trace says, for a person to read. */

import type {
  AdditionalEdit,
  CheckVerdict,
  Decoding,
  DroppedItem,
  ErrorDefinition,
  KeptItem,
  ModelUsage,
  MonitorStep,
  Scheduling,
  Trace,
  TracedHole,
  TracedSegment,
} from '../protocol/protocol.ts';

const listed = 12;

/** Every stage of the request. */
export function explain(trace: Trace): string {
  return [
    `${trace.file}:${trace.line}:${trace.column}, model ${trace.model}`,
    title('The hole'),
    holeLines(trace.hole),
    title(
      `Kept: ${trace.kept.length} items, ${trace.contextTokens} of ${trace.budget} tokens (${trace.tokenizer.name}, ${trace.tokenizer.exact ? 'exact' : 'upper estimate'})`,
    ),
    trace.gate.why,
    ...trace.kept.map(keptLine),
    title(`Dropped: ${trace.dropped.length} items`),
    ...shorten(trace.dropped.map(droppedLine)),
    title('The prompt'),
    ...trace.prompt.map(segmentLines),
    ...monitorLines(trace),
    ...(trace.earlier ?? []).flatMap(earlierLines),
    ...explainOutcome(trace),
    '',
  ].join('\n');
}

function segmentLines({ kind, text, tokens, breakpoint }: TracedSegment): string {
  const end = breakpoint ? ', worth remembering up to its end' : '';
  return `[${kind}, ${tokens} tokens${end}]\n${excerpt(kind, text)}`;
}

/** What the monitors knew, forbade and took. */
function monitorLines({ monitor, decoding }: Trace): string[] {
  if (monitor.length === 0) return [];
  return [title('Monitors'), ...monitor.map(stepLine), ...(decoding ? [decodingLine(decoding)] : [])];
}

function stepLine({ monitor, trigger, at, legal, names: first, only, forbidden, ms }: MonitorStep): string {
  const names = legal === 1 ? '1 name is' : `${legal} names are`;
  const what = only ? `only ${names} legal` : `${names} likely`;
  const wanted = forbidden === undefined ? '' : `, "${forbidden}" was not`;
  const time = ms > 0 ? ` (${ms.toFixed(1)} ms)` : '';
  const more = legal > first.length ? ', …' : '';
  const told = first.length === 0 ? '' : `: ${first.join(', ')}${more}`;
  return `${monitor}: at ${at} after "${trigger}" ${what}${wanted}${time}${told}`;
}

function decodingLine({
  strategy,
  requests,
  cuts,
  tokens,
  maskMs = 0,
  waitMs = 0,
  guardMs,
  unanswered,
}: Decoding): string {
  const masks = tokens
    ? `, ${tokens} tokens masked in ${maskMs.toFixed(1)} ms, waited ${waitMs.toFixed(1)} ms for it`
    : '';
  const late = unanswered > 0 ? `, ${unanswered} places not answered in time` : '';
  return `by ${strategy}: ${requests} requests, ${cuts} cuts, guard ${guardMs.toFixed(1)} ms${masks}${late}`;
}

/** What one request to the model cost. */
function usageLine(spent: ModelUsage): string {
  const { promptTokens, cachedTokens, completionTokens, firstTokenMs, retries, cost } = spent;
  const cached = cachedTokens > 0 ? ` (${cachedTokens} read before)` : '';
  const first = firstTokenMs === undefined ? 'no text' : `first text after ${Math.round(firstTokenMs)} ms`;
  const again = retries > 0 ? `, sent again ${retries} times` : '';
  const price = cost === undefined ? '' : `, price ${cost.toPrecision(3)}`;
  const by = spent.counted === 'here' ? ', counted here' : '';
  return `request: ${promptTokens} tokens in${cached}, ${completionTokens} out, ${first}, ${Math.round(spent.ms)} ms${again}${price}${by}`;
}

/** A round whose completion was not shown. */
function earlierLines({ id, check, outcome }: Trace): string[] {
  const why = outcome.kind === 'none' ? outcome.reason : 'shown';
  return [title(`The round before (${id}): ${why}`), ...(check ? explainErrors(check) : [])];
}

/** Completion, verdict and times. */
export function explainOutcome(trace: Trace): string[] {
  const { outcome, check, stages, schedule, usage, completeness, notes } = trace;
  const total = stages.reduce((sum, { ms }) => sum + ms, 0);
  return [
    title('The completion'),
    outcome.kind === 'completion'
      ? outcome.text
      : `none: ${outcome.reason}${outcome.detail ? ` (${outcome.detail.trim()})` : ''}`,
    ...(outcome.kind === 'completion' ? (outcome.edits ?? []).map(editLine) : []),
    ...(check ? [`check: ${check.verdict}`, ...explainErrors(check)] : []),
    title('Time'),
    ...stages.map(({ stage, ms }) => `${stage.padEnd(14)} ${ms.toFixed(1).padStart(8)} ms`),
    `${'all'.padEnd(14)} ${total.toFixed(1).padStart(8)} ms`,
    ...usage.map(usageLine),
    ...(schedule ? [scheduleLine(schedule)] : []),
    ...notes.map((note) => `note: ${note}`),
    completeness.state === 'complete'
      ? 'The answer is complete.'
      : `The answer is ${completeness.state}: ${completeness.why}.`,
  ];
}

const ways: Readonly<Record<Scheduling['way'], string>> = {
  asked: 'the model was asked',
  joined: 'the model had been asked already, and its answer was typed into',
  remembered: 'the answer was known from before: the times are those of then',
  quick: 'the embedded model was sure enough to answer first',
};

function scheduleLine({ way, waited, tally, saved }: Scheduling): string {
  const wait = waited > 0 ? ` after ${Math.round(waited)} ms of waiting for a pause` : '';
  const { asks, calls, remembered, joined, dropped, superseded, spared } = tally;
  const why = `${remembered} known, ${joined} on their way, ${dropped} typed past, ${spared} not needed after the embedded model`;
  return `schedule: ${ways[way]}${wait}; since the start ${asks} requests, ${calls} calls (${superseded} ended early), ${saved} calls saved: ${why}`;
}

/** The errors of a check with what is declared behind them, and what was put right. */
export function explainErrors({ diagnostics, errors, fixes, partial }: CheckVerdict): string[] {
  return [
    ...fixes.map(({ what }) => `  put right: ${what}`),
    ...diagnostics.flatMap((line, at) => [
      `  ${line.replaceAll('\n', '\n  ')}`,
      ...(errors[at]?.definitions ?? []).map(definitionLine),
    ]),
    ...(partial ? [`  ${partial}`] : []),
  ];
}

function definitionLine({ path, line, text }: ErrorDefinition): string {
  return `    ${path}:${line}  ${oneLine(text)}`;
}

function editLine({ text }: AdditionalEdit): string {
  return `and above it: ${oneLine(text)}`;
}

function holeLines(hole: TracedHole): string {
  return [
    `kind ${hole.kind}, expected type ${hole.expectedType ?? '(none)'}${hole.receiver ? `, receiver ${hole.receiver} with ${hole.members} members` : ''}`,
    ...section('in scope', hole.scope),
    ...section('relevant types', hole.relevantTypes),
    ...section('relevant headers', hole.relevantHeaders),
  ].join('\n');
}

function section(name: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${name}:`, ...shorten(lines.map((line) => `  ${oneLine(line)}`))];
}

function shorten(lines: readonly string[]): string[] {
  const more = lines.length - listed;
  return more > 0 ? [...lines.slice(0, listed), `  and ${more} more`] : [...lines];
}

function keptLine(item: KeptItem): string {
  return `  ${item.level.padEnd(9)} ${String(item.tokens).padStart(5)} tokens  ${nameOf(item)}: ${item.reason} [${item.source}, ${item.score}]`;
}

function droppedLine(item: DroppedItem): string {
  return `  ${String(item.tokens).padStart(5)} tokens  ${nameOf(item)} [${item.source}, ${item.score}]: ${item.why}`;
}

function nameOf({ kind, symbol, path, line }: KeptItem | DroppedItem): string {
  return `${kind} ${symbol} (${path}:${line})`;
}

/** The lines next to the cursor are what matters of a long file; the context is printed whole. */
function excerpt(kind: string, text: string): string {
  const lines = text.split('\n');
  if (lines.length <= 2 * listed || kind === 'context') return text;
  const hidden = `… ${lines.length - listed} more lines …`;
  return kind === 'suffix'
    ? [...lines.slice(0, listed), hidden].join('\n')
    : [hidden, ...lines.slice(-listed)].join('\n');
}

function oneLine(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length > 160 ? `${flat.slice(0, 159)}…` : flat;
}

function title(text: string): string {
  return `\n── ${text} ──`;
}
