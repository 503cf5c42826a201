/** The rules of the house, as tables. A breach names the file and the rule. */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { modulesOf, moduleAt, projectRoot, type SourceModule } from './support/sources.ts';

/** Lowest first. A folder may import only those before it; folders on one line do not import each other. */
const layers: readonly (readonly string[])[] = [
  ['protocol'],
  ['text'],
  ['syntax', 'models'],
  ['index'],
  ['statics'],
  ['context', 'monitors'],
  ['selection'],
  ['layout'],
  ['features', 'schedule'],
  ['host'],
  ['lsp', 'cli', 'mcp'],
];

/** What only some folders of the server may import. */
const reserved: readonly { readonly modules: RegExp; readonly only: readonly string[] }[] = [
  {
    modules: /^(node:)?(fs|fs\/promises|child_process|worker_threads|module)$/,
    only: ['host', 'cli', 'lsp', 'mcp'],
  },
  { modules: /^(node:)?(net|http|https|tls|dns|dns\/promises|dgram|http2)$/, only: ['models'] },
  { modules: /^vscode-(languageserver|jsonrpc)/, only: ['lsp'] },
  { modules: /^vscode$/, only: [] },
];

const words = [
  'util',
  'utils',
  'helper',
  'helpers',
  'manager',
  'common',
  'core',
  'misc',
  'data',
  'info',
  'base',
  'impl',
];

/** Typed-array hot loops: there `!` stands for a bound that the loop itself holds. */
const hotLoops: readonly string[] = ['server/models/ngram/counts.ts'];

const server = modulesOf('server');
const shipped = [...server, ...modulesOf('src'), ...modulesOf('media')];

function folderOf(path: string): string {
  return path.split('/')[1] ?? '';
}

function levelOf(folder: string): number {
  return layers.findIndex((line) => line.includes(folder));
}

/** What is wrong with the imports of one module, a sentence each. */
function importBreaches({ path, imports }: SourceModule): string[] {
  const folder = folderOf(path);
  return imports.flatMap((target) => {
    if (target.startsWith('server/')) return serverImportBreach(path, target);
    if (/^(src|media)\//.test(target) && target.split('/')[0] !== path.split('/')[0])
      return [`${path}: ${target} may not be imported`];
    const rule = path.startsWith('server/')
      ? reserved.find(({ modules }) => modules.test(target))
      : undefined;
    return rule && !rule.only.includes(folder) ? [`${path}: ${folder} may not import ${target}`] : [];
  });
}

function serverImportBreach(path: string, target: string): string[] {
  const to = folderOf(target);
  if (!path.startsWith('server/'))
    return to === 'protocol' ? [] : [`${path}: only server/protocol may be imported`];
  const from = folderOf(path);
  if (from === to) return [];
  if (levelOf(to) >= levelOf(from)) return [`${path}: ${from} may not import ${to}`];
  return target === `server/${to}/${to}.ts`
    ? []
    : [`${path}: import the front ${to}/${to}.ts, not ${target}`];
}

function cycles(modules: readonly SourceModule[]): string[] {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) found.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
    if (done.has(path) || trail.includes(path)) return;
    for (const target of byPath.get(path)?.imports ?? [])
      if (byPath.has(target)) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const { path } of modules) visit(path, []);
  return found;
}

