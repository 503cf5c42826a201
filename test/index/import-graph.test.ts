import { expect, test } from 'vitest';
import { CodeIndex, type PathAliases } from '../../server/index/index.ts';

type Imports = readonly (string | readonly [string, ...string[]])[];

/** Files with their imports: a module, or a module with the names imported from it. */
function graph(files: Record<string, Imports>): CodeIndex {
  const made = new CodeIndex();
  for (const [path, modules] of Object.entries(files)) {
    const imports = modules.map((one) => {
      const [module = '', ...names] = typeof one === 'string' ? [one] : one;
      const bound = names.map((name) => ({ local: name, imported: name }));
      return { module, names: bound, range: { start: 0, end: 0 } };
    });
    made.put(path, { language: '', symbols: [], references: [], chunks: [], imports });
  }
  return made;
}

function targets(made: CodeIndex, path: string): (string | undefined)[] {
  return made.importsOf(path).map(({ target }) => target);
}

test('relative modules with and without ending, `.js` for `.ts`, folders by their index', () => {
  const made = graph({
    '/w/src/a.ts': ['./b', './b.js', './c', '../d.tsx', './missing', 'react', './e.service', '.', './f'],
    '/w/src/b.ts': [],
    '/w/src/c/index.ts': [],
    '/w/d.tsx': [],
    '/w/src/e.service.ts': [],
    '/w/src/index.ts': [],
    '/w/src/f.d.ts': [],
    '/w/src/f.js': [],
  });
  expect(targets(made, '/w/src/a.ts')).toEqual([
    '/w/src/b.ts',
    '/w/src/b.ts',
    '/w/src/c/index.ts',
    '/w/d.tsx',
    undefined,
    undefined,
    '/w/src/e.service.ts',
    '/w/src/index.ts',
    '/w/src/f.d.ts',
  ]);
  expect(made.importers('/w/src/b.ts')).toEqual(['/w/src/a.ts']);
});

test('a file goes before a folder of the same name, and the written ending before all', () => {
  const made = graph({ '/a.ts': ['./m', './m.jsx'], '/m.ts': [], '/m/index.ts': [], '/m.jsx': [] });
  expect(targets(made, '/a.ts')).toEqual(['/m.ts', '/m.jsx']);
});

test('packages of the workspace', () => {
  const made = graph({
    '/w/app/a.ts': ['@w/lib', '@w/lib/deep', 'tool'],
    '/w/lib/src/index.ts': [],
    '/w/lib/src/deep.ts': [],
    '/w/tool/index.js': [],
  });
  expect(targets(made, '/w/app/a.ts')).toEqual([undefined, undefined, undefined]);
  made.setPackages(
    new Map([
      ['@w/lib', '/w/lib'],
      ['tool', '/w/tool'],
    ]),
  );
  expect(targets(made, '/w/app/a.ts')).toEqual([
    '/w/lib/src/index.ts',
    '/w/lib/src/deep.ts',
    '/w/tool/index.js',
  ]);
  expect(made.importers('/w/lib/src/deep.ts')).toEqual(['/w/app/a.ts']);
});

test('Python: relative, absolute from any folder above, and submodules by name', () => {
  const made = graph({
    '/w/app/main.py': [
      ['.models', 'Invoice'],
      ['..shared.text', 'trim'],
      ['app.models', 'Invoice'],
      ['.', 'models', 'version'],
      'os',
    ],
    '/w/app/__init__.py': [],
    '/w/app/models.py': [],
    '/w/shared/text.py': [],
  });
  expect(targets(made, '/w/app/main.py')).toEqual([
    '/w/app/models.py',
    '/w/shared/text.py',
    '/w/app/models.py',
    '/w/app/__init__.py',
    '/w/app/models.py',
    undefined,
  ]);
  expect(made.importers('/w/app/models.py')).toEqual(['/w/app/main.py']);
});

test('Windows paths', () => {
  const made = graph({ 'C:\\w\\a.ts': ['./b/c'], 'C:\\w\\b\\c.ts': [] });
  expect(targets(made, 'C:\\w\\a.ts')).toEqual(['C:\\w\\b\\c.ts']);
});

test('path aliases: the nearest config, the longest prefix, several targets, baseUrl last', () => {
  const made = graph({
    '/w/app/src/a.ts': ['@/b', '@/deep/c', '~b', 'shared/d', 'exact', '@/none'],
    '/w/app/src/b.ts': [],
    '/w/app/other/c.ts': [],
    '/w/app/shared/d.ts': [],
    '/w/lib/e.ts': ['@/b'],
    '/w/root/b.ts': [],
  });
  const paths = (entries: Record<string, string[]>): PathAliases['paths'] => new Map(Object.entries(entries));
  made.setAliases([
    { folder: '/w', paths: paths({ '@/*': ['/w/root/*'] }) },
    {
      folder: '/w/app',
      baseUrl: '/w/app',
      paths: paths({
        '@/*': ['/w/gone/*', '/w/app/src/*'],
        '@/deep/*': ['/w/app/other/*'],
        '~*': ['/w/app/src/*'],
        exact: ['/w/app/src/b.ts'],
      }),
    },
  ]);
  expect(targets(made, '/w/app/src/a.ts')).toEqual([
    '/w/app/src/b.ts',
    '/w/app/other/c.ts',
    '/w/app/src/b.ts',
    '/w/app/shared/d.ts',
    '/w/app/src/b.ts',
    undefined,
  ]);
  expect(targets(made, '/w/lib/e.ts')).toEqual(['/w/root/b.ts']);
  expect(made.importers('/w/app/src/b.ts')).toEqual(['/w/app/src/a.ts']);
  made.setAliases([]);
  expect(made.importers('/w/app/src/b.ts')).toEqual([]);
});

