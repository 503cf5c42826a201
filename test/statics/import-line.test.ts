import { describe, expect, test } from 'vitest';
import { CodeIndex } from '../../server/index/index.ts';
import {
  type Importer,
  importEdit,
  importLine,
  type Wanted,
  wantedOf,
} from '../../server/statics/statics.ts';
import { moduleFor } from '../../server/statics/import-module.ts';
import type { SymbolFact } from '../../server/syntax/syntax.ts';
import { applyEdit } from '../../server/text/text.ts';

/** The file as one that imports; its import statements stand at line starts. */
function importer(text: string, path = '/r/src/shop/main.ts'): Importer {
  const statements = [...text.matchAll(/^import[^'"]*['"][^'"]*['"];?/gm)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  return { path, text, statements };
}

function indexOf(files: Readonly<Record<string, readonly string[]>>): CodeIndex {
  const index = new CodeIndex();
  for (const [path, modules] of Object.entries(files)) {
    const imports = modules.map((module, at) => ({ module, names: [], range: { start: at, end: at + 1 } }));
    index.put(path, { language: 'typescript', symbols: [], imports, references: [], chunks: [] });
  }
  return index;
}

const added = (text: string, wanted: Partial<Wanted> = {}) =>
  applyEdit(text, importEdit(importer(text), { ...makeInvoice, ...wanted }));
const makeInvoice: Wanted = { module: './billing', names: ['makeInvoice'], kind: 'value' };

describe('an import is added', () => {
  test.each([
    [
      'as a line after the last',
      "import a from 'a';\n\nx();\n",
      "import a from 'a';\nimport { makeInvoice } from './billing';\n\nx();\n",
    ],
    [
      'with the quotes and the end of the others',
      'import a from "a"\nx()\n',
      'import a from "a"\nimport { makeInvoice } from "./billing"\nx()\n',
    ],
    [
      'with the line ends of the file',
      "import a from 'a';\r\nx();\r\n",
      "import a from 'a';\r\nimport { makeInvoice } from './billing';\r\nx();\r\n",
    ],
    [
      'to the names that are imported from there',
      "import { send } from './billing';\n",
      "import { send, makeInvoice } from './billing';\n",
    ],
    [
      'to names on lines of their own',
      "import {\n  send,\n  pay,\n} from './billing';\n",
      "import {\n  send,\n  pay,\n  makeInvoice,\n} from './billing';\n",
    ],
    [
      'to names on lines without a last comma',
      "import {\n  send\n} from './billing';\n",
      "import {\n  send,\n  makeInvoice\n} from './billing';\n",
    ],
    [
      'to braces that hold nothing',
      "import { } from './billing';\n",
      "import { makeInvoice } from './billing';\n",
    ],
    [
      'beside types, which take no values',
      "import type { Invoice } from './billing';\n",
      "import type { Invoice } from './billing';\nimport { makeInvoice } from './billing';\n",
    ],
    ['at the top of a file without imports', 'x();\n', "import { makeInvoice } from './billing';\nx();\n"],
    [
      'after what has to stand first',
      "#!/usr/bin/env node\n/** Licence. */\n'use strict';\nx();\n",
      "#!/usr/bin/env node\n/** Licence. */\n'use strict';\nimport { makeInvoice } from './billing';\nx();\n",
    ],
    ['to an empty file', '', "import { makeInvoice } from './billing';\n"],
  ])('%s', (_, text, after) => {
    expect(added(text)).toBe(after);
  });

  test('once for several names', () => {
    expect(added('', { names: ['a', 'b'] })).toBe("import { a, b } from './billing';\n");
    expect(added("import {\n  x,\n} from './billing';", { names: ['a', 'b'] })).toBe(
      "import {\n  x,\n  a,\n  b,\n} from './billing';",
    );
    expect(importLine(importer(''), makeInvoice)).toBe("import { makeInvoice } from './billing';");
  });

  test.each([
    ['', "import type { Invoice } from './billing';\n"],
    ["import type { Line } from './billing';", "import type { Line, Invoice } from './billing';"],
    ["import { send } from './billing';", "import { send, type Invoice } from './billing';"],
    [
      "import { send } from './billing';\nimport type { Line } from './billing';",
      "import { send } from './billing';\nimport type { Line, Invoice } from './billing';",
    ],
  ])('as a type: %j', (text, after) => {
    expect(added(text, { names: ['Invoice'], kind: 'type' })).toBe(after);
  });
});

describe('the module is written', () => {
  const plain = importer("import a from '../a';");
  test.each([
    ['/r/src/shop/billing.ts', './billing'],
    ['/r/src/tax.tsx', '../tax'],
    ['/r/src/money/index.ts', '../money'],
    ['/r/src/shop/index.ts', '.'],
    ['/r/src/index.d.ts', '..'],
  ])('%s as %s', (target, module) => {
    expect(moduleFor(plain, target, indexOf({}))).toBe(module);
  });

  test.each([
    ["import a from './a.js';", '/r/src/shop/billing.ts', './billing.js'],
    ["import a from './a.js';", '/r/src/shop/billing.mts', './billing.mjs'],
    ["import a from './a';", '/r/src/shop/billing.mts', './billing.mjs'],
    ["import a from './a.ts';", '/r/src/shop/billing.ts', './billing.ts'],
    ["import a from './a.js';", '/r/src/money/index.ts', '../money/index.js'],
  ])('after %s %s as %s', (text, target, module) => {
    expect(moduleFor(importer(text), target, indexOf({}))).toBe(module);
  });

  test('as it stands in the file already, and as neighbours write it where that is no path', () => {
    const target = '/r/src/money/index.ts';
    const own = indexOf({ [target]: [], '/r/src/shop/main.ts': ['../money/index'] });
    expect(moduleFor(importer("import type { M } from '../money/index';"), target, own)).toBe(
      '../money/index',
    );
    const packages = new Map([['money', '/r/src/money']]);
    const shared = indexOf({ [target]: [], '/r/src/tax.ts': ['money'], '/r/src/pay.ts': ['money'] });
    shared.setPackages(packages);
    expect(moduleFor(plain, target, shared)).toBe('money');
  });

  test('as the name of its package where that is another one', () => {
    const target = '/r/packages/money/src/rate.ts';
    const index = indexOf({ [target]: [] });
    index.setPackages(
      new Map([
        ['shop', '/r/packages/shop'],
        ['@r/money', '/r/packages/money'],
      ]),
    );
    const inside = importer('', '/r/packages/money/src/index.ts');
    expect(moduleFor(importer('', '/r/packages/shop/src/main.ts'), target, index)).toBe('@r/money');
    expect(moduleFor(inside, target, index)).toBe('./rate');
  });
});

describe('a declaration of another file is imported', () => {
  const fact = (name: string, more: Partial<SymbolFact> = {}): SymbolFact => ({
    name,
    kind: 'function',
    range: { start: 0, end: 1 },
    exported: true,
    ...more,
  });
  const lineFor = (from: Importer, path: string, one: SymbolFact, index = indexOf({})) => {
    const wanted = wantedOf(from, { path, fact: one }, index);
    return wanted && importLine(from, wanted);
  };

  test.each<[file: string, target: string, line: string | undefined]>([
    ['/r/src/shop/main.py', '/r/src/shop/billing.py', 'from .billing import pay'],
    ['/r/src/shop/main.py', '/r/src/shop/__init__.py', 'from . import pay'],
    ['/r/src/shop/main.py', '/r/src/models/invoice.py', 'from ..models.invoice import pay'],
    ['/r/src/shop/main.rs', '/r/src/models/mod.rs', 'use crate::models::pay;'],
    ['/r/a/src/main.rs', '/r/b/src/lib.rs', undefined],
    ['/r/src/main/java/shop/Main.java', '/r/src/main/java/money/Tax.java', 'import money.pay;'],
    ['/r/src/main/kotlin/shop/Main.kt', '/r/src/main/java/money/Tax.java', 'import money.pay'],
    ['/r/src/shop/main.c', '/r/src/shop/billing.h', '#include "billing.h"'],
    ['/r/src/shop/main.c', '/r/src/shop/billing.c', undefined],
    ['/r/lib/shop/main.rb', '/r/lib/tax.rb', "require_relative '../tax'"],
    ['/r/shop/main.go', '/r/money/tax.go', undefined],
    ['/r/shop/main.lua', '/r/shop/tax.lua', undefined],
  ])('%s takes %s by %s', (file, target, line) => {
    expect(lineFor(importer('', file), target, fact('pay'))).toBe(line);
  });

  test('as its neighbours write it', () => {
    const of = (module: string, imported: string, language: string) => ({
      language,
      symbols: [],
      imports: [{ module, names: [{ local: imported, imported }], range: { start: 0, end: 1 } }],
      references: [],
      chunks: [],
    });
    const index = new CodeIndex();
    const empty = { symbols: [], imports: [], references: [], chunks: [] };
    index.put('/r/src/money/tax.py', { language: 'python', ...empty });
    index.put('/r/src/other.py', of('money', 'tax', 'python'));
    index.put('/r/src/third.py', of('money.tax', 'vat', 'python'));
    expect(lineFor(importer('', '/r/src/shop/main.py'), '/r/src/money/tax.py', fact('pay'), index)).toBe(
      'from money.tax import pay',
    );
    index.put('/r/money/tax.go', { language: 'go', ...empty });
    index.put('/r/shop/pay.go', of('example.org/r/money', '*', 'go'));
    index.setPackages(new Map([['example.org/r', '/r']]));
    expect(lineFor(importer('', '/r/shop/main.go'), '/r/money/tax.go', fact('pay'), index)).toBe(
      'import "example.org/r/money"',
    );
  });

  test.each([
    ['', "import pay from './billing';"],
    ["const a = require('./a')\n", "const pay = require('./billing')"],
  ])('by default: after %j %s', (text, line) => {
    const statements = text === '' ? [] : [{ start: 6, end: text.length - 1 }];
    const from = { path: '/r/src/shop/main.js', text, statements };
    expect(lineFor(from, '/r/src/shop/billing.js', fact('pay', { isDefault: true }))).toBe(line);
  });

  test('by the name of its file where it has none, and no type into a plain script', () => {
    const plain = importer('', '/r/src/shop/main.js');
    expect(lineFor(plain, '/r/src/shop/use-cart.ts', fact('default', { isDefault: true }))).toBe(
      "import useCart from './use-cart';",
    );
    expect(lineFor(plain, '/r/src/shop/cart.ts', fact('Cart', { kind: 'interface' }))).toBeUndefined();
  });

  test('behind the end of a line that requires another', () => {
    const text = "var a = require('./a');\na();\n";
    const from = { path: '/r/src/shop/main.js', text, statements: [{ start: 4, end: 22 }] };
    expect(applyEdit(text, importEdit(from, makeInvoice))).toBe(
      "var a = require('./a');\nconst { makeInvoice } = require('./billing');\na();\n",
    );
  });
});
