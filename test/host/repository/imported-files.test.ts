import { expect, test } from 'vitest';
import { ImportedFiles } from '../../../server/host/repository/imported-files.ts';
import { CodeIndex } from '../../../server/index/index.ts';

/** What is wanted of these files once it is known what one of them imports. */
function wanted(files: readonly string[], path: string, modules: readonly string[]): string[] {
  const index = new CodeIndex();
  const imports = modules.map((module) => ({ module, names: [], range: { start: 0, end: 0 } }));
  index.put(path, { language: '', symbols: [], references: [], chunks: [], imports });
  const imported = new ImportedFiles(index);
  imported.setFiles([path, ...files]);
  const [, ...others] = imported.want([path]);
  return others;
}

test('what is imported beside a file is found exactly, however many files have its name', () => {
  const files = [
    '/w/src/zip/index.ts',
    '/w/src/zip/zip.test.ts',
    '/w/src/jsx/stream.test.tsx',
    '/w/src/jsx/stream.ts',
    '/w/src/stream/index.ts',
    '/w/src/app.d.ts',
  ];
  expect(wanted(files, '/w/src/zip/index.test.ts', ['.', '../stream', '../app.js'])).toEqual([
    '/w/src/zip/index.ts',
    '/w/src/stream/index.ts',
    '/w/src/app.d.ts',
  ]);
  expect(wanted(['/w/a/deep/rates.py', '/w/a/rates.py'], '/w/a/deep/bill.py', ['..rates'])).toEqual([
    '/w/a/rates.py',
  ]);
});

test('what leads elsewhere is sought by its last name, the nearest first', () => {
  const files = ['/w/far/off/deep/rates.ts', '/w/libs/rates.ts', '/w/app/src/rates.ts'];
  expect(wanted(files, '/w/app/bill.ts', ['@shop/rates', 'react'])).toEqual([
    '/w/app/src/rates.ts',
    '/w/libs/rates.ts',
  ]);
});
