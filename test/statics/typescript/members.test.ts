import { expect, test } from 'vitest';
import type { TypedHole } from '../../../server/statics/statics.ts';
import { holeIn, strictConfig } from './engine-fixture.ts';

const types = `
export class Money {
  static zero = new Money(0);
  private secret = 1;
  protected kept = 2;
  #hidden = 3;
  constructor(public cents: number) {}
  plus(other: Money): Money { return other; }
  peek() { return this./*in*/secret + this.#hidden; }
}
export type Action = { type: 'add'; amount: Money } | { type: 'remove'; index: number };
export interface Loose { known: string; [name: string]: string }
export enum Color { Red, Green }
`;

const shown = (hole: TypedHole) =>
  `${hole.members?.receiverType} [${hole.members?.complete ? 'complete' : 'open'}] ` +
  hole.members?.list.map((one) => one.name + (one.fits ? '!' : '')).join(' ');

async function at(code: string, file = 'main.ts'): Promise<string> {
  const imports = "import { Money, type Action, type Loose, Color } from './types';\n";
  return shown(await holeIn(`${strictConfig}//- /types.ts\n${types}\n//- /${file}\n${imports}${code}\n`));
}

test.each([
  ['declare const m: Money; m.$0', 'Money [complete] cents peek plus'],
  ['declare const m: Money; const n: number = m.$0', 'Money [complete] cents! peek! plus'],
  ['declare const m: Money; const n: Money = m.$0\nconst after = 1;', 'Money [complete] cents peek plus!'],
  ['declare const m: Money; m.pl$0', 'Money [complete] cents peek plus'],
  ['declare const m: Money; const n: Money = m.$0us(m)', 'Money [complete] cents peek plus!'],
  ['Money.$0', 'typeof Money [complete] '],
  ['declare const c: Color; const d: Color = Color.$0', 'typeof Color [complete] Green! Red!'],
  [
    "declare const a: Action; if (a.type === 'add') a.$0",
    '{ type: "add"; amount: Money; } [complete] amount type',
  ],
  ['declare const a: Action; a.$0', 'Action [complete] type'],
  ['declare const a: Money | undefined; a.$0', 'Money | undefined [open] cents peek plus'],
  ['declare const a: Money | undefined; a?.$0', 'Money | undefined [complete] cents peek plus'],
  ['declare const a: { last?: 1; first: 2; next?(): 3 }; a.$0', '[complete] first last next'],
  ['declare const a: { last?: 1 } | undefined; a?.$0', '[complete] last'],
  ['declare const a: any; a.$0', 'any [open] '],
  ['declare const a: Loose; a.$0', 'Loose [open] known'],
  ['let tone: Color.$0', 'typeof Color [complete] Green Red'],
  ['missing.$0', 'any [open] '],
  ['class A { private a = 1; b() { this.$0 } }', 'this [complete] a b'],
])('%s', async (code, expected) => {
  expect(await at(code)).toContain(expected);
});

test('private and protected members are offered inside their class only', async () => {
  const inside = types.replace('/*in*/secret', '$0');
  const hole = await holeIn(`${strictConfig}//- /types.ts\n${inside}`);
  const names = hole.members?.list.map((member) => member.name);
  expect(names).toEqual(expect.arrayContaining(['secret', 'kept', '#hidden', 'cents', 'plus', 'peek']));
});

test('members carry their types and kinds', async () => {
  const hole = await holeIn(`${strictConfig}//- /types.ts\n${types}\ndeclare const m: Money; m.$0`);
  expect(hole.members?.list.find((member) => member.name === 'plus')).toEqual({
    name: 'plus',
    kind: 'method',
    type: '(other: Money) => Money',
    fits: false,
  });
});

test('in JavaScript the other words of the file are no members, and none is ruled out', async () => {
  const code = "/** @param {import('./types').Money} money */\nexport function f(money) { return money.$0 }";
  const hole = await holeIn(`${strictConfig}//- /types.ts\n${types}\n//- /main.js\n${code}\n`);
  expect(shown(hole)).toBe('Money [open] cents peek plus');
});
