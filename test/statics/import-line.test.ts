import { describe, expect, test } from 'vitest';
import { CodeIndex } from '../../server/index/index.ts';
import {
  type Importer,
  importEdit,
  importLine,
  moduleFor,
  type Wanted,
} from '../../server/statics/statics.ts';
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
