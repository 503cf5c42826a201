import { expect, test } from 'vitest';
import { holeIn, strictConfig } from './engine-fixture.ts';

const shop = `
//- /shop.ts
export interface Line { price: number; tax?: Tax }
export interface Tax { rate: number }
export class Invoice {
  constructor(public lines: Line[], private secret = 1) {}
  total(): number { return 1; }
  onPaid = (by: string): void => {};
}
export type Customer = { name: string; address: { city: string } };
export enum Colour { Red, Green }
export const settings = { currency: 'EUR', deep: { limit: 3 } };
export function make() { return { invoice: new Invoice([]), count: 1 }; }
`;

async function inPlay(code: string): Promise<string> {
  const hole = await holeIn(`${strictConfig}${shop}\n//- /main.ts\n${code}`);
  return (hole.membersInPlay ?? [])
    .map(({ kind, name, reason, members }) => {
      return `${kind} ${name} (${reason}): ${members.map(({ signature }) => signature).join('; ')}`;
    })
    .join('\n');
}

test('after a dot the members of the receiver come first, then those that they lead to', async () => {
  expect(
    await inPlay(`import { Invoice } from './shop';
export function f(invoice: Invoice) { return invoice.$0; }`),
  ).toMatchInlineSnapshot(`
    "class Invoice (members of \`invoice\`, the receiver): lines: Line[]; total(): number; onPaid = (by: string): void
    interface Line (members of \`invoice.lines\`, from \`invoice\`, the receiver): price: number; tax?: Tax
    interface Tax (members of \`invoice.lines.tax\`, from \`invoice\`, the receiver): rate: number"
  `);
});

test('before an expression it is those of what is used nearby, of parameters, and of imports not used yet', async () => {
  expect(
    await inPlay(`import { type Customer, Colour, settings, make } from './shop';
export function f(customer: Customer | undefined) {
  const made = make();
  const x = $0;
}`),
  ).toMatchInlineSnapshot(`
    "object make (members of \`made\`, used one line above): invoice: new Invoice([]); count: 1
    type Customer (members of \`customer\`, used 2 lines above): name: string; address: { city: string }; address.city: string
    constant settings (members of \`settings\`, imported and not used yet): currency: 'EUR'; deep: { limit: 3 }; deep.limit: 3
    enum Colour (members of \`Colour\`, imported and not used yet): Red; Green
    class Invoice (members of \`made.invoice\`, from \`made\`, used one line above): lines: Line[]; total(): number; onPaid = (by: string): void
    interface Line (members of \`made.invoice.lines\`, from \`made\`, used one line above): price: number; tax?: Tax
    interface Tax (members of \`made.invoice.lines.tax\`, from \`made\`, used one line above): rate: number"
  `);
});

const desk = `
//- /desk.ts
export interface Desk { parts: Parts; by: Record<string, Drawer>; lamp: { bulb?: { socket: Socket } } }
export interface Parts { top: Drawer }
export interface Drawer { lock: number }
export interface Socket { volts: number }
`;

test('what stands under any key is as near as what holds it, and three steps are gone', async () => {
  const found = await inPlay(`import type { Desk } from './desk';
export function f(desk: Desk) { return desk.$0; }${desk}`);
  expect(found.split('\n')).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^interface Drawer .*`desk\.by`.*: lock: number$/),
      expect.stringMatching(/^interface Socket .*`desk\.lamp\.bulb\.socket`.*: volts: number$/),
    ]),
  );
});

test('where the file itself goes on, members further on come sooner', async () => {
  const scoreOf = async (line: string) => {
    const hole = await holeIn(`${strictConfig}${desk}
//- /main.ts
import type { Desk } from './desk';
export function f(desk: Desk, other: Desk) {
  ${line}
  return desk.$0;
}`);
    return hole.membersInPlay?.find(({ name }) => name === 'Socket')?.score ?? 0;
  };
  const [plain, gone] = [await scoreOf(''), await scoreOf('use(other.lamp?.bulb!.socket);')];
  expect(gone).toBeGreaterThan(2 * plain);
});

test('comments within a member are left out', async () => {
  const found = await inPlay(`import type { Link } from './link';
export function f(link: Link) { return link.$0; }
//- /link.ts
export interface Link {
  to: { /** Where it leads. */ url: 'https://a' | string // absolute
    name: string };
}`);
  expect(found).toContain("to: { url: 'https://a' | string name: string }");
});

test('what the open file declares is not listed', async () => {
  expect(await inPlay('class Own { a = 1; }\nconst own = new Own();\nconst b = $0')).toBe('');
});

test('types that lead back to themselves end', async () => {
  const code = `import { type Tree } from './tree';
export const f = (tree: Tree) => tree.$0;
//- /tree.ts
export interface Tree { parent: Tree; children: Promise<Tree[]>; self(): Tree }`;
  expect(await inPlay(code)).toBe(
    'interface Tree (members of `tree`, the receiver): parent: Tree; children: Promise<Tree[]>; self(): Tree',
  );
});

test('ranges are those of the declaration that holds the members', async () => {
  const code = `import { settings } from './shop';\nsettings.$0`;
  const hole = await holeIn(`${strictConfig}${shop}\n//- /main.ts\n${code}`);
  const [first] = hole.membersInPlay ?? [];
  const text = shop.slice(shop.indexOf('export interface'));
  expect(text.slice(first?.range.start, first?.range.end)).toBe(
    "export const settings = { currency: 'EUR', deep: { limit: 3 } };",
  );
});

