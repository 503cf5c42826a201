import { afterAll, expect, test } from 'vitest';
import { SharedTypeEngines } from '../../../server/host/type-engine/shared-type-engines.ts';
import { fixture } from '../../support/fixture.ts';

const files = fixture(`
//- /package.json
{"workspaces": ["packages/*"]}
//- /packages/a/package.json
{"name": "a"}
//- /packages/a/main.ts
const a: number = $0
//- /packages/b/package.json
{"name": "b"}
//- /packages/b/main.ts
const b: string = 
`);
afterAll(() => files[Symbol.dispose]());
const signal = new AbortController().signal;

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('two folders of a repository have one type engine, until both are closed', async () => {
  const engines = new SharedTypeEngines();
  const [a, b] = [
    engines.lease(files.path('packages/a'), 'auto'),
    engines.lease(files.path('packages/b'), 'auto'),
  ];
  const other = { path: files.path('packages/b/main.ts'), text: 'const b: string = ', offset: 18 };
  expect((await a.hole({ ...files.document, offset: files.offset }, signal))?.expectedType?.name).toBe(
    'number',
  );
  expect((await b.hole(other, signal))?.expectedType?.name).toBe('string');
  expect(a.pids).toEqual(b.pids);
  const [pid = 0] = a.pids;
  await a.dispose();
  await a.dispose();
  expect((await b.hole(other, signal))?.expectedType?.name).toBe('string');
  await b.dispose();
  expect(isAlive(pid)).toBe(false);
});
