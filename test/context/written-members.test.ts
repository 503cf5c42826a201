import { expect, test } from 'vitest';
import { writtenMembers } from '../../server/context/sources/written-members.ts';
import { surroundingsOf } from '../../server/context/surroundings.ts';
import { CodeIndex } from '../../server/index/index.ts';
import { locate, Trees } from '../../server/syntax/syntax.ts';
import { languageOf } from '../../server/text/text.ts';
import { factsIn, grammarOf } from '../syntax/outline.ts';
import { fixture } from '../support/fixture.ts';

/** For each type: its name, its members, and why. */
async function membersAt(source: string): Promise<string[]> {
  using files = fixture(source);
  const { document, offset, root } = files;
  const index = new CodeIndex();
  const read = async (path: string) => {
    const text = files.files.get(path.slice(root.length + 1)) ?? '';
    return { path, text, facts: await factsIn(text, languageOf(path)) };
  };
  for (const name of files.files.keys()) index.put(files.path(name), (await read(files.path(name))).facts);
  const grammar = await grammarOf(document.language, document.text);
  const surroundings = surroundingsOf({
    cursor: locate(new Trees(), document, offset, grammar),
    hole: {
      kind: 'member' as const,
      typingContext: [],
      relevantTypes: [],
      relevantHeaders: [],
      completeness: { state: 'complete' as const },
    },
    workspace: { root, open: new Map(), recent: [] },
    index,
    read,
  });
  const items = await writtenMembers.find(surroundings, new AbortController().signal);
  return items.map(
    ({ symbol, reason, members = [] }) => `${symbol.name}: ${members.map(({ name }) => name)} | ${reason}`,
  );
}

test('Java: of the type that the receiver is declared with, and of what that inherits from', async () => {
  const found = await membersAt(`
//- /shop/Till.java
class Till { void pay(Order order, int sum) { if (order.$0) } }
//- /shop/Order.java
public class Order extends Entity { public int total() { return 1; } private int hidden; }
//- /shop/Entity.java
public class Entity { public boolean isNew() { return true; } }
`);
  expect(found).toEqual([
    'Order: total | `order` is declared with `Order`',
    'Entity: isNew | `order` is declared with `Order`',
  ]);
});

test('Go: methods that stand outside of their type', async () => {
  const found = await membersAt(`
//- /shop/till.go
package shop
func pay(o *Order) { o.$0 }
//- /shop/order.go
package shop
type Order struct { Total int }
func (o *Order) Paid() bool { return true }
func (o *Other) Not() {}
`);
  expect(found).toEqual(['Order: Total,Paid | `o` is declared with `Order`']);
});

test('Python: of an annotation before what the value is made by', async () => {
  const found = await membersAt(`
//- /till.py
from order import Order, Orders
def pay():
    order: Order = Orders.first()
    order.$0
//- /order.py
class Orders:
    def first(self): ...
class Order:
    def total(self): ...
`);
  expect(found.map((one) => one.split(':')[0])).toEqual(['Order', 'Orders']);
});

test('C#: of a type that stands before the dot, within another one too', async () => {
  const found = await membersAt(`
//- /Till.cs
class Till { void Pay() { var a = State.$0; } }
//- /Order.cs
public class Order { public enum State { Open, Paid } }
`);
  expect(found[0]).toBe('State: Open,Paid | it is what stands before the cursor');
});
