import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { loadGrammars } from '../../../server/host/parsing/grammars.ts';

const languages = ['typescript', 'typescriptreact', 'javascript', 'javascriptreact', 'python'];
const source = new URL('../../../server/host/parsing/grammars.ts', import.meta.url).href;

test('every language has its grammar, loaded once; others have none', async () => {
  const grammarOf = loadGrammars(source);
  const names = await Promise.all(languages.map(async (language) => (await grammarOf(language))?.name));
  expect(names).toEqual(['typescript', 'tsx', 'javascript', 'javascript', 'python']);
  expect(await grammarOf('javascript')).toBe(await grammarOf('javascriptreact'));
  expect(await grammarOf('plaintext')).toBeUndefined();
});

test('beside a bundle everything lies in `grammars/`', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'keyhole-bundle-'));
  cpSync('grammars', join(folder, 'grammars'), { recursive: true });
  copyFileSync('node_modules/web-tree-sitter/web-tree-sitter.wasm', join(folder, 'web-tree-sitter.wasm'));
  for (const name of ['typescript', 'tsx', 'javascript', 'python']) {
    const manifest = JSON.parse(readFileSync(`grammars/${name}/grammar.json`, 'utf8'));
    copyFileSync(
      `node_modules/${manifest.package}/${manifest.wasm}`,
      join(folder, 'grammars', name, manifest.wasm),
    );
    expect(readFileSync(`node_modules/${manifest.package}/${manifest.licence}`, 'utf8')).toContain('MIT');
  }
  const grammarOf = loadGrammars(pathToFileURL(join(folder, 'keyhole.js')).href);
  for (const language of languages) expect(await grammarOf(language)).toBeDefined();
  rmSync(folder, { recursive: true, force: true });
});
