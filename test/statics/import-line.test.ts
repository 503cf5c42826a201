import { describe, expect, test } from 'vitest';
import { CodeIndex } from '../../server/index/index.ts';
import {
  type Importer,
  importEdit,
  importLine,
  type Wanted,
  wantedOf,
} from '../../server/statics/statics.ts';
import * as modules from '../../server/statics/import-module.ts';
import type { FileFacts, SymbolFact } from '../../server/syntax/syntax.ts';
import { applyEdit } from '../../server/text/text.ts';

/** The file as one that imports; its import statements stand at line starts. */
function importer(text: string, path = '/r/src/shop/main.ts'): Importer {
  const statements = [...text.matchAll(/^import[^'"]*['"][^'"]*['"];?/gm)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  return { path, text, statements };
}

const fact = (name: string, more: Partial<SymbolFact> = {}): SymbolFact => ({
  name,
  kind: 'function',
  range: { start: 0, end: 1 },
  exported: true,
  ...more,
});

const moduleFor = (from: Importer, path: string, index: CodeIndex) =>
  modules.moduleFor(from, { path, fact: fact('pay') }, index)?.module;

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

  test('with the ending that others write, where the file has no paths of its own', () => {
    const target = '/r/src/shop/billing.ts';
    const index = indexOf({ [target]: [], '/r/src/tax.ts': ['./shop/billing.js'] });
    expect(moduleFor(importer(''), target, index)).toBe('./billing.js');
    expect(moduleFor(importer(''), target, indexOf({ [target]: ['./cart.js'] }))).toBe('./billing.js');
  });

  test('as a neighbour writes it from now on', () => {
    const [target, main] = ['/r/src/money/rate.ts', '/r/src/shop/main.ts'];
    const index = indexOf({ [target]: [], [main]: [] });
    index.setAliases([{ folder: '/r', paths: new Map([['money/*', ['/r/src/money/*']]]) }]);
    expect(moduleFor(importer(''), target, index)).toBe('../money/rate');
    const imports = [{ module: 'money/rate', names: [], range: { start: 0, end: 1 } }];
    const facts = { language: 'typescript', symbols: [], imports, references: [], chunks: [] };
    index.put('/r/src/shop/other.ts', facts);
    expect(moduleFor(importer(''), target, index)).toBe('money/rate');
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
    shared.setManifests([{ name: 'money', folder: '/r/src/money', dependencies: [] }]);
    expect(moduleFor(plain, target, shared)).toBe('money');
  });
});

describe('what another package gives', () => {
  const rate = '/r/packages/money/src/rate.ts';
  const shop = '/r/packages/shop/src/main.ts';
  const pay: FileFacts['symbols'] = [fact('pay'), fact('owe', { isDefault: true })];
  /** The package `@r/money` with what its entry imports and passes on, and with what its neighbour imports. */
  const workspace = (
    entry: Partial<FileFacts>,
    more: Record<string, Partial<FileFacts>> = {},
    exports?: string[],
  ) => {
    const index = new CodeIndex();
    const files = { [rate]: { symbols: pay }, '/r/packages/money/src/index.ts': entry, [shop]: {}, ...more };
    const nothing = { language: 'typescript', symbols: [], imports: [], references: [], chunks: [] };
    for (const [path, facts] of Object.entries(files)) index.put(path, { ...nothing, ...facts });
    const folders = { shop: '/r/packages/shop', '@r/money': '/r/packages/money' };
    index.setPackages(new Map(Object.entries(folders)));
    const [own, other] = Object.entries(folders).map(([name, folder]) => ({ name, folder }));
    if (own && other)
      index.setManifests([
        { ...own, dependencies: ['@r/money'] },
        { ...other, dependencies: [], ...(exports && { exports }) },
      ]);
    return index;
  };
  const importing = (module: string, names: FileFacts['imports'][number]['names']): Partial<FileFacts> => ({
    imports: [{ module, names, range: { start: 0, end: 1 } }],
  });
  const all = importing('./rate', [{ local: '*', imported: '*' }]);
  const line = (index: CodeIndex, name = 'pay') => {
    const from = importer('', shop);
    const found = pay.find((one) => one.name === name) ?? fact(name);
    const wanted = wantedOf(from, { path: rate, fact: found }, index);
    return wanted && importLine(from, wanted);
  };

  test('is imported by the bare name where the entry passes it on', () => {
    expect(line(workspace(all))).toBe("import { pay } from '@r/money';");
    const named = importing('./rate', [{ local: 'pay', imported: 'pay' }]);
    expect(line(workspace(named))).toBe("import { pay } from '@r/money';");
    const renamed = importing('./rate', [{ local: 'owe', imported: 'default' }]);
    expect(line(workspace(renamed), 'owe')).toBe("import { owe } from '@r/money';");
  });

  test('is not where it does not, only makes use of it, or has no entry', () => {
    expect(line(workspace({}))).toBeUndefined();
    expect(line(workspace(all, {}, ['./rate', './*.css']))).toBeUndefined();
    const used = importing('./rate', [{ local: 'pay', imported: 'pay' }]);
    expect(
      line(workspace({ ...used, references: [{ name: 'pay', kind: 'call', count: 1 }] })),
    ).toBeUndefined();
  });

  test('is imported by the module that others of the package write', () => {
    const other = importing('@r/money/rate', [{ local: 'vat', imported: 'vat' }]);
    const index = workspace({}, { '/r/packages/shop/src/other.ts': other }, ['./r*']);
    expect(line(index)).toBe("import { pay } from '@r/money/rate';");
    expect(line(index, 'owe')).toBe("import owe from '@r/money/rate';");
    expect(line(workspace({}, { '/r/packages/shop/src/other.ts': other }, ['.']))).toBeUndefined();
  });

  test('is not imported by an alias of the other package', () => {
    const alias = importing('~/rate', [{ local: 'pay', imported: 'pay' }]);
    const index = workspace({}, { '/r/packages/money/src/other.ts': alias });
    index.setAliases([
      { folder: '/r/packages/money', paths: new Map([['~/*', ['/r/packages/money/src/*']]]) },
    ]);
    expect(line(index)).toBeUndefined();
  });

  test('is named by a path within the package', () => {
    expect(moduleFor(importer('', '/r/packages/money/src/index.ts'), rate, workspace(all))).toBe('./rate');
  });
});

describe('a declaration of another file is imported', () => {
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
