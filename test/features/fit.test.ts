/** What a model wrote, fitted into its place. In fixtures `$0` is the cursor. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fit, type Place } from '../../server/features/fit.ts';
import { runs } from '../support/long.ts';

function place(text: string, language = 'typescript'): Place {
  const [prefix = '', suffix = ''] = text.split('$0');
  return { prefix, suffix, region: 'code', document: { language } };
}

const fitted = (at: string, text: string, language?: string) => fit(text, place(at, language));

describe('brackets', () => {
  test.each([
    ['print($0)', 'a, b);', 'a, b'],
    ['print($0);', 'a, (b));', 'a, (b)'],
    ['print($0', 'a, b);', 'a, b);'],
    ['const x = [$0];\n', '1, 2];\nnext();', '1, 2'],
    ['function f() {\n  $0\n}\n', 'return 1;\n}', 'return 1;'],
    ['function f() {\n  if (x) {\n    $0\n}\n', 'return 1;\n  }', 'return 1;\n  }'],
    ['function f() {$0}', '\n  return 1;\n}', '\n  return 1;\n'],
    ['x = `${$0}`;', 'name}`;', 'name'],
  ])('that close after the cursor are not closed again: %j + %j', (at, text, expected) => {
    expect(fitted(at, text)).toBe(expected);
  });
});

describe('what stands there already', () => {
  test.each([
    ['const a = $0;\n', 'b + c;', 'b + c'],
    ['f(a$0, b);\n', ', c, b);', ', c'],
    ['const total = $0\nreturn total;\n', 'a;\nreturn total;', 'a;'],
    ['$0\nconst b = 2;\nconst c = 3;\n', 'const a = 1;\nconst b = 2;\nconst c = 3;', 'const a = 1;'],
    ['$0\n\nconst b = 2;\n', 'const b = 2;', ''],
    ['  const a = $0\n', '  const a = 5;', '5;'],
    ['x = $0\n', 'x', 'x'],
  ])('is not written once more: %j + %j', (at, text, expected) => {
    expect(fitted(at, text).trimStart()).toBe(expected);
  });
});

describe('indentation', () => {
  test.each([
    ['if (a) {\n  $0\n}', '  b();\n  c();', 'b();\n  c();'],
    ['if (a) {\n$0\n}', '  b();', '  b();'],
    ['if (a) {\n\tif (b) {\n\t\t$0\n\t}\n}', 'c(() => {\n    d();\n  });', 'c(() => {\n\t\t\td();\n\t\t});'],
    [
      'class A {\n    f() {\n        $0\n    }\n}',
      'if (x) {\n\t\t\treturn;\n\t\t}',
      'if (x) {\n            return;\n        }',
    ],
    ['  a();\n  run(() => {$0', '\n  b();\n});', '\n    b();\n  });'],
    ['a\r\n  $0\r\n', 'b(\r\n    1,\r\n  )  \r\n', 'b(\n    1,\n  )'],
    ['x\n$0', 'a;   \n\nb;\t', 'a;\n\nb;'],
  ])('is that of the file: %j + %j', (at, text, expected) => {
    expect(fitted(at, text)).toBe(expected);
  });

  test('tells blocks in Python', () => {
    expect(fitted('def f():\n    $0\n', '    return 1', 'python')).toBe('return 1');
    expect(fitted('if a:\n    b()\n$0', 'c()', 'python')).toBe('c()');
  });
});

test('never throws, writes nothing of its own but indentation, and leaves no blanks at ends of lines', () => {
  const piece = fc.constantFrom(
    'f(',
    ')',
    '{',
    '}',
    '\n',
    '  ',
    '\t',
    'a',
    ', b',
    ';',
    '"',
    '`',
    '${',
    '// c',
    '\r\n',
  );
  const text = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));
  const property = fc.property(text, text, text, (prefix, suffix, written) => {
    const at = { ...place(''), prefix, suffix };
    const once = fit(written, at);
    const solid = (all: string) => all.replace(/\s/g, '');
    expect(solid(written)).toContain(solid(once));
    expect(once).not.toMatch(/[^\S\n]\n/);
  });
  fc.assert(property, { numRuns: runs(500, 20_000) });
});
