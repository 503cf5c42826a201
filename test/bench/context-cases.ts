/** Holes of a repository with what each way of finding context shows there, for the benchmarks of context. */

import type { ContextItem } from '../../server/context/context.ts';
import { type Assembled, createEngine, type Engine, walk } from '../../server/host/host.ts';
import { tokenizerFor } from '../../server/models/models.ts';
import { defaultSettings, type Level } from '../../server/protocol/protocol.ts';
import { CheckedProjects } from './checked-projects.ts';
import {
  checkerMembers,
  createBm25,
  importedOutline,
  importedText,
  inFilePrefix,
  jaccardWindows,
} from './context-baselines.ts';
import { createMap } from './context-map.ts';
import { type Hole, naturalHoles, neededHoles } from './needed-symbols.ts';
import type { Repository } from './repositories.ts';
import { type ShownPiece, withinBudget } from './shown-pieces.ts';

export const baselines = [
  'checker members',
  'outline of imported files',
  'full text of imported files',
  'BM25 + MMR chunks',
  'Jaccard windows',
  'repository map',
  'in-file prefix',
] as const;
export const ways = ['Keyhole', ...baselines] as const;
export type Way = (typeof ways)[number];

export interface ContextCase {
  readonly repository: string;
  readonly hole: Hole;
  readonly assembled: readonly Assembled[];
  /** What each way shows within each of the budgets, in their order. */
  readonly shown: Readonly<Record<Way, readonly (readonly ShownPiece[])[]>>;
  /** Milliseconds from the hole to the prompt at the first budget. */
  readonly ms: number;
}

export interface CaseOptions {
  readonly count: number;
  readonly seed: number;
  readonly budgets: readonly number[];
  readonly withBaselines: boolean;
  /** After so many minutes no further hole is looked at. */
  readonly minutes?: number;
  /** `each kind`: as many of each; `as they come`: by how often code needs them; or these. */
  readonly holes: 'each kind' | 'as they come' | readonly Hole[];
}

const tokenizer = tokenizerFor('embedded');

/** The files of a repository that holes are looked for in, and all its sources. */
export async function sourcesOf(root: string): Promise<{ typed: string[]; written: string[] }> {
  const { files } = await walk(root, AbortSignal.timeout(60_000));
  // The same seed has to give the same holes: a walk may come by in any order.
  const sources = files
    .map(({ path }) => path)
    .filter((path) => /\.[cm]?[jt]sx?$/.test(path))
    .toSorted();
  const written = sources.filter((path) => !/\.d\.[cm]?ts$|\.min\.js$/.test(path));
  const typed = written.filter((path) => /\.[cm]?tsx?$/.test(path) && !/\b(tests?|spec)\b/.test(path));
  return { typed, written };
}

/** Calls back for each hole of the repository with what is shown there. */
export async function eachCase(
  { name, root }: Repository,
  { count, seed, budgets, withBaselines, holes: wanted, minutes = Number.POSITIVE_INFINITY }: CaseOptions,
  each: (one: ContextCase) => void | Promise<void>,
): Promise<void> {
  const { typed, written } = await sourcesOf(root);
  const projects = new CheckedProjects(root, typed);
  const end = performance.now() + 60_000 * minutes;
  const found = isGiven(wanted)
    ? wanted
    : (wanted === 'each kind' ? neededHoles : naturalHoles)(typed, projects, { root, count, seed });
  // Whoever stops early has seen as many of each kind.
  const holes = Number.isFinite(minutes) ? inTurn(found) : found;
  const bm25 = createBm25(root, withBaselines ? written : [], 'MMR');
  const map = createMap(root, withBaselines ? written : []);
  const simpler = (hole: Hole): Record<Exclude<Way, 'Keyhole'>, readonly ShownPiece[]> => ({
    'checker members': checkerMembers(projects, root, hole),
    'outline of imported files': importedOutline(projects, root, hole),
    'full text of imported files': importedText(projects, root, hole),
    'BM25 + MMR chunks': bm25(hole),
    'Jaccard windows': jaccardWindows(projects, root, hole, written),
    'repository map': map(hole),
    'in-file prefix': inFilePrefix(hole),
  });
  const patient = { typeDeadline: 120_000, sourceDeadline: 60_000, modelFirstTokenDeadline: 120_000 };
  const engine = createEngine({ root, settings: { ...defaultSettings, ...patient } });
  try {
    await engine.indexed;
    for (const [at, hole] of holes.entries()) {
      if (performance.now() > end) {
        console.log(`${name}: stopped after ${minutes} minutes, with ${at} of ${holes.length} holes`);
        break;
      }
      if (process.stderr.isTTY) process.stderr.write(`\r${name}: ${at + 1} of ${holes.length}   `);
      const assembled = await assembleAt(engine, hole, budgets);
      const pieces = withBaselines ? simpler(hole) : undefined;
      const shown = byWay((way) =>
        way === 'Keyhole'
          ? assembled.map(({ kept }) => keptPieces(kept))
          : budgets.map((budget) => withinBudget(pieces?.[way] ?? [], budget, tokenizer)),
      );
      await each({ repository: name, hole, assembled, shown, ms: timeOf(assembled) });
    }
  } finally {
    await engine.dispose();
  }
}

/** One hole of each kind after the other. */
function inTurn(holes: readonly Hole[]): Hole[] {
  const kinds = [...Map.groupBy(holes, ({ kind }) => kind).values()];
  const most = Math.max(0, ...kinds.map(({ length }) => length));
  return Array.from({ length: most }, (_, at) => kinds.flatMap((list) => list[at] ?? [])).flat();
}

function isGiven(holes: CaseOptions['holes']): holes is readonly Hole[] {
  return typeof holes !== 'string';
}

/** The same for every way. */
export function byWay<T>(valueOf: (way: Way) => T): Record<Way, T> {
  return Object.fromEntries(ways.map((way) => [way, valueOf(way)])) as Record<Way, T>;
}

export async function assembleAt(
  engine: Engine,
  { path, language, text, offset }: Hole,
  budgets: readonly number[],
) {
  const request = { id: `${path}:${offset}`, document: { path, language, text }, offset };
  // What the file on disk still has above the cursor must not help.
  engine.change(path, request.document);
  await engine.settled();
  await engine.learned(path, AbortSignal.timeout(300_000));
  try {
    return await engine.assemble(request, budgets, AbortSignal.timeout(300_000));
  } finally {
    engine.change(path, undefined);
  }
}

function timeOf([first]: readonly Assembled[]): number {
  const counted = (first?.trace.stages ?? []).filter(({ stage }) => afterHole.has(stage));
  return counted.reduce((sum, { ms }) => sum + ms, 0);
}

const afterHole: ReadonlySet<string> = new Set(['gather', 'select', 'lay out']);

interface Kept {
  readonly item: ContextItem;
  readonly level: Level;
  readonly text: string;
}

/** A bare name is no declaration: it covers nothing. */
export function keptPieces(kept: readonly Kept[]): ShownPiece[] {
  return kept.map(({ item: { symbol }, level, text }) => ({
    covers: level === 'name' ? [] : [{ path: symbol.path, ...symbol.range }],
    text,
  }));
}
