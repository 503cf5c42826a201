import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Cursor, locate, Trees } from '../../server/syntax/syntax.ts';
import { grammarOf } from './outline.ts';

const trees = new Trees();

async function at(language: string, source: string): Promise<Cursor> {
  const text = source.replace('$0', '');
  return locate(
    trees,
    { path: `/a.${language}`, language, text },
    source.indexOf('$0'),
    await grammarOf(language, text),
  );
}

async function printed(language: string, source: string): Promise<string> {
  const cursor = await at(language, source);
  const { text } = cursor.document;
  const slice = ({ start, end }: { start: number; end: number }): string => text.slice(start, end);
  const member = cursor.member
    ? ` | ${slice(cursor.member.receiver)} . ${text.slice(cursor.member.nameStart, cursor.offset)}`
    : '';
  const names = cursor.names.map(({ name, kind }) => `${name}:${kind}`).join(' ');
  return `${cursor.region}${member} | ${cursor.enclosing.map(slice).join(' > ')} | ${names}`;
}

describe('region', () => {
  test.each([
    ['typescript', 'const a = "fo$0o"', 'string'],
    ['typescript', 'const a = "$0"', 'string'],
    ['typescript', 'const a = "foo"$0', 'code'],
    ['typescript', 'const a = "foo$0\nlet b = 1', 'string'],
    ['typescript', 'const a = `x ${$0}`', 'code'],
    ['typescript', 'const a = `x $0 ${b}`', 'string'],
    ['typescript', 'const a = `x ${`y $0`}`', 'string'],
    ['typescript', "import { a } from './$0'", 'string'],
    ['typescript', '// note $0', 'comment'],
    ['typescript', '// note$0\nf()', 'comment'],
    ['typescript', '/* a $0 */', 'comment'],
    ['typescript', '/* a */$0', 'code'],
    ['typescriptreact', "const a = <p>Don't $0 go</p>;", 'code'],
    ['typescriptreact', 'const a = <p title="x$0">y</p>;', 'string'],
    ['python', 's = "a $0"', 'string'],
    ['python', 's = f"a {b$0}"', 'code'],
    ['python', 'x = 1  # why $0', 'comment'],
    ['python', 'def f():\n    """Doc $0"""\n', 'string'],
  ])('%s %s is %s', async (language, source, region) => {
    expect((await at(language, source)).region).toBe(region);
  });
});

describe('member', () => {
  test.each([
    ['typescript', 'a.b$0', 'a', 'b'],
    ['typescript', 'a?.$0', 'a', ''],
    ['typescript', 'a.b(1, ")").c[d]!.$0', 'a.b(1, ")").c[d]!', ''],
    ['typescript', 'await load().$0;', 'load()', ''],
    ['typescript', 'const x = new Foo(1).$0', 'new Foo(1)', ''],
    ['typescript', 'type T = Foo.$0', 'Foo', ''],
    ['typescript', 'list\n  .map((x) => x)\n  .fi$0\n', 'list\n  .map((x) => x)', 'fi'],
    ['typescript', 'f(a, b.$0', 'b', ''],
    ['typescript', 'if (x) { this.$0', 'this', ''],
    ['typescript', '[1, 2].$0', '[1, 2]', ''],
    ['typescript', '"abc".$0', '"abc"', ''],
    ['python', 'a.b(1)[2].c$0', 'a.b(1)[2]', 'c'],
    ['python', 'def f(self):\n    self.$0\n', 'self', ''],
    ['plaintext', 'foo.ba$0', 'foo', 'ba'],
  ])('%s %s', async (language, source, receiver, name) => {
    const { member, document, offset } = await at(language, source);
    expect(member && document.text.slice(member.receiver.start, member.receiver.end)).toBe(receiver);
    expect(member && document.text.slice(member.nameStart, offset)).toBe(name);
  });

  test.each([
    ['typescript', 'f(...$0)'],
    ['typescript', 'const n = 1.$0'],
    ['typescript', 'a$0'],
    ['typescript', '"a.$0"'],
    ['typescript', '// Says what it is.\n$0'],
    ['python', 'x = 1  # Says what it is.\n$0'],
    ['python', 'from .$0'],
    ['python', 'x = 1.$0'],
  ])('%s %s has none', async (language, source) => {
    expect((await at(language, source)).member).toBeUndefined();
  });
});

