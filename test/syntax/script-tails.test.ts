/** No file loses its tail: what TypeScript's navigation finds at the top of real files is among their symbols. */

import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { languageOf } from '../../server/text/text.ts';
import { topLevelNames } from '../support/navigation.ts';
import { runs } from '../support/long.ts';
import { factsIn } from './outline.ts';

const files = ['@reduxjs/toolkit/src', 'rxjs/src'].flatMap((folder) =>
  globSync(`node_modules/${folder}/**/*.ts`).toSorted(),
);
const step = runs(6, 1);
const chosen = files.filter((path, at) => at % step === 0 || path.endsWith('createSlice.ts'));

test(`every name that ${chosen.length} real files declare at the top is a symbol`, async () => {
  const lost: string[] = [];
  for (const path of chosen) {
    const text = readFileSync(path, 'utf8');
    const { symbols } = await factsIn(text, languageOf(path, text));
    const found = new Set(symbols.map(({ name }) => name));
    lost.push(
      ...topLevelNames(path, text)
        .filter((name) => !found.has(name))
        .map((name) => `${path}: ${name}`),
    );
  }
  expect(chosen.length).toBeGreaterThan(30);
  expect(lost).toEqual([]);
});

test('what stands behind an overload with generic defaults is found', async () => {
  const text = `interface Creator<C = {}> {
  <R, A = void>(a: R): Made<R, A>
  <R, A, T extends C = {}>(a: R): Made<R, T>
  withTypes<T extends C>(): Creator<T>
}
export function behind() {}
`;
  const { symbols } = await factsIn(text, 'typescript');
  expect(symbols.map(({ name }) => name)).toEqual(['Creator', 'withTypes', 'behind']);
});