const conventions: readonly [string, Record<string, Imports>, readonly (string | undefined)[]][] = [
  [
    'Go: packages are folders below the module',
    {
      '/w/cmd/main.go': ['acme.dev/shop/billing', 'fmt', 'acme.dev/shopping'],
      '/w/billing/a.go': [],
      '/w/billing/b.go': [],
      '/w/billing/a_test.go': [],
    },
    ['/w/billing/a.go', '/w/billing/b.go', undefined, undefined],
  ],
  [
    'Java and Kotlin: a class is a file, other names are anywhere in the package',
    {
      '/w/app/src/main/java/com/acme/App.java': [
        ['com.acme.billing', 'Invoice'],
        ['com.acme.billing.Money', 'parse'],
        ['com.acme.text', '*'],
        ['java.util', 'List'],
      ],
      '/w/app/src/main/java/com/acme/billing/Invoice.java': [],
      '/w/lib/src/main/kotlin/com/acme/billing/Money.kt': [],
      '/w/lib/src/main/kotlin/com/acme/text/Strings.kt': [],
      '/w/web/billing/Invoice.ts': [],
    },
    [
      '/w/app/src/main/java/com/acme/billing/Invoice.java',
      '/w/lib/src/main/kotlin/com/acme/billing/Money.kt',
      '/w/lib/src/main/kotlin/com/acme/text/Strings.kt',
      undefined,
    ],
  ],
  [
    'Rust: crate, self, super, submodules and crates of the workspace',
    {
      '/w/app/src/billing/invoice.rs': [
        ['crate::text', 'trim'],
        ['super::money', 'Money'],
        ['crate::billing', 'money'],
        ['acme_lib::deep', 'Deep'],
        ['std::fmt', 'Display'],
      ],
      '/w/app/src/billing/mod.rs': ['invoice'],
      '/w/app/src/billing/money.rs': [],
      '/w/app/src/text.rs': [],
      '/w/lib/src/deep.rs': [],
    },
    [
      '/w/app/src/text.rs',
      '/w/app/src/billing/money.rs',
      '/w/app/src/billing/money.rs',
      '/w/lib/src/deep.rs',
      undefined,
    ],
  ],
  [
    'C and C++: beside the file, else the nearest that an include path may lead to',
    {
      '/w/src/net/a.cpp': ['./b.h', 'util/c.hpp', 'vector', './gone.h'],
      '/w/src/net/b.h': [],
      '/w/include/util/c.hpp': [],
      '/w/include/other/b.h': [],
    },
    ['/w/src/net/b.h', '/w/include/util/c.hpp', undefined, undefined],
  ],
  [
    'PHP: namespaces by composer or by their last names, files by path',
    {
      '/w/src/Http/Kernel.php': [
        ['App\\Models', 'User'],
        ['Lib\\Text', 'Trim'],
        './helpers.php',
        ['Psr\\Log', 'Logger'],
      ],
      '/w/src/Models/User.php': [],
      '/w/lib/Text/Trim.php': [],
      '/w/src/Http/helpers.php': [],
    },
    ['/w/src/Http/helpers.php', undefined, '/w/src/Models/User.php', '/w/lib/Text/Trim.php'],
  ],
  [
    'Ruby: from any lib above',
    {
      '/w/lib/acme/app.rb': ['acme/billing', './text', 'json'],
      '/w/lib/acme/billing.rb': [],
      '/w/lib/acme/text.rb': [],
    },
    ['/w/lib/acme/billing.rb', '/w/lib/acme/text.rb', undefined],
  ],
  [
    'Lua: dots are folders, init is the folder',
    {
      '/w/app/main.lua': ['app.billing', 'app.text', 'socket'],
      '/w/app/billing.lua': [],
      '/w/app/text/init.lua': [],
    },
    ['/w/app/billing.lua', '/w/app/text/init.lua', undefined],
  ],
  [
    'C#: a namespace is a folder',
    {
      '/w/App.cs': [
        ['Acme.Billing', '*'],
        ['System.Linq', '*'],
      ],
      '/w/Billing/Invoice.cs': [],
      '/w/Billing/Money.cs': [],
    },
    ['/w/Billing/Invoice.cs', '/w/Billing/Money.cs', undefined],
  ],
  [
    'shell: beside the file',
    { '/w/run.sh': ['./lib.sh', '$DIR/text.sh'], '/w/lib.sh': [], '/w/text.sh': [] },
    ['/w/lib.sh', '/w/text.sh'],
  ],
  [
    'Vue and Svelte beside scripts',
    { '/w/a.vue': ['./b', './c.svelte'], '/w/b.ts': [], '/w/c.svelte': [] },
    ['/w/b.ts', '/w/c.svelte'],
  ],
];

test.each(conventions)('%s', (_, files, expected) => {
  const made = graph(files);
  made.setPackages(
    new Map([
      ['acme.dev/shop', '/w'],
      ['acme-lib', '/w/lib'],
      ['App\\', '/w/src'],
    ]),
  );
  const [from = ''] = Object.keys(files);
  expect(targets(made, from).toSorted()).toEqual(expected.toSorted());
  for (const target of expected) if (target) expect(made.importers(target)).toContain(from);
});
