import { describe, expect, test } from 'vitest';
import { openGuard } from '../../server/monitors/monitors.ts';
import type { Hole } from '../../server/statics/statics.ts';
import { locate, Trees } from '../../server/syntax/syntax.ts';
import { never } from '../statics/typescript/engine-fixture.ts';
import { grammarOf } from '../syntax/outline.ts';
import { follow, guarded, patient } from './guarding.ts';

const invoice = `
interface Invoice { total: number; totalTax: number; id: string; #x?: number; lines: Line[] }
interface Line { price: number; label: string }
declare const invoice: Invoice;
declare const maybe: Invoice | undefined;
`;

const shapes = `
interface Circle { kind: 'circle'; radius: number }
interface Square { kind: 'square'; side: number }
type Shape = Circle | Square;
declare function draw(shape: Shape): void;
declare function tint(kind: Shape['kind']): void;
declare const shape: Shape;
enum Mode { Fast, Slow, Off }
declare const mode: Mode;
declare function run(mode: Mode): void;
declare function on(event: 'open' | 'close'): void;
declare function on(event: string): void;
declare function each(times: number, then: (shape: Shape) => void): void;
declare function halt(mode: Mode.Off | Mode.Slow): void;
`;

describe('members', () => {
  test.each([
    ['invoice.$0', ['total', ' * 2'], 'passes'],
    ['invoice.$0', ['tot', 'alTax;'], 'passes'],
    ['invoice.$0', ['sum'], '| members: sum'],
    ['invoice.$0', ['total', 'ity + 1'], '| members: totality'],
    ['invoice.$0', ['tot', '('], '| members: tot'],
    ['invoice.$0', ['tot'], '| ends within a name'],
    ['invoice.to$0', ['tal;'], 'passes'],
    ['invoice.to$0', ['total;'], '| members: total'],
    ['invoice.$0', ['('], '| members: ('],
    ['invoice.$0', ['toString()'], 'passes'],
    ['declare const bare: {}; bare.$0', ['total'], '| members: total'],
  ])('%s takes %j: %s', async (place, pieces, result) => {
    expect(await follow(`${invoice}${place}\n`, ...pieces)).toBe(result);
  });

  test.each([
    ['a token that holds the dot and the name', ['invoice.b']],
    ['a dot in one token and the name in the next', ['invoice', '.', 'b']],
    ['a bracket and the dot', ['(invoice).b']],
    ['a dot on a line of its own', ['invoice\n  ', '.b']],
    ['an optional chain', ['maybe?.b']],
  ])('%s is caught while the model writes on', async (_, pieces) => {
    expect(await follow(`${invoice}const x = $0;\n`, ...pieces)).toContain('members: b');
  });

  test('each name is held to the type of what stands before it', async () => {
    const place = `${invoice}const x = $0;\n`;
    expect(await follow(place, 'invoice.lines[0].pri', 'ce')).toBe('passes');
    expect(await follow(place, 'invoice.lines[0].total')).toBe('invoice.lines[0].| members: total');
    expect(await follow(place, 'invoice.lines.map((line) => line.', 'nothing)')).toContain(
      'members: nothing',
    );
  });

  test.each(["'invoice.b'", '`invoice.b`', '1.5', '/a.b/', '// invoice.b', '...invoice.lines', '[1.0, 2.5]'])(
    'what is no code sets nothing off: %s',
    async (text) => expect(await follow(`${invoice}const x = [$0];\n`, text)).toBe('passes'),
  );

  test('an optional chain may go on with a bracket', async () => {
    expect(await follow(`${invoice}const x = $0;\n`, 'maybe?.[', "'id']")).toBe('passes');
  });

  test('nothing is taken of what is unknown', async () => {
    expect(await follow('declare const some: unknown;\nconst x = $0;\n', 'some?.length')).toBe(
      'some| receivers: ?.',
    );
  });

  test('a state that control flow ruled out has other members', async () => {
    const place = `${shapes}if (shape.kind === 'circle') { shape.$0 }\n`;
    expect(await follow(place, 'radius')).toBe('passes');
    expect(await follow(place, 'side')).toBe('| members: side');
  });

  test('a class has its own private names', async () => {
    const place = 'class Till { #sum = 1; total() { return this.$0 } }\n';
    expect(await follow(place, '#', 'sum')).toBe('passes');
    expect(await follow(place, '#', 'some')).toBe('| members: #some');
  });

  test('what two things have in common is legal, and be it nothing', async () => {
    const either = 'declare const either: { a: number } | { b: number };\n';
    expect(await follow(`${either}const x = either.$0;\n`, 'a')).toBe('| members: a');
  });

  test('an open list forbids nothing', async () => {
    const index = 'declare const record: { a: number; [key: string]: number };\ndeclare const any: any;\n';
    expect(await follow(`${index}record.$0`, 'other')).toBe('passes');
    expect(await follow(`${index}any.$0`, 'other')).toBe('passes');
    expect(await follow(`${index}const x = $0`, 'missing.other')).toBe('passes');
  });
});

