/** One construct that is not closed hides little of what else a file declares, in every language. */

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mended } from '../../server/syntax/mended.ts';
import { languageOf } from '../../server/text/text.ts';
import { runs } from '../support/long.ts';
import { factsIn } from './outline.ts';

const folder = 'test/fixtures/languages';
const sources = globSync('*/*.*', { cwd: folder })
  .filter((name) => !name.endsWith('.outline'))
  .toSorted();
const unclosed = ['call(', 'x = [1,', 'if (a) {', 'f(a, b'];
/** Of what a file declares, on average over the places: Kotlin, whose grammar gives up soonest, keeps 83 to 88 of 100. */
const least = 0.8;
const places = runs(8, 60);

const indentOf = (line = '') => /^\s*/.exec(line)?.[0] ?? '';
const namesIn = async (text: string, language: string) =>
  (await factsIn(text, language)).symbols.map(({ name }) => name);

/** The text with one more line in it, indented as one would write it there. */
function withLine(lines: readonly string[], at: number, written: string): string {
  const before = indentOf(lines.slice(0, at).findLast((line) => line.trim() !== ''));
  const behind = indentOf(lines.slice(at).find((line) => line.trim() !== ''));
  const indent = behind.length > before.length ? behind : before;
  return [...lines.slice(0, at), indent + written, ...lines.slice(at)].join('\n');
}

function shareKept(names: readonly string[], found: readonly string[]): number {
  const left = [...found];
  const kept = names.filter((name) => {
    const at = left.indexOf(name);
    if (at !== -1) left.splice(at, 1);
    return at !== -1;
  });
  return kept.length / names.length;
}

test.each(sources)('%s keeps its symbols behind an unclosed construct', async (name) => {
  const text = readFileSync(join(folder, name), 'utf8');
  const language = languageOf(name.replace(/\.txt$/, ''), text);
  const names = await namesIn(text, language);
  const lines = text.split('\n');
  const shares: number[] = [];
  for (let place = 0; place < places; place++) {
    const at = Math.floor(((place + 0.5) / places) * lines.length);
    const broken = withLine(lines, at, unclosed[place % unclosed.length] ?? '');
    expect(mended(broken, language)).toHaveLength(broken.length);
    shares.push(shareKept(names, await namesIn(broken, language)));
  }
  expect(shares.reduce((sum, share) => sum + share, 0) / places).toBeGreaterThan(least);
});

test('what is declared behind an unclosed bracket is found', async () => {
  const python = 'def a():\n    return f(1,\n\nclass B:\n    def c(self):\n        pass\n';
  expect(await namesIn(python, 'python')).toEqual(['a', 'B', 'c']);
  const ruby = 'class A\n  def b\n    if x\n      y(\n  end\n\n  def c\n  end\nend\n\nclass D\nend\n';
  expect(await namesIn(ruby, 'ruby')).toEqual(['A', 'b', 'c', 'D']);
  const script = 'function a() {\n  if (b) {\n}\n\nexport function c() {}\n';
  expect(await namesIn(script, 'typescript')).toEqual(['a', 'c']);
});

test.each([
  ['python', 'class A:\n    def b(self):\n        return [\n            1,\n        ]\n'],
  ['csharp', 'enum A {\n    B,\n#if C\n    D,\n#endif\n}\nclass E {\n#region F\n    void G() {\n    }\n}\n'],
  [
    'java',
    'class A {\n  void b()\n      throws C {\n    if (d\n        || e) {\n      f();\n    }\n  }\n}\n',
  ],
  ['c', 'int a(int b,\n      int c) {\n    return b;\n}\n'],
  ['kotlin', 'val a = b\n  // Why.\n  .map {\n    it\n  }\n\nfun c() {}\n'],
])('a text of %s in which nothing is open stays as it is', (language, text) => {
  expect(mended(text, language)).toBe(text);
});
