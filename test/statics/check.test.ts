import { afterAll, describe, expect, test } from 'vitest';
import { diskFiles, libFolderFor } from '../../server/host/type-engine-files.ts';
import { check, createTypeScriptEngine } from '../../server/statics/statics.ts';
import { fixture } from '../support/fixture.ts';

const shop = fixture(`
//- /tsconfig.json
{"compilerOptions": {"strict": true}}
//- /main.ts
interface Invoice { id: string; total: number }
const broken: number = 'already wrong';
function total(invoice: Invoice): number {
  return invoice.$0
}
`);
const modules = new URL('../../server/host/type-engine-files.ts', import.meta.url).href;
const engine = createTypeScriptEngine(diskFiles(libFolderFor(modules)));
afterAll(async () => {
  await engine.dispose();
  shop[Symbol.dispose]();
});

const { path, text } = shop.document;
const at = { start: shop.offset, end: shop.offset };
const verdictOf = (completion: string, file = path) =>
  check(
    engine,
    { path: file, text, completion: { range: at, text: completion }, ms: 60_000 },
    AbortSignal.timeout(60_000),
  );

describe('check', () => {
  test('finds nothing where nothing is added, whatever was wrong before', async () => {
    expect(await verdictOf('total;')).toEqual({ verdict: 'clean', diagnostics: [] });
  });

  test.each([
    ['id;', ["4:3 TS2322: Type 'string' is not assignable to type 'number'."]],
    ['sum;', ["4:18 TS2339: Property 'sum' does not exist on type 'Invoice'."]],
    ['total);', ["4:23 TS1005: ';' expected."]],
    [
      "total; const more: number = 'again';",
      ["4:31 TS2322: Type 'string' is not assignable to type 'number'."],
    ],
  ])('%s adds errors', async (completion, diagnostics) => {
    const found = await verdictOf(completion);
    expect(found.verdict).toBe('adds errors');
    expect(found.diagnostics).toEqual(expect.arrayContaining(diagnostics));
  });

  test('leaves unchecked what no engine handles, and what is not done in time', async () => {
    expect((await verdictOf('x', '/r/a.py')).verdict).toBe('unchecked');
    const completion = { range: at, text: 'total ;' };
    const late = check(engine, { path, text: `${text} `, completion, ms: 0 }, AbortSignal.timeout(60_000));
    expect((await late).verdict).toBe('unchecked');
  });
});
