import { expect, test } from 'vitest';
import { ImportGraph } from '../../server/index/import-graph.ts';

function graph(files: Record<string, readonly (string | readonly [string, ...string[]])[]>): ImportGraph {
  const made = new ImportGraph();
  for (const [path, modules] of Object.entries(files)) {
    made.put(
      path,
      modules.map((one) => {
        const [module = '', ...names] = typeof one === 'string' ? [one] : one;
        return {
          module,
          names: names.map((name) => ({ local: name, imported: name })),
          range: { start: 0, end: 0 },
        };
      }),
    );
  }
  return made;
}

function targets(made: ImportGraph, path: string): (string | undefined)[] {
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
