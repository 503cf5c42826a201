import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { EmbeddedModel } from '../../server/host/embedded-model.ts';
import { Learning } from '../../server/host/learning.ts';
import { CodeIndex } from '../../server/index/index.ts';
import { type Fixture, fixture } from '../support/fixture.ts';

/** What a model holds, as paths from the root, while it learns and forgets. */
function learning(made: Fixture, most: number) {
  const held = new Set<string>();
  const model: Pick<EmbeddedModel, 'learn' | 'forget'> = {
    learn: async (files) => {
      for (const { path } of files) held.add(path.slice(made.root.length + 1));
    },
    forget: (path) => void held.delete(path.slice(made.root.length + 1)),
  };
  const index = new CodeIndex();
  for (const name of made.files.keys()) {
    index.put(made.path(name), { language: '', symbols: [], imports: [], references: [], chunks: [] });
  }
  const learner = new Learning(model as EmbeddedModel, index, made.root, most);
  return { learner, held };
}

const files = ['a/one.ts', 'a/two.ts', 'b/one.ts', 'b/two.ts'];
const made = () => fixture(files.map((name) => `//- /${name}\n12345678\n`).join(''));

describe('the embedded model', () => {
  test('learns everything of the package where there is room', async () => {
    using all = made();
    const { learner, held } = learning(all, 1_000);
    await learner.around(all.path('a/one.ts'));
    expect([...held].toSorted()).toEqual(files);
  });

  test('keeps what is nearest, and moves along with the person', async () => {
    using all = made();
    const { learner, held } = learning(all, 20);
    await learner.around(all.path('a/one.ts'));
    expect([...held].toSorted()).toEqual(['a/one.ts', 'a/two.ts']);
    await learner.around(all.path('b/one.ts'));
    expect([...held].toSorted()).toEqual(['b/one.ts', 'b/two.ts']);
    await learner.around(all.path('a/two.ts'));
    expect([...held].toSorted()).toEqual(['a/one.ts', 'a/two.ts']);
  });

  test('makes room for a file that grew, and lets go of one that is too large', async () => {
    using all = made();
    const { learner, held } = learning(all, 20);
    await learner.around(all.path('a/one.ts'));
    writeFileSync(all.path('a/two.ts'), '1234567890123456\n');
    learner.changed(all.path('a/two.ts'));
    await learner.around(all.path('a/two.ts'));
    expect([...held]).toEqual(['a/two.ts']);
    writeFileSync(all.path('a/two.ts'), '1'.repeat(50));
    learner.changed(all.path('a/two.ts'));
    await learner.around(all.path('a/one.ts'));
    expect([...held]).not.toContain('a/two.ts');
  });
});
