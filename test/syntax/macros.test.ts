import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeOf } from '../../server/syntax/script-parts.ts';
import { factsIn } from './outline.ts';

async function names(text: string, language: string): Promise<string> {
  const { symbols } = await factsIn(text, language);
  return symbols.map(({ kind, name }) => `${kind} ${name}`).join(', ');
}

test.each([
  ['class LIB_EXPORT Name : public B { public: void m(); };', 'class Name, method m'],
  ['class ALIGNED(8) Name final { int a; };', 'class Name, property a'],
  ['LIB_API int f(void);', 'function f'],
  [
    'class A { int n GUARDED_BY(mu_); void f() EXCLUSIVE_LOCKS_REQUIRED(a, b); T t\n    GUARDED_BY(mu_); };',
    'class A, property n, method f, property t',
  ],
  ['struct POINT { int x; };\nstruct POINT p = { 1 };', 'class POINT, property x, variable p'],
  ['int f() { return LIB_CHECK(1); }', 'function f'],
])('C++: %s', async (text, expected) => {
  expect(await names(text, 'cpp')).toBe(expected);
});

test('C#: of a conditional part the first branch counts, also in the middle of a declaration', async () => {
  const text =
    'class A {\n#if X\n  void F(int a)\n#elif Y\n  void F(long a)\n#else\n  void F()\n#endif\n  {\n    G();\n  }\n#if Z\n#if W\n#endif\n  int B;\n#endif\n}\n';
  expect(await names(text, 'csharp')).toBe('class A, method F, property B');
});

const piece = fc.constantFrom(
  'class ',
  'LIB_EXPORT ',
  'A',
  ' {',
  '}',
  ';',
  '\n',
  '#if X\n',
  '#else\n',
  '#elif\n',
  '#endif\n',
  ' GUARDED_BY(',
  'a)',
  '\r\n',
  '😀',
  '  ',
);

test('what is read stands where it stood; lines stay lines', () => {
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 40 }),
      fc.constantFrom('c', 'cpp', 'csharp'),
      (pieces, language) => {
        const text = pieces.join('');
        const code = codeOf(text, language);
        expect(code).toHaveLength(text.length);
        for (let at = 0; at < text.length; at++) {
          if (code[at] !== ' ') expect(code[at]).toBe(text[at]);
          else expect(text[at]).not.toBe('\n');
        }
      },
    ),
  );
});

test('long texts take no time', () => {
  const start = performance.now();
  for (const unit of ['A_', 'A ', 'class A ', ') ', '#if\n', 'a\n\n', 'GUARDED_BY(']) {
    for (const language of ['cpp', 'csharp']) codeOf(unit.repeat(100_000), language);
  }
  expect(performance.now() - start).toBeLessThan(15_000);
});
