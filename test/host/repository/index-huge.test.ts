import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRepositoryIndex } from '../../../server/host/repository/repository-index.ts';
import { freshFolder, indexed, storeAt } from '../../support/indexing.ts';
import { runs } from '../../support/long.ts';

const total = runs(600, 100_000);

/** Small files in packages, each importing one of another folder. */
function write(root: string): string[] {
  const paths = Array.from({ length: total }, (_, at) =>
    join(root, `p${at % 50}`, `d${Math.floor(at / 50) % 40}`, `f${at}.ts`),
  );
  for (const [at, path] of paths.entries()) {
    mkdirSync(join(path, '..'), { recursive: true });
    const other = (at * 7_919) % total;
    writeFileSync(
      path,
      `import { make${other} } from '../../p${other % 50}/d${Math.floor(other / 50) % 40}/f${other}.ts';\n` +
        `export function make${at}(size: number): number {\n  return make${other}(size + ${at});\n}\n`,
    );
  }
  return paths;
}

test('a large tree is stopped at once, indexed, reopened without parsing, and followed', async () => {
  using folder = freshFolder();
  const root = join(folder.path, 'tree');
  const paths = write(root);
  await using store = storeAt(join(folder.path, 'store'));
  const stop = new AbortController();
  const { catalogue } = store;
  const stopped = createRepositoryIndex({ root, catalogue, indexSize: 1_000, stopIndexing: stop.signal });
  stop.abort(new Error('enough'));
  await expect(stopped.indexed).rejects.toThrow('enough');
  await stopped.dispose();

  {
    await using first = await indexed(root, store);
    expect(first.repository.index.statistics()).toMatchObject({ files: total, symbols: total });
    // 20 KB a file is what 300 MB for 10,000 files leave to the index itself.
    expect(first.repository.index.statistics().bytes / total).toBeLessThan(20_000);
  }
  await using second = await indexed(root, store);
  const { repository } = second;
  expect([second.parsed, repository.index.files().length]).toEqual([0, total]);
  const last = paths.at(-1)!;
  writeFileSync(last, 'export const another = 1;\n');
  expect(await repository.changedOnDisk('everything')).toEqual([last]);
  expect(repository.index.symbolsNamed('another').map(({ path }) => path)).toEqual([last]);
}, 900_000);
