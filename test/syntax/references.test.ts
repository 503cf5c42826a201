import { expect, test } from 'vitest';
import { factsIn } from './outline.ts';

/** References as `from: kind name xN`, in order. */
async function used(language: string, text: string): Promise<string[]> {
  const { references, symbols } = await factsIn(text, language);
  return references.map(({ from, kind, name, count }) => {
    const by = from === undefined ? 'the file' : symbols[from]!.name;
    return `${by}: ${kind} ${name}${count > 1 ? ` x${count}` : ''}`;
  });
}

test('how a name is used, by the innermost symbol around it', async () => {
  expect(
    await used(
      'typescript',
      'class A extends B<C> implements D { m(): E { return new F(g(h), i.j(), this.k); } }\nl();',
    ),
  ).toEqual([
    'A: heritage B',
    'A: type C',
    'A: heritage D',
    'm: type E',
    'm: construct F',
    'm: call g',
    'm: use h',
    'm: use i',
    'm: call j',
    'm: use k',
    'the file: call l',
  ]);
});

test('uses are counted, comments and strings hold none', async () => {
  expect(await used('typescript', 'function f() { a(); a(); /* a */ return "a" + `a${a}`; }')).toEqual([
    'f: call a x2',
    'f: use a',
  ]);
});

test('parameters and locals of a function are its own, also from its signature on', async () => {
  expect(
    await used(
      'typescript',
      'const out = 1;\nfunction f<T>(a: T, { b, c: d }: P, ...e: T[]) { const g = a + b + d + e; for (const h of g) h(out); return g.a; }\na(g);',
    ),
  ).toEqual(['f: type P', 'f: use out', 'f: use a', 'the file: call a', 'the file: use g']);
  expect(await used('python', 'def f(a, *b, c=1):\n    d = [e for e in a]\n    return d, b, c, x\n')).toEqual(
    ['f: use x'],
  );
  expect(await used('go', 'package p\nfunc f(a int) (r T) {\n\tb, c := a, x\n\treturn b\n}\n')).toEqual([
    'f: type T',
    'f: use x',
  ]);
});

test('a name that another function has for itself still counts', async () => {
  expect(await used('typescript', 'function f(user: U) { user(); }\nfunction g() { user(); }')).toEqual([
    'f: type U',
    'g: call user',
  ]);
  expect(await used('typescript', 'interface I { m(user: U): void }\nfunction g() { user(); }')).toContain(
    'g: call user',
  );
  expect(await used('go', 'package p\nvar shared = 1\nfunc g() { use(shared) }\n')).toContain(
    'g: use shared',
  );
});

test('imports, definitions and a symbol of itself are no uses', async () => {
  expect(await used('typescript', "import { a } from './a';\nexport function f() { f(); a(); }")).toEqual([
    'f: call a',
  ]);
});

test('of a file with thousands the most frequent are kept', async () => {
  const rare = Array.from({ length: 3_000 }, (_, n) => `rare${n}();`).join('\n');
  const all = await used('typescript', `${rare}\ncommon(); common();`);
  expect(all).toHaveLength(2_000);
  expect(all).toContain('the file: call common x2');
});