test('a type that is made of another one gives its members', async () => {
  const code = `import type { Customer } from './shop';
export type Sealed = { readonly inner: Readonly<Customer>; part: Pick<Customer, 'name'> | null };
//- /main.ts
import type { Sealed } from './sealed';
export const f = (sealed: Sealed) => sealed.$0;`;
  const hole = await holeIn(`${strictConfig}${shop}\n//- /sealed.ts\n${code}`);
  const all = hole.membersInPlay?.flatMap(({ members }) => members.map(({ name }) => name));
  expect(all).toEqual(['inner', 'part', 'name', 'address', 'city']);
});

test('what the code adds to a type of the language is given for the receiver', async () => {
  const code = `declare global { interface ImportMeta { readonly settings: { readonly title: string } } }
export {};
//- /main.ts
export const title = import.meta.$0;`;
  const hole = await holeIn(`${strictConfig}\n//- /global.ts\n${code}`);
  const all = hole.membersInPlay?.flatMap(({ members }) => members.map(({ name }) => name));
  expect(all).toEqual(['settings', 'title']);
});

test('a getter leads on as a property does, what is private does not', async () => {
  const code = `
//- /context.ts
export class Request { url = ''; }
export class Hidden { far = 1; }
export class Context { #hidden = new Hidden(); get request(): Request { throw 0; } send(): Request { throw 0; } }`;
  const hole = await holeIn(`${strictConfig}${code}
//- /main.ts
import type { Context } from './context';
export const f = (context: Context) => $0`);
  expect(hole.membersInPlay?.map(({ name }) => name)).toEqual(['Context', 'Request']);
});

test('what depends on a type parameter has the members of what it is at least', async () => {
  expect(
    await inPlay(`import type { Line } from './shop';
export function f<T extends { line: Line }>(line: T['line'] | null) { line.$0 }`),
  ).toMatchInlineSnapshot(`
    "interface Line (members of \`line\`, the receiver): price: number; tax?: Tax
    interface Tax (members of \`line.tax\`, from \`line\`, the receiver): rate: number"
  `);
});

const modules = `import * as shapes from './shapes';
export const x = shapes.$0;
//- /shapes.ts
export function draw(shape: Circle | Square<number>, to: { x: number; y: number }, scale = 1): void {}
export const round: Circle = { size: 1 };
export interface Circle { size: number }
export class Square<Side extends number> { constructor(readonly side: Side) {} }
export const scale: { (by: number, shape: Circle): Circle; (by: number): (shape: Circle) => Circle } = null!;
export { far } from './far';
//- /far.ts
export const far = 1;
`;

test('what a module exports is one list under the name that it is imported by', async () => {
  expect(await inPlay(modules)).toMatchInlineSnapshot(`
    "namespace shapes (members of \`shapes\`, the receiver): draw(shape: Circle | Square<number>, to: { x: number; y: number }, scale = 1): void; round: Circle; class Square<Side extends number>; scale: { (by: number, shape: Circle): Circle; (by: number): (shape: Circle) => Circle }
    namespace shapes (members of \`shapes\`, the receiver): far = 1
    interface Circle (members of \`shapes.round\`, from \`shapes\`, the receiver): size: number"
  `);
});

test('what is long has a short form: parameters without types, types by their heads, structures by their keys', async () => {
  const { membersInPlay = [] } = await holeIn(`${strictConfig}
//- /main.ts
import type { Pane } from './pane';
export function f(pane: Pane) { return pane.$0; }
//- /pane.ts
export interface Pane {
  find(name: string, options: { deep: boolean }, ...more: string[]): Pane | undefined;
  byName?: ReadonlyMap<string, readonly Pane[]>;
  small: number;
  onResize: (width: number, height: number) => void;
  look: { colour: string; border?: { width: number; style: 'solid' | 'dashed' | 'dotted' }; shadow: boolean; layer: number; visible: boolean };
}`);
  const forms = membersInPlay[0]?.members.map(({ signature, short = '' }) => `${signature} | ${short}`);
  expect(forms?.join('\n')).toMatchInlineSnapshot(`
    "find(name: string, options: { deep: boolean }, ...more: string[]): Pane | undefined | find(name, options, ...more)
    byName?: ReadonlyMap<string, readonly Pane[]> | byName?: ReadonlyMap<…>
    small: number | 
    onResize: (width: number, height: number) => void | onResize(width, height)
    look: { colour; border?: { width; style }; shadow; layer; visible } | 
    look.colour: string | 
    look.border?: { width: number; style: 'solid' | 'dashed' | 'dotted' } | look.border?: { width; style }
    look.shadow: boolean | 
    look.layer: number | 
    look.visible: boolean | 
    look.border.width: number | 
    look.border.style: 'solid' | 'dashed' | 'dotted' | "
  `);
});

test('what a module exports under another name is one of its members, overloads are told by the first', async () => {
  const code = `import * as effects from './effects';
effects.$0;
//- /effects.ts
const let_ = <A>(value: A): A => value;
export { let_ as let };
export declare const map: {
  <A, B>(change: (value: A) => B): (effects: readonly A[]) => readonly B[];
  <A, B>(effects: readonly A[], change: (value: A) => B): readonly B[];
};`;
  const hole = await holeIn(`${strictConfig}\n//- /main.ts\n${code}`);
  expect(hole.membersInPlay?.map(({ kind, name, members }) => ({ kind, name, members }))).toEqual([
    {
      kind: 'namespace',
      name: 'effects',
      members: [
        { name: 'let', signature: 'let = <A>(value: A): A' },
        {
          name: 'map',
          signature: 'map: <A, B>(change: (value: A) => B): (effects: readonly A[]) => readonly B[]',
          short: 'map(change)',
        },
      ],
    },
  ]);
});