describe('names and signatures', () => {
  test('parameters, locals before the cursor, hoisted functions, imports', async () => {
    expect(
      await printed(
        'typescript',
        `import { q, type R } from 'z';
export class A<T> {
  m(a: string, { b, c: [d] }, ...rest: T[]) {
    const x = 1;
    for (const y of rest) { $0 }
    const tooLate = 2;
  }
}
function late() {}
const after = 1;`,
      ),
    ).toMatchInlineSnapshot(
      `"code | export class A<T> > m(a: string, { b, c: [d] }, ...rest: T[]) | y:variable x:variable a:parameter b:parameter d:parameter rest:parameter T:type A:class R:import q:import late:function after:variable"`,
    );
  });

  test('a function whose end is not written yet', async () => {
    expect(
      await printed(
        'typescript',
        'const k = 1;\nfunction f(a) {\n  if (a) { foo(a.b, $0\n}\nfunction g() {}',
      ),
    ).toMatchInlineSnapshot(`"code | function f(a) | a:parameter f:function k:variable g:function"`);
  });

  test('a component', async () => {
    expect(
      await printed(
        'typescriptreact',
        'export const A = ({ p }: P) => {\n  const v = p;\n  return <div>{v.$0</div>;\n};',
      ),
    ).toMatchInlineSnapshot(
      `"code | v .  | export const A = ({ p }: P) => | v:variable p:parameter A:function"`,
    );
  });

  test('the initializer does not see its own name, a nearer name hides a farther one', async () => {
    expect(
      await printed('typescript', 'const a = 1;\n{\n  const a = 2;\n  const b = $0;\n}'),
    ).toMatchInlineSnapshot(`"code |  | a:variable"`);
  });

  test('an underscore is a name like any other', async () => {
    expect((await at('typescript', "import _ from 'lodash';\nf($0)")).names.map(({ name }) => name)).toEqual([
      '_',
    ]);
  });

  test('Python', async () => {
    expect(
      await printed(
        'python',
        `import os
from a import b as c
class A(B):
    K = 1
    def m(self, x, *args, y=1):
        for i, j in x:
            z = i
        with open(x) as g:
            pass
        $0

def late(): pass
`,
      ),
    ).toMatchInlineSnapshot(
      `"code | class A(B): > def m(self, x, *args, y=1): | g:variable z:variable j:variable i:variable self:parameter x:parameter args:parameter y:parameter A:class c:import os:import late:function"`,
    );
  });

  test('Python after a function, back at the margin', async () => {
    expect(await printed('python', 'def f(a):\n    pass\n\n$0')).toMatchInlineSnapshot(
      `"code |  | f:function"`,
    );
  });

  test('Python comprehensions', async () => {
    expect(await printed('python', 'def f(a):\n    return [q for q in a if q.$0]\n')).toMatchInlineSnapshot(
      `"code | q .  | def f(a): | q:variable a:parameter f:function"`,
    );
  });
});