describe('values', () => {
  test.each([
    ["const s: Shape['kind'] = $0", ["'circ", "le'"], 'passes'],
    ["const s: Shape['kind'] = $0", ["'oval'"], "'| literal values: oval"],
    ['if (shape.kind === $0) {}', ['"square"'], 'passes'],
    ['if (shape.kind === $0) {}', ['"oval"'], '"| literal values: oval'],
    ["if (shape.kind === '$0') {}", ['oval'], '| literal values: oval'],
    ["switch (shape.kind) { case '$0' }", ['squ', 'are'], 'passes'],
    ['switch (shape.kind) { case $0 }', ["'no':"], "'| literal values: no"],
    ["shape['$0']", ['kind'], 'passes'],
    ['shape[$0]', ["'colour']"], "'| literal values: colour"],
    ['const t = $0', ["'anything at all'"], 'passes'],
    ['tint($0);', ["'square')"], 'passes'],
    ['tint($0);', ["'oval')"], "'| literal values: oval"],
    ['on($0);', ["'mine')"], 'passes'],
    ['switch (mode) { case Mode.$0 }', ['Slow:'], 'passes'],
    ['if (mode !== Mode.Slow) { if (mode === Mode.$0) {} }', ['Slow'], '| members: Slow'],
    ['if (mode !== Mode.Slow) { switch (mode) { case $0 } }', ['Mode.Slow'], 'Mode.| members: Slow'],
    ['if (mode !== Mode.Slow) { run(mode); run($0); }', ['Mode.Fast'], 'passes'],
    ['halt($0);', ['Mode.Fast'], 'Mode.| members: Fast'],
    ['const m: string = $0;', ['Mode.Fast.toString()'], 'passes'],
  ])('%s takes %j: %s', async (place, pieces, result) => {
    expect(await follow(`${shapes}${place}\n`, ...pieces)).toBe(result);
  });
});

