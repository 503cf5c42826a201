/** Prints what monitors and typed context came to, cell by cell, with the change against neither. */

import type { Asked } from './monitor-questions.ts';
import type { SiteKind } from './monitor-sites.ts';

export interface Result extends Asked {
  readonly repository: string;
  readonly kind: SiteKind;
  /** What stands before the cursor on its line. */
  readonly line: string;
  /** The first identifier of the completion, and of what a person wrote. */
  readonly wrote: string;
  readonly meant: string;
  /** What the monitors forbade. */
  readonly forbidden: readonly string[];
  readonly monitors: boolean;
  readonly typed: boolean;
  readonly codes: readonly string[];
  readonly shown: boolean;
  readonly compiles: boolean;
  readonly illegal: number;
  readonly next: boolean;
  readonly sequence: number;
  readonly ms: number;
  readonly tokens: number;
  readonly maskMs: number;
  readonly guardMs: number;
  readonly waitMs: number;
  readonly cuts: number;
  readonly unanswered: number;
  /** Whether some place had a list of all that is legal. */
  readonly ruled: boolean;
}

type Row = readonly (string | number)[];

export function report(results: readonly Result[], model: string): void {
  const sites = results.length / 4;
  console.log(
    `\n${sites} sites, model ${model}; shares in %, silence counts as not; times are of this run alone`,
  );
  for (const [name, list] of [
    ['all', results] as const,
    ...groups(results, ({ kind }) => kind),
    ...groups(results, ({ repository }) => repository),
  ]) {
    console.log(`\n${name}: ${list.length / 4} sites`);
    print([
      '',
      'compiles',
      'next name',
      'names',
      'illegal members',
      'shown',
      'cuts',
      'ms',
      'ms/token',
      'mask ms/token',
      'guard %',
      'wait %',
      'questions',
      'their ms',
      'checks',
      'check ms',
      'late',
    ]);
    for (const typed of [false, true])
      for (const monitors of [false, true]) print(cellRow(list, monitors, typed));
  }
  for (const monitors of [false, true])
    console.log(
      `\nerrors ${monitors ? 'with' : 'without'} monitors, completions by the checker's number: ${histogram(cell(results, monitors, true))}`,
    );
  const ruled = results.filter((result) => result.monitors && result.ruled).length;
  console.log(`\nplaces with a complete list: in ${ruled} of ${sites * 2} completions with monitors`);
  for (const typed of [false, true]) {
    const off = cell(results, false, typed);
    const on = cell(results, true, typed);
    const [lost, won] = [count(off, on), count(on, off)];
    console.log(
      `${typed ? 'with' : 'without'} typed context, monitors on over off: compiles ${ratio(on, off, 'compiles')}, next name ${ratio(on, off, 'next')}; ` +
        `${won} sites compile only with monitors, ${lost} only without (sign test p ${signTest(won, lost).toFixed(3)})`,
    );
    nameChanges(results, typed);
  }
}

function cell(results: readonly Result[], monitors: boolean, typed: boolean): Result[] {
  return results.filter((result) => result.monitors === monitors && result.typed === typed);
}

function cellRow(results: readonly Result[], monitors: boolean, typed: boolean): Row {
  const list = cell(results, monitors, typed);
  const sum = (of: (result: Result) => number) => list.reduce((total, result) => total + of(result), 0);
  const share = (of: (result: Result) => number) => ((100 * sum(of)) / Math.max(1, list.length)).toFixed(1);
  const mean = (of: (result: Result) => number) => (sum(of) / Math.max(1, list.length)).toFixed(1);
  const tokens = Math.max(
    1,
    sum(({ tokens }) => tokens),
  );
  const ms = sum((result) => result.ms);
  return [
    `${monitors ? 'monitors' : 'free'}${typed ? ' + typed context' : ''}`,
    share(({ compiles }) => Number(compiles)),
    share(({ next }) => Number(next)),
    share(({ sequence }) => sequence),
    sum(({ illegal }) => illegal),
    share(({ shown }) => Number(shown)),
    sum(({ cuts }) => cuts),
    (ms / list.length).toFixed(0),
    (ms / tokens).toFixed(1),
    (sum(({ maskMs }) => maskMs) / tokens).toFixed(3),
    ((100 * sum(({ guardMs }) => guardMs)) / Math.max(1, ms)).toFixed(0),
    ((100 * sum(({ waitMs }) => waitMs)) / Math.max(1, ms)).toFixed(0),
    mean(({ holes }) => holes),
    mean(({ holeMs }) => holeMs),
    mean(({ checks }) => checks),
    mean(({ checkMs }) => checkMs),
    sum(({ unanswered }) => unanswered),
  ];
}

/** Each place whose next name is right only with or only without monitors. */
function nameChanges(results: readonly Result[], typed: boolean): void {
  const off = cell(results, false, typed);
  for (const [at, on] of cell(results, true, typed).entries()) {
    const free = off[at];
    if (!free || free.next === on.next) continue;
    console.log(
      `  ${on.next ? 'won ' : 'lost'} ${on.kind}: ${on.line.slice(-40)}| ${on.meant}: ${free.wrote} -> ${on.wrote} (${on.compiles ? 'compiles' : 'does not compile'}; ${on.forbidden.join(', ') || 'nothing forbidden'})`,
    );
  }
}

function histogram(results: readonly Result[]): string {
  const codes = results.flatMap((result) => [...new Set(result.codes)]);
  const counts = [...Map.groupBy(codes, (code) => code)].map(([code, all]) => ({ code, count: all.length }));
  return counts
    .toSorted((a, b) => b.count - a.count)
    .slice(0, 12)
    .map(({ code, count }) => `${code}: ${count}`)
    .join(', ');
}

function ratio(on: readonly Result[], off: readonly Result[], what: 'compiles' | 'next'): string {
  const of = (list: readonly Result[]) => list.filter((result) => result[what]).length;
  return `${of(on)} / ${of(off)} (${(of(on) / Math.max(1, of(off))).toFixed(2)}x)`;
}

/** Sites that compile in the first list and not in the second; both are in the same order. */
function count(yes: readonly Result[], no: readonly Result[]): number {
  return yes.filter((result, at) => result.compiles && !no[at]?.compiles).length;
}

/** Two-sided: how probable a split at least so uneven is when both are as good. */
function signTest(won: number, lost: number): number {
  const all = won + lost;
  let tail = 0;
  for (let k = 0; k <= Math.min(won, lost); k++) tail += Math.exp(logChoose(all, k) - all * Math.LN2);
  return Math.min(1, 2 * tail);
}

function logChoose(n: number, k: number): number {
  let sum = 0;
  for (let i = 1; i <= k; i++) sum += Math.log((n - k + i) / i);
  return sum;
}

function groups<K extends string>(list: readonly Result[], by: (result: Result) => K): [K, Result[]][] {
  return [...Map.groupBy(list, by)];
}

function print(row: Row): void {
  console.log(
    row.map((value, i) => (i === 0 ? String(value).padEnd(25) : String(value).padStart(11))).join(''),
  );
}
