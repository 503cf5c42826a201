import { expect, test } from 'vitest';
import { syntacticHole } from '../../server/statics/syntactic.ts';
import { locate, Trees } from '../../server/syntax/syntax.ts';
import { grammarOf } from '../syntax/outline.ts';

const trees = new Trees();

async function at(language: string, marked: string) {
  const text = marked.replace('$0', '');
  const document = { path: `/a.${language}`, language, text };
  return syntacticHole(locate(trees, document, marked.indexOf('$0'), await grammarOf(language)));
}

test.each([
  ['f($0)', 'argument'],
  ['const a = { $0 }', 'object key'],
  ['const a = { b: $0 }', 'property value'],
  ['const { $0 } = m', 'destructuring key'],
  ['const { a: $0 } = m', 'name'],
  ['const a = [$0]', 'array element'],
  ['const a = $0', 'initializer'],
  ['const $0 = 1', 'name'],
  ['function f(a, $0) {}', 'parameter'],
  ['function f(a = $0) {}', 'initializer'],
  ['function f() {\n  $0\n}', 'function body'],
  ['function f() {\n  a();\n  $0\n}', 'statement'],
  ['f(() => { $0 })', 'function body'],
  ['class A { $0 }', 'class body'],
  ['class A { m() { $0 } }', 'method body'],
  ['class A extends $0 {}', 'extends clause'],
  ['class A implements $0 {}', 'implements clause'],
  ['interface A { $0 }', 'type body'],
  ['enum A { $0 }', 'enum body'],
  ['@$0\nclass A {}', 'decorator'],
  ['const a: $0 = 1', 'type'],
  ['const a: Map<$0> = 1', 'type argument'],
  ["import { $0 } from 'x'", 'import specifier'],
  ["import $0 from 'x'", 'import'],
  ["import a from '$0'", 'module path'],
  ['export { $0 }', 'export specifier'],
  ['switch (a) { case $0: break }', 'case'],
  ['const a = `x${$0}`', 'template part'],
  ['return $0', 'return value'],
  ['if ($0) {}', 'expression'],
  ['a.$0', 'member'],
  ['/** $0 */', 'JSDoc'],
  ['/* $0 */', 'comment'],
  ["const a = '$0'", 'string'],
])('%j is a %s', async (marked, kind) => {
  expect((await at('typescript', marked)).kind).toBe(kind);
});

test.each([
  ['a = <V $0 />', 'JSX attribute'],
  ['a = <V b={$0} />', 'JSX attribute value'],
  ['a = <V>{$0}</V>', 'JSX child'],
  ['a = <V>x $0</V>', 'JSX child'],
  ['a = <V$0 />', 'JSX tag'],
])('%j is a %s', async (marked, kind) => {
  expect((await at('typescriptreact', marked)).kind).toBe(kind);
});

test.each([
  ['def f($0): pass', 'parameter'],
  ['def f():\n    $0', 'function body'],
  ['def f():\n    a()\n    $0', 'statement'],
  ['class A:\n    $0', 'class body'],
  ['class A($0): pass', 'extends clause'],
  ['f(a=$0)', 'argument'],
  ['def f(a: $0): pass', 'type'],
  ['from x import $0', 'import specifier'],
  ['from $0 import a', 'module path'],
  ['f"{$0}"', 'template part'],
  ['match a:\n    case $0: pass', 'case'],
  ['return $0', 'return value'],
  ['a = $0', 'initializer'],
  ['for $0 in x: pass', 'name'],
  ['{"a": $0}', 'property value'],
  ['[$0]', 'array element'],
])('Python: %j is a %s', async (marked, kind) => {
  expect((await at('python', marked)).kind).toBe(kind);
});

test.each([
  ['csharp', 'class A { void M() {\n $0\n int y = 2;\n } }', 'statement'],
  ['csharp', 'class A { void M() { foreach (var x in y) {\n $0\n if (t) { } } } }', 'statement'],
  ['csharp', 'class A { void M() { var x = $0\n } }', 'initializer'],
  ['csharp', 'class A { void M() { return $0; } }', 'return value'],
  ['csharp', 'class A { void M($0) { } }', 'parameter'],
  ['csharp', 'class A : $0\n{ }', 'extends clause'],
  ['csharp', 'class A {\n public $0\n}', 'class body'],
  ['csharp', 'class A {\n $0\n int y;\n}', 'class body'],
  ['java', 'class A { void m() {\n $0\n int y = 2;\n } }', 'statement'],
  ['java', 'class A { void m() { int x = $0\n } }', 'initializer'],
  ['java', 'class A { void m($0) { } }', 'parameter'],
  ['java', 'class A extends $0 { }', 'extends clause'],
  ['java', 'class A {\n $0\n int y;\n}', 'class body'],
  ['java', 'class A { Map<$0> y; }', 'type argument'],
  ['kotlin', 'fun f() {\n $0\n val y = 2\n}', 'statement'],
  ['kotlin', 'fun f() {\n val x = $0\n}', 'initializer'],
  ['kotlin', 'class A : $0 {}', 'extends clause'],
  ['kotlin', 'fun f(x: $0) {}', 'type'],
  ['go', 'package a\nfunc f() {\n\t$0\n\ty := 2\n}', 'statement'],
  ['go', 'package a\nfunc f() {\n\tx := $0\n}', 'initializer'],
  ['go', 'package a\nvar x T = $0\n', 'initializer'],
  ['go', 'package a\nfunc f(x $0) {}', 'type'],
  ['rust', 'fn f() {\n $0\n let y = 2;\n}', 'statement'],
  ['rust', 'fn f() {\n let x = $0\n}', 'initializer'],
  ['rust', 'fn f(x: $0) {}', 'type'],
  ['rust', 'impl $0 for A {}', 'implements clause'],
  ['cpp', 'void f() {\n $0\n int y = 2;\n}', 'statement'],
  ['cpp', 'void f() { int x = $0\n}', 'initializer'],
  ['cpp', 'class A : public $0 {};', 'extends clause'],
  ['cpp', 'void f($0) {}', 'parameter'],
  ['php', '<?php\nfunction f() {\n $0\n $y = 2;\n}', 'statement'],
  ['php', '<?php\nclass A extends $0 {}', 'extends clause'],
  ['ruby', 'def f\n $0\n y = 2\nend', 'statement'],
  ['ruby', 'x = $0', 'initializer'],
  ['scala', 'def f() = {\n val x = $0\n}', 'initializer'],
  ['scala', 'class A extends $0 {}', 'extends clause'],
])('%s: %j is a %s', async (language, marked, kind) => {
  expect((await at(language, marked)).kind).toBe(kind);
});