describe('keys', () => {
  test.each([
    ["draw({ kind: 'circle', $0 })", ['radius: 1'], 'passes'],
    ["draw({ kind: 'circle', $0 })", ['side: 1'], '| object keys: side'],
    ["draw({ kind: 'circle', $0 })", ['kind: 1'], '| object keys: kind'],
    ["draw({ kind: 'circle', $0 })", ['...rest'], 'passes'],
    ["draw({ kind: 'circle', $0 })", ["['radius']: 1"], 'passes'],
    ["draw({ kind: 'circle', $0 })", ['async radius() {}'], '| object keys: async'],
    ['const x: Shape = { $0 }', ['"side": 1'], 'passes'],
    ['const x: Shape = { $0 }', ['"colour": 1'], '"| literal values: colour'],
    ['const x: { run(): void; stop: number } = { $0 }', ['async run() {}'], 'passes'],
    ['const x: { run(): void; stop: number } = { $0 }', ['async go'], 'async | object keys: go'],
    ['draw($0)', ["{ kind: 'square', ", 'rad'], "{ kind: 'square', | object keys: rad"],
    ['draw($0)', ["{ kind: 'square', ", 'side: 2 }'], 'passes'],
    ["if (shape.kind === 'circle') { const { $0 } = shape; }", ['radius'], 'passes'],
    ["if (shape.kind === 'circle') { const { $0 } = shape; }", ['side'], '| destructuring keys: side'],
    ['[shape].map($0);', ['({ kind', ' }) => kind)'], 'passes'],
    ['[shape].map($0);', ['({ colour }'], '({ | destructuring keys: colour'],
    ['[shape].map($0);', ['async ({ colour }'], 'async ({ | destructuring keys: colour'],
    ['each($0);', ['1, ({ kind, colour }'], '1, ({ kind, | destructuring keys: colour'],
    ['const x = { $0 }', ['a: [({ colour: 1 })]'], 'passes'],
  ])('%s takes %j: %s', async (place, pieces, result) => {
    expect(await follow(`${shapes}${place}\n`, ...pieces)).toBe(result);
  });

  test.each([
    ['<Box $0 />', ['wid', 'th={1}'], 'passes'],
    ['<Box $0 />', ['height={1}'], '| JSX attributes: height'],
    ['<Box $0 />', ['data-id="a"'], 'passes'],
    ['$0', ['<Box width={2} he'], '<Box width={2} | JSX attributes: he'],
    ['$0', ['<Box width={2} label="x" />'], 'passes'],
    ['<Box $0 />', ['tone="warm"'], 'passes'],
    ['<Box $0 />', ['tone="hot"'], 'tone="| literal values: hot'],
    ['<Box tone="$0" />', ['co', 'ol'], '| literal values: cool'],
  ])('in a tag: %s takes %j: %s', async (place, pieces, result) => {
    const box = `//- /main.tsx
declare namespace JSX { interface Element {} interface ElementAttributesProperty { props: {} } interface IntrinsicElements { div: {} } }
declare function Box(props: { width: number; label?: string; tone?: 'warm' | 'cold' }): JSX.Element;
const x = ${place};
`;
    expect(await follow(box, ...pieces)).toBe(result);
  });

  test.each([
    ["import { wheel } from '$0';", './pa', 'passes'],
    ["import { wheel } from '$0';", './parts', 'passes'],
    ["import { wheel } from '$0';", './wheels', '| module paths: ./wheels'],
    ["import { wheel } from '$0';", '../../elsewhere', 'passes'],
    ['$0', "import { wheel } from './wheels'", "import { wheel } from '| module paths: ./wheels"],
    ['$0', "const { wheel } = await import('./p", 'passes'],
  ])('the path of a module: %s takes %s: %s', async (place, text, result) => {
    const files = `//- /src/main.ts\n${place}\n//- /src/parts.ts\nexport const wheel = 1;\n`;
    expect(await follow(files, text)).toBe(result);
  });

  test('between the braces of an import', async () => {
    const files = (place: string) =>
      `//- /main.ts\nimport { $0 } from './parts';\n//- /parts.ts\nexport const wheel = 1;\nexport const ${place} = 2;\n`;
    expect(await follow(files('axle'), 'wheel, ax', 'le')).toBe('passes');
    expect(await follow(files('axle'), 'bolt')).toBe('| imported names: bolt');
    expect(await follow(files('axle'), 'wheel, wheels')).toContain('imported names: wheels');
  });
});

describe('arguments', () => {
  const calls = `
declare function none(): void;
declare function one(a: number, b?: string): void;
declare function many(a: number, ...rest: string[]): void;
declare function either(a: number): void;
declare function either(a: number, b: string, c: string): void;
class Pair { constructor(readonly left: number, readonly right: number) {} }
`;
  test.each([
    ['$0', ['none()'], 'passes'],
    ['$0', ['one()'], 'one(| argument count: )'],
    ['$0', ["one(1, 'a'", ', '], "one(1, 'a'| argument count: ,"],
    ['$0', ["one(1, 'a')"], 'passes'],
    ['$0', ["many(1, 'a', 'b')"], 'passes'],
    ['$0', ["either(1, 'a', 'b')"], 'passes'],
    ['$0', ["either(1, 'a', 'b', 'c')"], "either(1, 'a', 'b'| argument count: ,"],
    ['$0', ['new Pair(1)'], 'new Pair(1| argument count: )'],
    ['$0', ['one((1, 2))'], 'passes'],
    ['$0', ["one(1, 'a,b(c)')"], 'passes'],
    ['$0', ["one(1 as Array<number>, 'a', 2)"], "one(1 as Array<number>, 'a'| argument count: ,"],
    ['one($0)', ["1, 'a', 2"], "1, 'a'| argument count: ,"],
    ['one($0', [')'], '| argument count: )'],
    ['$0', ['one(...list)'], 'passes'],
    ['$0', ['one!()'], 'one!(| argument count: )'],
    ['$0', ['one?.()'], 'one?.(| argument count: )'],
    ['$0', ['!(1)'], 'passes'],
  ])('%s takes %j: %s', async (place, pieces, result) => {
    expect(await follow(`${calls}const x = ${place}\n`, ...pieces)).toBe(result);
  });
});

