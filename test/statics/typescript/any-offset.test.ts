import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { TypeEngine } from '../../../server/statics/statics.ts';
import { anyDamage, damaged } from '../../support/damage.ts';
import { runs } from '../../support/long.ts';
import { projectRoot } from '../../support/sources.ts';
import { newEngine } from './engine-fixture.ts';

const packages = createRequire(import.meta.url);
const folderOf = (name: string) => dirname(packages.resolve(`${name}/package.json`));
const files = [
  join(folderOf('rxjs'), 'src/internal/Observable.ts'),
  join(folderOf('@reduxjs/toolkit'), 'src/createSlice.ts'),
  join(projectRoot, 'server/statics/typescript/probe.ts'),
];

/** Milliseconds after which a question counts as hanging, on the busiest machine. */
const deadline = 40_000;
const engine = newEngine();
afterAll(() => engine.dispose());

/** Asks, and holds the answer to what every answer has to be. */
async function ask(path: string, text: string, offset: number): Promise<void> {
  const start = performance.now();
  const hole = (await withDeadline(engine, { path, text, offset }))!;
  expect(performance.now() - start).toBeLessThan(deadline);
  expect(hole.kind).toBeTypeOf('string');
  const replaced = hole.replaces!;
  expect(0 <= replaced.start && replaced.start <= replaced.end && replaced.end <= text.length).toBe(true);
  for (const one of [...hole.relevantTypes, ...hole.relevantHeaders].filter((found) => found.path === path)) {
    expect(one.range.start).toBeLessThanOrEqual(one.range.end);
    expect(one.range.end).toBeLessThanOrEqual(text.length);
  }
  expect(hole.relevantTypes.length).toBeLessThanOrEqual(52);
  expect(JSON.stringify(hole).match(/.{0,60}_keyhole.{0,60}/)?.[0]).toBeUndefined();
}

function withDeadline(asked: TypeEngine, query: { path: string; text: string; offset: number }) {
  return asked.hole(query, AbortSignal.timeout(3 * deadline));
}

describe.each(files)('%s', (path) => {
  const text = readFileSync(path, 'utf8');
  const before = statSync(path);

  test('any offset is answered', { timeout: runs(120_000, 7_200_000) }, async () => {
    await engine.hole({ path, text, offset: 0 }, AbortSignal.timeout(100_000));
    const every = runs(0, text.length + 1);
    for (let offset = 0; offset < every; offset++) await ask(path, text, offset);
    const property = fc.asyncProperty(fc.nat(text.length), (offset) => ask(path, text, offset));
    await fc.assert(property, { numRuns: 25 });
  });

  test('any offset of damaged text is answered', { timeout: runs(120_000, 7_200_000) }, async () => {
    await fc.assert(
      fc.asyncProperty(anyDamage, fc.double({ min: 0, max: 1, noNaN: true }), async (damage, share) => {
        const asked = damaged(text, damage);
        await ask(path, asked, damage.what === 'none' ? 0 : Math.floor(share * asked.length));
      }),
      { numRuns: runs(25, 1500) },
    );
  });

  test('the file is as it was', () => {
    expect(readFileSync(path, 'utf8')).toBe(text);
    expect(statSync(path).mtimeMs).toBe(before.mtimeMs);
  });
});