/** Nodes of a module for which `test` holds, as `path:line`. */
function places({ path, tree }: SourceModule, holds: (node: ts.Node) => boolean): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (holds(node)) found.push(`${path}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

const isFunction = (node: ts.Node): node is ts.FunctionLikeDeclaration =>
  ts.isFunctionDeclaration(node) ||
  ts.isMethodDeclaration(node) ||
  ts.isArrowFunction(node) ||
  ts.isFunctionExpression(node) ||
  ts.isConstructorDeclaration(node);

function linesOf(node: ts.Node): number {
  return node.getText().split('\n').length;
}

/** A composition that only defines closures and hands them out is measured by its closures. */
const longest = 50;

function isLong(node: ts.Node): boolean {
  if (!isFunction(node) || !node.body) return false;
  const inner = countInner(node.body);
  return linesOf(node) - inner > longest;
}

function countInner(node: ts.Node): number {
  let lines = 0;
  ts.forEachChild(node, (child) => {
    lines += isFunction(child) ? Math.max(0, linesOf(child) - 1) : countInner(child);
  });
  return lines;
}

describe('layers', () => {
  test('every folder of the server has its place', () => {
    const folders = readdirSync(join(projectRoot, 'server'));
    expect(folders.filter((folder) => levelOf(folder) < 0)).toEqual([]);
  });

  test('imports go down, through front files, and stay where they belong', () => {
    expect(shipped.flatMap(importBreaches)).toEqual([]);
  });

  test.each([
    [
      'server/context/x.ts',
      "import { complete } from '../features/features.ts';",
      'context may not import features',
    ],
    [
      'server/context/x.ts',
      "import { guardAt } from '../monitors/monitors.ts';",
      'context may not import monitors',
    ],
    ['server/features/x.ts', "import { mmr } from '../index/mmr.ts';", 'import the front index/index.ts'],
    ['server/statics/x.ts', "import { readFileSync } from 'node:fs';", 'statics may not import node:fs'],
    ['server/cli/x.ts', "import * as vscode from 'vscode';", 'cli may not import vscode'],
    ['media/x.tsx', "import { Server } from '../src/server.ts';", 'src/server.ts may not be imported'],
    ['src/x.ts', "import { complete } from '../server/features/features.ts';", 'only server/protocol'],
  ])('%s with %s is a breach', (path, text, breach) => {
    expect(importBreaches(moduleAt(path, text)).join()).toContain(breach);
  });

  test('no module imports itself through others', () => {
    expect(cycles(shipped)).toEqual([]);
  });
});

describe('style', () => {
  test('files have at most 400 lines', () => {
    const long = [...shipped, ...modulesOf('test')].filter(({ text }) => text.split('\n').length > 400);
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  test(`functions have at most ${longest} lines of their own and 4 parameters`, () => {
    expect(shipped.flatMap((module) => places(module, isLong))).toEqual([]);
    const wide = (node: ts.Node) => isFunction(node) && node.parameters.length > 4;
    expect(shipped.flatMap((module) => places(module, wide))).toEqual([]);
  });

  test('no any, no as but `as const`, no non-null assertion', () => {
    const weak = (node: ts.Node) =>
      node.kind === ts.SyntaxKind.AnyKeyword ||
      ts.isTypeAssertionExpression(node) ||
      (ts.isAsExpression(node) && node.type.getText() !== 'const');
    expect(shipped.flatMap((module) => places(module, weak))).toEqual([]);
    const cold = shipped.filter(({ path }) => !hotLoops.includes(path));
    expect(cold.flatMap((module) => places(module, ts.isNonNullExpression))).toEqual([]);
  });

  test('named exports only, and no barrels', () => {
    const wrong = (node: ts.Node) =>
      ts.isExportAssignment(node) || (ts.isExportDeclaration(node) && node.exportClause === undefined);
    const written = shipped.filter(({ path }) => !path.endsWith('.d.ts'));
    expect(written.flatMap((module) => places(module, wrong))).toEqual([]);
  });

  test('files open by saying what they own', () => {
    const silent = shipped.filter(({ text }) => !/^(#!.*\n)?\/\*\*/.test(text));
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  test('names say what a thing is', () => {
    const vague = shipped.filter(({ path }) => path.split(/[/.-]/).some((word) => words.includes(word)));
    expect(vague.map(({ path }) => path)).toEqual([]);
  });

  test('nothing is left for later', () => {
    const left = shipped.filter(({ text }) =>
      /\b(TODO|FIXME|XXX)\b(?!")|@ts-ignore|@ts-expect-error/.test(text),
    );
    expect(left.map(({ path }) => path)).toEqual([]);
  });
});

test('the project is held by its top-level names', () => {
  const content = ['package.json', 'src', 'server', 'grammars', 'media', 'test', 'README.md'];
  const usual = [
    'LICENSE',
    'CHANGELOG.md',
    'CONTRIBUTING.md',
    'package-lock.json',
    'tsconfig.json',
    'dist',
    'node_modules',
  ];
  const tools = ['biome.json', 'knip.json', 'vitest.config.ts', 'esbuild.mjs', 'node-version.mjs'];
  const known = new Set([...content, ...usual, ...tools]);
  expect(readdirSync(projectRoot).filter((name) => !name.startsWith('.') && !known.has(name))).toEqual([]);
});