describe('marks', () => {
  const values = `${invoice}declare const thing: unknown;\n`;
  test.each([
    ['a call closed by a brace', ['f(1, [2, 3] }'], 'f(1, [2, 3] | brackets: }'],
    ['a template with code in it', ['`a ${[1, 2].length} b`'], 'passes'],
    ['a type with its own brackets', ['[1].map((n): { a: number[] } => ({ a: [n] }))'], 'passes'],
    ['text within a tag', ['<p>Do :) } it</p>'], 'passes'],
    ['a dot after what may be missing', ['maybe.total'], 'maybe| receivers: .'],
    [
      'a dot after what may be missing, further on',
      ['invoice.lines.find((l) => l.price).label'],
      'invoice.lines.find((l) => l.price)| receivers: .',
    ],
    ['one that was asked for', ['maybe?.lines.length'], 'passes'],
    ['one that is known to be there', ['maybe && maybe.total'], 'passes'],
    ['a dot after what nothing is known of', ['thing.total'], 'thing| receivers: .'],
  ])('%s: %j %s', async (_, pieces, result) => {
    expect(await follow(`${values}const x = $0;\n`, ...pieces)).toBe(result);
  });
});

test('a bracket that is open before the cursor is closed by its own kind', async () => {
  expect(await follow('const f = (n: number) => n;\nconst x = [f($0\n', '1]')).toBe('1| brackets: ]');
  expect(await follow('const f = (n: number) => n;\nconst x = [f($0\n', '1)]')).toBe('passes');
});

describe('a text that adds an error', () => {
  const calls =
    'declare function show(text: string): void;\ndeclare function pick(n: number): number;\ndeclare const count: number, counter: string, label: string;\n';
  test.each([
    ['show($0);', 'count', '', ['count', 'label'], [false, true]],
    ['const all: { text: string } = { $0 };', 'text: count', 'text: ', ['count', 'counter'], [false, true]],
    ['show($0);', 'label.length', 'label', ['.length', '?.length', ')'], [false, false, true]],
    ['show($0);', 'label as unknown', 'label', [' as', ')'], [false, true]],
    ['show($0);', 'pick(label.length)', '', ['pick', 'label'], [false, true]],
  ])('%s with %s is gone back in', async (place, text, kept, again, passes) => {
    await using open = await guarded(`${calls}${place}\n`);
    const { guard } = open;
    expect(await guard.advance(text)).toBe(true);
    expect(await guard.reconsider(60_000)).toBe('gone back');
    expect(guard.written).toBe(kept);
    const taken = [];
    for (const piece of again) taken.push(await guard.advance(piece));
    expect(taken).toEqual(passes);
  });

  test('nothing leads to the name that was wrong', async () => {
    await using open = await guarded(`${calls}show($0);\n`);
    await open.guard.advance('count');
    await open.guard.reconsider(60_000);
    const names = open.guard.mask().flatMap((rule) => rule.names);
    expect([names.includes('count'), names.includes('label')]).toEqual([false, true]);
  });

  test('where it makes what follows wrong, its beginning is', async () => {
    await using open = await guarded('const made = new $0;\nmade.set("a", 1);\n');
    await open.guard.advance('Set<string>()');
    expect(await open.guard.reconsider(60_000)).toBe('gone back');
    expect(open.guard.written).toBe('');
    expect(await open.guard.advance('Map<string, number>()')).toBe(true);
  });

  test('one whose error is nowhere to go back to is known as wrong', async () => {
    await using open = await guarded(`${calls}show($0);\n`);
    await open.guard.advance('label + (');
    expect(await open.guard.reconsider(60_000)).toBe('wrong');
    expect(open.guard.written).toBe('label + (');
  });

  test('one that adds none stays', async () => {
    await using open = await guarded(`${calls}show($0);\n`);
    await open.guard.advance('label');
    expect(await open.guard.reconsider(60_000)).toBe('right');
    expect(open.guard.written).toBe('label');
  });
});

