import { expect, test } from 'vitest';
import { fixture } from '../../support/fixture.ts';
import { never, newEngine, strictConfig } from './engine-fixture.ts';

const codes = Array.from({ length: 30 }, (_, at) => `'SOME_LONG_NAME_OF_A_CODE_${at}'`).join(' | ');

test.each([
  [
    `declare function fail(options: { code: ${codes}; message?: string }): void;\nfail($0)`,
    { least: 1, most: 1 },
  ],
  [`declare function fail(code: ${codes}, ...more: string[]): void;\nfail('x', $0)`, { least: 1 }],
  [
    `class Failure { constructor(code: ${codes}, why?: string) {} }\nnew Failure('$0')`,
    { least: 1, most: 2 },
  ],
])('a long type of a parameter is one parameter (%#)', async (source, expected) => {
  using files = fixture(`//- /main.ts\n${source}\n${strictConfig}`);
  const engine = newEngine();
  const { path, text } = files.document;
  const hole = await engine.hole({ path, text, offset: files.offset, only: 'legal' }, never);
  const { index: _, ...call } = hole!.call!;
  expect(call).toEqual(expected);
  await engine.dispose();
});
