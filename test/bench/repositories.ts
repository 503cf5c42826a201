/** Real repositories to measure on: installed packages that ship their sources, copied, and this one. */

import { cpSync, existsSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { projectRoot } from '../support/sources.ts';

export interface Repository {
  readonly name: string;
  readonly root: string;
  [Symbol.dispose](): void;
}

/** The folders given, or else three repositories that are always at hand. */
export function repositories(folders: readonly string[]): Repository[] {
  if (folders.length > 0)
    return folders.map((folder) => ({
      name: basename(folder),
      root: resolve(folder),
      [Symbol.dispose]() {},
    }));
  return [
    installed('rxjs'),
    installed('@reduxjs/toolkit'),
    { name: 'keyhole', root: projectRoot.replace(/\/$/, ''), [Symbol.dispose]() {} },
  ];
}

/** A package's sources in a folder of their own, with its dependencies within reach. */
export function installed(name: string): Repository {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'keyhole-bench-')));
  const from = join(projectRoot, 'node_modules', name);
  for (const part of ['src', 'package.json', 'tsconfig.json']) {
    if (existsSync(join(from, part))) cpSync(join(from, part), join(root, part), { recursive: true });
  }
  if (!existsSync(join(root, 'tsconfig.json'))) writeFileSync(join(root, 'tsconfig.json'), tsconfig);
  symlinkSync(join(projectRoot, 'node_modules'), join(root, 'node_modules'));
  return { name, root, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}

const tsconfig = JSON.stringify({
  compilerOptions: {
    target: 'es2022',
    module: 'esnext',
    moduleResolution: 'bundler',
    lib: ['es2022', 'dom'],
    jsx: 'react-jsx',
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    types: [],
  },
  include: ['src'],
});