test.each([
  ['a parameter of a function', 'async function f(given: string) { return gi'],
  ['a parameter of a method', '{ run(given) { return gi'],
  ['one of an arrow function', 'items.map(([given]) => gi'],
])('a name that the completion declares is no stranger: %s', async (_, text) => {
  await using open = await guarded('const items = [[1]];\nconst x = $0\n');
  await open.guard.advance(text);
  expect(open.guard.mask().flatMap(({ names }) => names)).toContain('given');
});

test.each(['items.map((', 'items.map((one, ', 'items.map(', 'function ('])(
  'a name that is new is no stranger among parameters: %s',
  async (text) => {
    await using open = await guarded('const items = [1];\nconst x = $0\n');
    await open.guard.advance(text);
    expect(open.guard.mask().filter(({ doubt }) => doubt > 1)).toEqual([]);
  },
);

test('a value is not made of itself', async () => {
  await using open = await guarded('const other = 1;\nconst first = [$0];\n');
  const names = open.guard.mask().flatMap((rule) => rule.names);
  expect([names.includes('other'), names.includes('first')]).toEqual([true, false]);
});

test('names that are only likelier never forbid, and are told', async () => {
  await using open = await guarded(`${shapes}class Box {}\nconst x = new $0\n`);
  expect(open.guard.mask().map(({ doubt, names }) => [doubt, names.includes('Box')])).toContainEqual([
    2,
    true,
  ]);
  expect(await open.guard.advance('Nothing()')).toBe(true);
});

test('between the marks of a type argument names of types are likelier', async () => {
  await using open = await guarded(`${shapes}const x = $0\n`);
  await open.guard.advance('new Map<string, ');
  const [rule] = open.guard.mask();
  expect([rule?.doubt, ['Shape', 'number'].map((name) => rule?.names.includes(name))]).toEqual([
    9,
    [true, true],
  ]);
  expect(rule?.names).not.toContain('shape');
});

test('every question is a step of the trace', async () => {
  await using open = await guarded(`${invoice}const x = $0;\n`);
  await open.guard.advance('invoice.');
  expect(open.guard.mask()).toMatchObject([
    { names: expect.arrayContaining(['id', 'lines', 'total', 'totalTax']), typed: '', doubt: Infinity },
    { names: ['id', 'lines', 'total', 'totalTax', 'toString'], typed: '', doubt: 4 },
  ]);
  expect(await open.guard.advance('sum')).toBe(false);
  const steps = open.guard.steps.filter(({ monitor }) => monitor === 'members');
  expect(steps).toMatchObject([{ trigger: 'invoice.', at: 8, legal: 4, only: true, forbidden: 'sum' }]);
});

test('what was cut is as if it had never been written', async () => {
  await using open = await guarded(`${invoice}const x = $0;\n`);
  const { guard } = open;
  await guard.advance('invoice.lines[0].');
  guard.cut('invoice.');
  expect(guard.mask()[0]?.names).toContain('total');
  expect(await guard.advance('price')).toBe(false);
  guard.put('id');
  expect(guard.written).toBe('invoice.id');
  expect(guard.mayEnd()).toBe(true);
});

describe('a language without a type engine is held to a list that is complete', () => {
  test.each([
    ['python', 'a.py', 'order.'],
    ['go', 'a.go', 'order.'],
    ['java', 'A.java', 'Order::'],
    ['cpp', 'a.cpp', 'order->'],
    ['rust', 'a.rs', 'Order::'],
  ])('%s', async (language, path, text) => {
    const document = { path, language, text };
    const cursor = locate(new Trees(), document, text.length, await grammarOf(language, text));
    const holding = (complete: boolean) => {
      const list = [{ name: 'total', kind: 'property', type: '', fits: false }];
      const nothing = { typingContext: [], relevantTypes: [], relevantHeaders: [] };
      const members = { receiverType: 'Order', list, complete };
      const hole: Hole = { kind: 'member', members, ...nothing, completeness: { state: 'complete' } };
      return openGuard({ cursor, hole, held: true, ms: patient, mostMs: patient, signal: never });
    };
    expect(await holding(true).advance('total')).toBe(true);
    expect(await holding(true).advance('sum')).toBe(false);
    expect(await holding(false).advance('sum')).toBe(true);
  });
});
