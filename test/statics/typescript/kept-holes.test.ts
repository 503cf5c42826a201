import { afterAll, expect, test } from 'vitest';
import { fixture } from '../../support/fixture.ts';
import { engineKind, never, newEngine, strictConfig } from './engine-fixture.ts';

const engines = [newEngine(), newEngine()] as const;
afterAll(() => Promise.all(engines.map((engine) => engine.dispose())));

const source = `${strictConfig}
//- /other.ts
export interface Line { text: string }
export const lines: Line[] = [];
//- /main.ts
import { lines, type Line } from './other';
function first(): Own { return { line: lines[0]! }; }
const one: Own = $0;
interface Own { line: Line }
function send(line: Line): void {}
`;

test('while a word grows the hole is what it is when it is asked for anew', async () => {
  using files = fixture(source);
  const { path, text } = files.document;
  const [kept, fresh] = engines;
  for (const word of ['f', 'fi', 'first', 'fir', '']) {
    const typed = text.slice(0, files.offset) + word + text.slice(files.offset);
    const query = { path, text: typed, offset: files.offset + word.length };
    fresh.change(path, `${typed} `);
    fresh.change(files.path('other.ts'), `${files.files.get('other.ts')}\n// ${word}`);
    expect(await kept.hole(query, never), word).toEqual(await fresh.hole(query, never));
  }
});

test('a hole that was kept goes when another file changes', async () => {
  using files = fixture(source);
  const engine = newEngine(engineKind);
  const query = { ...files.document, offset: files.offset };
  await engine.hole(query, never);
  engine.change(files.path('other.ts'), 'export type Line = number; export const lines: Line[] = [];');
  const hole = await engine.hole(query, never);
  await engine.dispose();
  expect(hole?.typingContext).toContainEqual({ name: 'lines', type: 'number[]' });
});

test('the path of a module is told without asking for types', async () => {
  using files = fixture(`${strictConfig}
//- /main.ts
import { a } from './$0ot`);
  const [engine] = engines;
  const { path, text } = files.document;
  const hole = await engine.hole({ path, text, offset: files.offset }, never);
  expect(hole?.kind).toBe('module path');
});

test('the heads of what exports yield are told after any question', async () => {
  using files = fixture(`${strictConfig}
//- /made.ts
import type { Line } from './other';
declare const line: Line;
export const makeLines = async () => [line];
export const size = 1;
//- /other.ts
export interface Line { text: string }
//- /main.ts
import { makeLines } from './made';
makeLines$0`);
  const engine = newEngine();
  const { path, text } = files.document;
  const names = ['makeLines', 'size'].map((name) => ({
    name,
    start: files.files.get('made.ts')!.indexOf(`export const ${name}`),
  }));
  const query = { path: files.path('made.ts'), names };
  expect(await engine.heads(query, never)).toEqual([]);
  await engine.hole({ path, text, offset: files.offset }, never);
  await engine.diagnostics({ path, text }, never);
  expect(await engine.heads(query, never)).toEqual([['Line'], []]);
  await engine.dispose();
});
