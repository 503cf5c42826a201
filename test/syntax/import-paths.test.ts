import fc from 'fast-check';
import { expect, test } from 'vitest';
import { importsOfPath } from '../../server/syntax/import-paths.ts';
import type { ImportRules } from '../../server/syntax/rules.ts';

const java: ImportRules = { style: 'path', separator: '.', wildcards: ['*', '_'], binds: 'last' };
const rust: ImportRules = { ...java, separator: '::' };
const php: ImportRules = { ...java, separator: '\\' };
const csharp: ImportRules = { ...java, binds: 'all' };

test.each([
  ['import a.b.C;', java, 'a.b: C as C'],
  ['import static a.b.C.*;', java, 'a.b.C: * as *'],
  ['import Lonely', java, 'Lonely: * as Lonely'],
  ['import a.b.C as D', java, 'a.b: C as D'],
  ['import a.b.{C, D => E, F => _, _}', java, 'a.b: C as C, D as E, * as *'],
  ['import a.B, c.d._', java, 'a: B as B | c.d: * as *'],
  ['use std::fmt;', rust, 'std: fmt as fmt'],
  [
    'pub(crate) use crate::a::{self, b as c, d::{e, f::*}};',
    rust,
    'crate: a as a | crate::a: b as c | crate::a::d: e as e | crate::a::d::f: * as *',
  ],
  ['use a::b as _;', rust, 'a: '],
  ['extern crate serde;', rust, 'serde: * as serde'],
  ['use a::{ // one\n  b, /* two */ c,\n};', rust, 'a: b as b, c as c'],
  ['use A\\B\\C as D, E\\F;', php, 'A\\B: C as D | E: F as F'],
  ['use function A\\{b, C\\d};', php, 'A: b as b | A\\C: d as d'],
  ['using System.Text;', csharp, 'System.Text: * as *'],
  ['global using static A.B;', csharp, 'A.B: * as *'],
  ['using X = A.B.C;', csharp, 'A.B: C as X'],
])('%s', (statement, rules, expected) => {
  const printed = importsOfPath(statement, rules).map(
    ({ module, names }) =>
      `${module}: ${names.map(({ imported, local }) => `${imported} as ${local}`).join(', ')}`,
  );
  expect(printed.join(' | ')).toBe(expected);
});

test('any text is read, however deep its braces', () => {
  const piece = fc.constantFrom(
    'use ',
    'a',
    '::',
    '.',
    '{',
    '}',
    ',',
    ' as ',
    '=>',
    '*',
    '_',
    'self',
    '/*',
    '\n',
    ';',
    '=',
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 60 }),
      fc.constantFrom(java, rust, php, csharp),
      (pieces, rules) => {
        for (const { names } of importsOfPath(pieces.join(''), rules)) {
          for (const { local, imported } of names) expect(local !== '' && imported !== '').toBe(true);
        }
      },
    ),
  );
  expect(importsOfPath(`use ${'a::{'.repeat(100_000)}`, rust)).toEqual([]);
});
