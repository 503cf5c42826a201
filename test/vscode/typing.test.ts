/** Real keystrokes at human speed into a real repository: how soon ghost text comes, and what it costs the editor. */

import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { fixture } from '../support/fixture.ts';
import { runs } from '../support/long.ts';
import { projectRoot } from '../support/sources.ts';
import { logOf, openReady, openShop, soon } from './shop.ts';
import {
  ghostTimes,
  quantile,
  residentOf,
  scriptOf,
  stretchesOf,
  typeAsAPerson,
  watchGhostText,
} from './typist.ts';

/** The extension's own deadlines, not those of the other tests. */
const impatient = {
  'keyhole.confidence': 0,
  'keyhole.typeDeadline': 150,
  'keyhole.sourceDeadline': 150,
  'keyhole.checkDeadline': 1_000,
};

/** Milliseconds of processor time of our own code, in one go, in the process that all extensions share. */
const longestStretch = 16;
const extensionPath = fileURLToPath(new URL('./fixtures/profiler', import.meta.url));
const imports = `import { Observable } from '../Observable';
import { OperatorFunction, MonoTypeOperatorFunction } from '../types';
import { operate } from '../util/lift';
import { createOperatorSubscriber } from './OperatorSubscriber';

`;

/** Milliseconds by stage of what the model was asked for, as the log tells: `34 ms (locate 2, generate 5); asked`. */
function stagesIn(log: string): Map<string, number[]> {
  const stages = new Map<string, number[]>();
  for (const [, all = ''] of log.matchAll(/ ms \(([^)]*)\); asked/g))
    for (const [, stage = '', ms] of all.matchAll(/([a-z ]+?) (\d+)(?:, |$)/g))
      stages.set(stage, [...(stages.get(stage) ?? []), Number(ms)]);
  return stages;
}

const megabytes = (bytes: number): number => Math.round(bytes / 1e5) / 10;

test('typing is answered, and holds nobody up', async () => {
  const { keys, files } = scriptOf(runs(110, 3_000));
  using rxjs = fixture(`//- /internal/operators/typed.ts\n${imports}`);
  cpSync(join(projectRoot, 'node_modules/rxjs/src'), rxjs.root, { recursive: true });
  // Who finds the very text in the repository only copies it.
  for (const name of files) rmSync(rxjs.path(`internal/operators/${name}`));
  const profile = mkdtempSync(join(tmpdir(), 'keyhole-profile-'));
  const environment = { KEYHOLE_PROFILE: profile };
  // With every completion shown that adds no error there is much to measure.
  const settings = { ...impatient, 'editor.quickSuggestions': { other: 'off' } };
  await using workbench = await openShop({ workspace: rxjs.root, extensionPath, environment, settings });
  await openReady(workbench, 'internal/operators/typed.ts');
  await workbench.goTo(6, 1);
  await watchGhostText(workbench.page);
  const serverBefore = residentOf(workbench.userFolder);
  writeFileSync(join(profile, 'start'), '');
  await expect.poll(() => existsSync(join(profile, 'started')), soon).toBe(true);
  await typeAsAPerson(workbench.page, keys);
  const serverAfter = residentOf(workbench.userFolder);
  await workbench.screenshot('keyhole-typing');
  writeFileSync(join(profile, 'stop'), '');
  await expect.poll(() => existsSync(join(profile, 'done')), soon).toBe(true);
  const found = JSON.parse(readFileSync(join(profile, 'profile.json'), 'utf8'));
  const stretches = stretchesOf(found, /keyhole\.keyhole-[^/]*\/dist\//);
  const [longest = { own: 0, wall: 0 }] = stretches;
  const ghosts = await ghostTimes(workbench.page);
  const log = logOf(workbench);
  const { before, after } = found.memory;
  console.log(
    [
      `typing: ${keys.length} keys, ${ghosts.length} ghost texts, ${quantile(ghosts, 0.5)} / ${quantile(ghosts, 0.95)} ms from the key (p50 / p95)`,
      ...[...stagesIn(log)].map(
        ([stage, ms]) => `  ${stage}: ${quantile(ms, 0.5)} / ${quantile(ms, 0.95)} ms, ${ms.length} times`,
      ),
      `  ${log.match(/\d+ requests, \d+ calls[^\n]*/g)?.at(-1)}`,
      `  own work in the extension host: longest ${longest.own.toFixed(1)} ms (${longest.wall.toFixed(1)} by the clock) of ${stretches.length} stretches; heap ${megabytes(before)} to ${megabytes(after)} MB; the server ${megabytes(serverBefore)} to ${megabytes(serverAfter)} MB`,
    ].join('\n'),
  );
  expect(ghosts.length).toBeGreaterThan(keys.length / 60);
  expect(longest.own).toBeLessThanOrEqual(longestStretch);
  expect(after - before).toBeLessThan(100_000_000);
  // It stays where something was too long, for whoever wants to see what.
  rmSync(profile, { recursive: true });
}, 900_000);
