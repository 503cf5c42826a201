import { expect, test } from 'vitest';
import { workspacePackages } from '../../../server/host/repository/packages.ts';
import { pathAliases } from '../../../server/host/repository/path-aliases.ts';
import { fixture } from '../../support/fixture.ts';

async function aliasesIn(files: string) {
  using made = fixture(files);
  const found = await pathAliases([...made.files.keys()].map((name) => made.path(name)));
  const short = (path: string): string => path.replace(made.root, '');
  return found.map(({ folder, baseUrl, paths }) => ({
    folder: short(folder),
    ...(baseUrl === undefined ? {} : { baseUrl: short(baseUrl) }),
    ...Object.fromEntries([...paths].map(([pattern, targets]) => [pattern, targets.map(short)])),
  }));
}

test('comments, commas too many and strings that look like comments', async () => {
  expect(
    await aliasesIn(`
//- /tsconfig.json
{
  // the editor's
  "compilerOptions": { /* here */ "paths": { "@/*": ["./src/*"], "//x": ["./a,}"], }, },
}
`),
  ).toEqual([{ folder: '', '@/*': ['/src/*'], '//x': ['/a,}'] }]);
});

test('what a configuration extends, nearest last; targets lie where they are written, or below baseUrl', async () => {
  expect(
    await aliasesIn(`
//- /app/tsconfig.json
{"extends": ["../base", "shared/strict"], "compilerOptions": {"strict": true}}
//- /base.json
{"compilerOptions": {"paths": {"base/*": ["./lib/*"]}}}
//- /node_modules/shared/strict.json
{"extends": "./root.json"}
//- /node_modules/shared/root.json
{"compilerOptions": {"baseUrl": "\${configDir}/src", "paths": {"#*": ["*"]}}}
`),
  ).toEqual([{ folder: '/app', baseUrl: '/app/src', '#*': ['/app/src/*'] }]);
});

test('a configuration that only refers to others stands for them', async () => {
  expect(
    await aliasesIn(`
//- /tsconfig.json
{"files": [], "references": [{"path": "./tsconfig.app.json"}, {"path": "./node"}]}
//- /tsconfig.app.json
{"compilerOptions": {"paths": {"@/*": ["./src/*"]}}}
//- /node/tsconfig.json
{"compilerOptions": {"paths": {"~/*": ["./*"]}}}
`),
  ).toEqual([
    { folder: '', '@/*': ['/src/*'], '~/*': ['/node/*'] },
    { folder: '/node', '~/*': ['/node/*'] },
  ]);
});

test('imports of a package beside the paths of its configuration', async () => {
  expect(
    await aliasesIn(`
//- /package.json
{"imports": {"#db": {"node": "./src/db.node.js", "default": "./src/db.js"}, "#lib/*": "./src/*.js", "#out": "other"}}
//- /jsconfig.json
{"compilerOptions": {"baseUrl": "."}}
`),
  ).toEqual([{ folder: '', baseUrl: '', '#db': ['/src/db.node.js', '/src/db.js'], '#lib/*': ['/src/*.js'] }]);
});

test('broken, circular and missing configurations are passed over', async () => {
  expect(
    await aliasesIn(`
//- /a/tsconfig.json
{"extends": "./tsconfig.json", "compilerOptions": {"paths": 7}}
//- /b/tsconfig.json
{"compilerOptions": 
//- /c/tsconfig.json
{"extends": "./gone.json", "references": [{"path": 3}, {"path": "./gone"}]}
//- /d/package.json
[]
`),
  ).toEqual([]);
});

test('packages and modules by the names that others import them by', async () => {
  using made = fixture(`
//- /web/package.json
{"name": "@shop/web"}
//- /api/go.mod
module shop.dev/api // main

go 1.22
//- /core/Cargo.toml
[workspace]
members = []
[package]
edition = "2024"
name = "shop-core"
//- /php/composer.json
{"autoload": {"psr-4": {"Shop\\\\": ["src/", "more/"]}}, "autoload-dev": {"psr-4": {"Tests\\\\": "tests/"}}}
//- /broken/package.json
{
`);
  const found = await workspacePackages([...made.files.keys()].map((name) => made.path(name)));
  expect(Object.fromEntries(found)).toEqual({
    '@shop/web': made.path('web'),
    'shop.dev/api': made.path('api'),
    'shop-core': made.path('core'),
    'Shop\\': made.path('php/src/'),
    'Tests\\': made.path('php/tests/'),
  });
});
