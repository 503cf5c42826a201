/** A person who types real code at human speed, and what the page and the extension host have to say about it. */

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { projectRoot } from '../support/sources.ts';

/** Code that somebody else has written. */
export interface Script {
  /** The keys that write it: editors indent by themselves. */
  readonly keys: string;
  /** The files of rxjs's operators that it is taken from. */
  readonly files: readonly string[];
}

export function scriptOf(count: number): Script {
  const folder = join(projectRoot, 'node_modules/rxjs/src/internal/operators');
  const files: string[] = [];
  let keys = '';
  for (const name of readdirSync(folder)) {
    const text = readFileSync(join(folder, name), 'utf8');
    const lines = text.slice(text.lastIndexOf('\nexport function')).split('\n');
    const code = lines
      .map((line) => line.trim())
      .filter((line) => line !== '' && !/^(\/\/|\/?\*)/.test(line));
    keys += `${code.join('\n')}\n`;
    files.push(name);
    if (keys.length >= count) break;
  }
  return { keys: keys.slice(0, count), files };
}

/** Milliseconds between keys: log-normal around 130, with a pause to think now and then; the same from run to run. */
export function* gaps(seed = 1): Generator<number> {
  let state = seed;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  for (;;) {
    const normal = Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
    yield random() < 0.06 ? 700 : Math.min(400, Math.exp(Math.log(130) + 0.4 * normal));
  }
}

export async function typeAsAPerson(page: Page, keys: string): Promise<void> {
  const rhythm = gaps();
  for (const key of keys) {
    await page.keyboard.press(key === '\n' ? 'Enter' : key === ' ' ? 'Space' : key);
    await sleep(rhythm.next().value ?? 0);
  }
}

/** Notes in the page when keys are struck and when new ghost text is drawn. */
export function watchGhostText(page: Page): Promise<void> {
  return page.evaluate(`(() => {
    window.typing = { keys: [], ghosts: [] };
    let last = '';
    addEventListener('keydown', () => typing.keys.push(performance.now()), true);
    new MutationObserver(() => {
      const text = [...document.querySelectorAll('.ghost-text-decoration, .ghost-text')].map((node) => node.textContent).join('');
      if (text !== '' && !last.endsWith(text)) typing.ghosts.push(performance.now() - typing.keys.at(-1));
      last = text;
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  })()`);
}

/** Milliseconds from the last key to each new ghost text. */
export async function ghostTimes(page: Page): Promise<number[]> {
  return page.evaluate<number[]>('window.typing.ghosts');
}

interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly url: string; readonly functionName: string };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
  readonly startTime: number;
}

/** What the profiler extension writes: all times in microseconds of one clock. */
export interface Profiled {
  readonly profile: Profile;
  /** When it was looked at, and the processor time that the thread had had by then; none where nobody tells. */
  readonly processor: readonly (readonly [at: number, used: number])[];
}

/** Milliseconds of a stretch: by the clock, and of processor time. */
export interface Stretch {
  readonly wall: number;
  readonly own: number;
}

/**
 * Each stretch in which the extension host did nothing but work of these files, longest first. A thread that waits for
 * a processor, or for another thread of the runtime, is sampled as well: what counts is the processor time that it had.
 */
export function stretchesOf({ profile, processor }: Profiled, files: RegExp): Stretch[] {
  const { samples, timeDeltas, startTime } = profile;
  const isOwn = ownNodes(profile, files);
  const stretches: Stretch[] = [];
  let now = startTime;
  let from: number | undefined;
  for (const [at, id] of samples.entries()) {
    const before = now;
    now += timeDeltas[at] ?? 0;
    if (isOwn(id)) from ??= before;
    else if (from !== undefined) {
      stretches.push(stretch(from, before, processor));
      from = undefined;
    }
  }
  if (from !== undefined) stretches.push(stretch(from, now, processor));
  return stretches.toSorted((a, b) => b.own - a.own);
}

function stretch(from: number, to: number, processor: Profiled['processor']): Stretch {
  const wall = (to - from) / 1_000;
  const first = processor.findLast(([at]) => at <= from);
  const last = processor.find(([at]) => at >= to);
  return { wall, own: first && last ? Math.min(wall, (last[1] - first[1]) / 1_000) : wall };
}

/** Tells of each node whether it, or what called it, is of these files. */
function ownNodes({ nodes }: Profile, files: RegExp): (id: number | undefined) => boolean {
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const own = new Map<number, boolean>();
  const isOwn = (id: number | undefined): boolean => {
    if (id === undefined) return false;
    const known = own.get(id) ?? (files.test(byId.get(id)?.callFrame.url ?? '') || isOwn(parents.get(id)));
    own.set(id, known);
    return known;
  };
  return isOwn;
}

/** Resident bytes of the language server of the workbench whose data lie in this folder. */
export function residentOf(userFolder: string): number {
  const lines = execFileSync('ps', ['-A', '-o', 'rss=,args='], { encoding: 'utf8' }).split('\n');
  const own = lines.find((line) => line.includes(userFolder) && line.includes('language-server.js'));
  return 1_024 * Number.parseInt(own ?? '0', 10);
}

export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0);
}
