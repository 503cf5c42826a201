import { afterAll, describe, expect, test } from 'vitest';
import { diskFiles, libFolderFor } from '../../server/host/type-engine/type-engine-files.ts';
import {
  check,
  type Checked,
  type CheckRequest,
  createTypeScriptEngine,
} from '../../server/statics/statics.ts';
import { lineColumnAt } from '../../server/text/text.ts';
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
const modules = new URL('../../server/host/type-engine/type-engine-files.ts', import.meta.url).href;
const engine = createTypeScriptEngine(diskFiles(libFolderFor(modules)));
afterAll(async () => {
  await engine.dispose();
  shop[Symbol.dispose]();
});

const { path, text } = shop.document;
const at = { start: shop.offset, end: shop.offset };
const request = { path, text, dependants: [], ms: 60_000 };
const verdictOf = (completion: string, changed: Partial<CheckRequest> = {}) =>
  check(
    engine,
    { ...request, edits: [{ range: at, text: completion }], ...changed },
    AbortSignal.timeout(60_000),
  );
const linesOf = (checked: Checked) =>
  checked.verdict === 'adds errors'
    ? checked.errors.map(({ range, code, message, text: own }) => {
        const { line, column } = lineColumnAt(own, range.start);
        return `${line}:${column} TS${code}: ${message}`;
      })
    : [];

describe('check', () => {
  test('finds nothing where nothing is added, whatever was wrong before', async () => {
    expect(await verdictOf('total;')).toEqual({ verdict: 'clean' });
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
    expect(linesOf(found)).toEqual(expect.arrayContaining(diagnostics));
  });

  test('finds what is still missing where the hole was missing the same before', async () => {
    const own = text.replace('return invoice.', 'const sum = ');
    const place = own.indexOf('const sum = ') + 'const sum = '.length;
    const edit = (completion: string) => ({
      text: own,
      edits: [{ range: { start: place, end: place }, text: completion }] as const,
    });
    expect(linesOf(await verdictOf('', edit('invoice.total + ;')))).toEqual([
      '4:31 TS1109: Expression expected.',
    ]);
    expect(linesOf(await verdictOf('', edit('invoice.total +')))).toEqual([
      '5:1 TS1109: Expression expected.',
    ]);
    expect(await verdictOf('', edit('invoice.total'))).toEqual({ verdict: 'clean' });
  });

  test.each([
    ['invoice.total +', '  send();'],
    ['await', '  send();'],
    ['() =>', '  send();'],
    ['invoice.total + // more', '\n  (send)();'],
  ])('finds that %j would take in the next line, %j', async (completion, next) => {
    const own = text.replace('return invoice.', `const sum = ;\n${next}\n`);
    const start = own.indexOf('const sum = ') + 'const sum = '.length;
    const edits = [{ range: { start, end: start + 1 }, text: completion }] as const;
    expect(linesOf(await verdictOf('', { text: own, edits }))).toEqual([
      expect.stringMatching(/^[56]:3 TS1109: Expression expected: the next line would be taken in\.$/),
    ]);
  });

  test.each([
    ['  const sum =\n    $;\n    1;\n', 'invoice.total +'],
    ['  const sum =\n  $;\n  1;\n', 'invoice.total +'],
    ['  const sum = $;\n    1;\n', 'invoice.total +'],
    ['  const sum = `\n  $;\n  total`;\n', 'more +'],
    ['  if ($;)\n  send();\n', 'invoice.total + 1'],
  ])('lets a text go on where it does: %j', async (around, completion) => {
    const own = text.replace('  return invoice.\n', `  const send = () => 1;\n${around}  return 1;\n`);
    const start = own.indexOf('$;');
    const edits = [{ range: { start, end: start + 2 }, text: completion }] as const;
    expect(await verdictOf('', { text: own, edits })).toEqual({ verdict: 'clean' });
  });

  test('leaves unchecked what no engine handles, and what is not done in time', async () => {
    expect((await verdictOf('x', { path: '/r/a.py' })).verdict).toBe('unchecked');
    const late = await verdictOf('total ;', { text: `${text} `, ms: 0 });
    expect(late).toEqual({ verdict: 'unchecked', why: expect.stringContaining('0 ms') });
  });
});

describe('what depends on the file', () => {
  const importing = {
    path: shop.path('window.ts'),
    text: "import { rate } from './main';\nrate.toFixed();\n",
  };
  const exported = `${text}\nexport const rate = 1`;
  const end = { start: exported.length, end: exported.length };

  test('is checked with the completion in place', async () => {
    const changed = { text: exported, dependants: [importing] };
    expect(await verdictOf(' + 1;', { ...changed, edits: [{ range: end, text: ' + 1;' }] })).toEqual({
      verdict: 'clean',
    });
    const broken = await verdictOf('', { ...changed, edits: [{ range: end, text: ' > 2;' }] });
    expect(broken).toMatchObject({
      verdict: 'adds errors',
      errors: [{ path: importing.path, place: 'dependant', code: 2339 }],
    });
  });
});