describe('other languages: region, member, signatures and names', () => {
  test.each([
    [
      'go',
      'package a\nimport "fmt"\nvar top = 1\nfunc (t *T) M(a int) error {\n\tfor i, v := range b {\n\t\tx := v\n\t\tfmt.$0\n\t}\n\tlate := 2\n}\nfunc g() {}\n',
      'code | fmt .  | func (t *T) M(a int) error | x:variable i:variable v:variable a:parameter t:parameter top:variable g:function fmt:import',
    ],
    [
      'go',
      'package a\nfunc f(s string) {\n\tif s == "a $0" {\n\t}\n}',
      'string | func f(s string) | s:parameter f:function',
    ],
    [
      'java',
      'import java.util.List;\nclass A<T> {\n  int field;\n  int m(final int b) {\n    for (String s : list) { this.$0 }\n    int late;\n  }\n  void o() {}\n}',
      'code | this .  | class A<T> > int m(final int b) | s:variable b:parameter m:function field:variable T:type A:class o:function List:import',
    ],
    ['java', 'class A { void m() { // note $0\n } }', 'comment | class A > void m() | m:function A:class'],
    [
      'rust',
      'use std::fmt;\nstruct S;\nimpl S {\n  fn m(&self, x: u8) {\n    if let Some(z) = q { self.$0 }\n    let late = 2;\n  }\n}\n',
      'code | self .  | impl S > fn m(&self, x: u8) | z:variable x:parameter m:function S:class fmt:import',
    ],
    ['rust', 'fn f() { String::$0 }', 'code | String .  | fn f() | f:function'],
    [
      'c',
      'static int top;\nint f(struct s *p) {\n  int i;\n  p->$0\n}',
      'code | p .  | int f(struct s *p) | i:variable p:parameter f:function top:variable',
    ],
    [
      'cpp',
      'namespace n {\nclass A {\n  int x_;\n  void m(const B& b) {\n    for (auto& e : v) { std::$0 }\n  }\n};\n}',
      'code | std .  | namespace n > class A > void m(const B& b) | e:variable b:parameter m:function x_:variable A:class',
    ],
    [
      'csharp',
      'class A { void M(int p) { var s = $"a {b.$0}"; } }',
      'code | b .  | class A > void M(int p) | p:parameter M:function A:class',
    ],
    ['ruby', 'def f(a)\n  s = "a #{b.$0} c"\nend', 'code | b .  | def f(a) | a:parameter f:function'],
    [
      'php',
      '<?php\nuse A\\B;\nclass T {\n  function m(B $b) {\n    foreach ($a as $k => $v) { $this->$0 }\n  }\n}',
      'code | $this .  | class T > function m(B $b) | $v:variable $k:variable $b:parameter T:class B:import',
    ],
    [
      'kotlin',
      'import a.b.C\nclass T(val p: Int) {\n  fun m(a: Int) {\n    val x = 1\n    for (i in a) { x?.$0 }\n  }\n}',
      'code | x .  | class T(val p: Int) > fun m(a: Int) | i:parameter x:variable a:parameter m:function p:parameter T:class C:import',
    ],
    [
      'scala',
      'import a.b.{C, D => E}\nclass T(p: Int) {\n  def m(a: Int) = {\n    for (i <- a) { x.$0 }\n  }\n}',
      'code | x .  | class T(p: Int) > def m(a: Int) = | i:parameter a:parameter m:function p:parameter T:class C:import E:import',
    ],
    [
      'lua',
      'local m = require("a")\nlocal function f(a)\n  for i, v in pairs(a) do\n    m:$0\n  end\nend',
      'code | m .  | local function f(a) | v:parameter i:parameter a:parameter f:function m:variable',
    ],
    [
      'shellscript',
      'TOP=1\nf() {\n  local a=1\n  echo "$a $0"\n}',
      'string | f() | a:variable f:function TOP:variable',
    ],
    [
      'vue',
      '<a :b="c" />\n<script setup lang="ts">\nimport { x } from "y";\nfunction f(q: number) { q.$0 }\n</script>',
      'code | q .  | function f(q: number) | q:parameter f:function x:import',
    ],
    ['vue', '<a :b="c.$0" />\n<script>\nconst p = 1;\n</script>', 'code | c .  |  | '],
  ])('%s %s', async (language, source, expected) => {
    expect(await printed(language, source)).toBe(expected);
  });
});

test('at any place of any cut of a real file, a cursor is in order', async () => {
  const source = readFileSync('node_modules/rxjs/src/internal/Subject.ts', 'utf8');
  const grammar = await grammarOf('typescript');
  fc.assert(
    fc.property(fc.nat(source.length), fc.nat(80), (offset, removed) => {
      const text = source.slice(0, offset) + source.slice(offset + removed);
      const cursor = locate(trees, { path: '/s.ts', language: 'typescript', text }, offset, grammar);
      expect(cursor.prefix + cursor.suffix).toBe(text);
      for (const { range } of cursor.path) expect(range.start <= offset && offset <= range.end).toBe(true);
      for (const { start, end } of cursor.enclosing) expect(start <= end && end <= offset).toBe(true);
      for (const { range } of cursor.names)
        expect(range.start <= range.end && range.end <= text.length).toBe(true);
      const { member } = cursor;
      if (member)
        expect(member.receiver.start < member.receiver.end && member.receiver.end < member.nameStart).toBe(
          true,
        );
    }),
    { numRuns: 150 },
  );
});

test('deep nesting is located', async () => {
  const cursor = await at('typescript', `f(${'(\n'.repeat(5_000)}x.$0${')\n'.repeat(5_000)})`);
  expect(cursor.member).toBeDefined();
  expect(cursor.path.length).toBeLessThanOrEqual(256);
});
