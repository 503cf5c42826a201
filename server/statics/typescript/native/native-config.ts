/**
 * A project's configuration as the native compiler takes it: a file that exists only in what the
 * compiler is told, with options spelled out and files listed, so that both engines hold one program.
 */

import ts from 'typescript';
import { placeholderFile } from '../project.ts';
import { pathsFolder, type ProjectConfig } from '../project-config.ts';

/** Options that mean the same to both compilers and change what a checker says. */
const kept: readonly (keyof ts.CompilerOptions)[] = [
  'allowArbitraryExtensions',
  'allowImportingTsExtensions',
  'allowJs',
  'allowUmdGlobalAccess',
  'checkJs',
  'customConditions',
  'emitDecoratorMetadata',
  'erasableSyntaxOnly',
  'exactOptionalPropertyTypes',
  'experimentalDecorators',
  'isolatedModules',
  'jsxFactory',
  'jsxFragmentFactory',
  'jsxImportSource',
  'maxNodeModuleJsDepth',
  'moduleSuffixes',
  'noFallthroughCasesInSwitch',
  'noImplicitAny',
  'noImplicitOverride',
  'noImplicitReturns',
  'noImplicitThis',
  'noLib',
  'noPropertyAccessFromIndexSignature',
  'noResolve',
  'noUncheckedIndexedAccess',
  'noUncheckedSideEffectImports',
  'noUnusedLocals',
  'noUnusedParameters',
  'preserveSymlinks',
  'resolveJsonModule',
  'resolvePackageJsonExports',
  'resolvePackageJsonImports',
  'rewriteRelativeImportExtensions',
  'rootDirs',
  'strict',
  'strictBindCallApply',
  'strictBuiltinIteratorReturn',
  'strictFunctionTypes',
  'strictNullChecks',
  'strictPropertyInitialization',
  'typeRoots',
  'types',
  'useDefineForClassFields',
  'useUnknownInCatchVariables',
  'verbatimModuleSyntax',
];

/** Where the file of a project stands for the compiler; nothing is there on disk. */
export function nativeConfigPath({ key, folder }: ProjectConfig): string {
  const name = key.slice(key.lastIndexOf('/') + 1);
  return `${folder === '/' ? '' : folder}/__keyhole__.${name}.json`;
}

/** The text of that file. */
export function nativeConfigText({ options }: ProjectConfig, roots: readonly string[]): string {
  const same = Object.fromEntries(kept.map((name) => [name, options[name]]));
  return JSON.stringify({
    compilerOptions: {
      ...same,
      ...modules(options),
      ...(options.jsx === undefined ? {} : { jsx: jsxNames.get(options.jsx) }),
      ...(options.lib === undefined ? oldLibrary(options) : { lib: options.lib.map(libraryName) }),
      ...paths(options),
      target: targetName(options.target),
      moduleDetection: detectionNames.get(options.moduleDetection ?? ts.ModuleDetectionKind.Auto),
      noEmit: true,
      skipLibCheck: true,
    },
    files: [...roots, placeholderFile],
  });
}

const jsxNames: ReadonlyMap<ts.JsxEmit, string> = new Map([
  [ts.JsxEmit.Preserve, 'preserve'],
  [ts.JsxEmit.React, 'react'],
  [ts.JsxEmit.ReactJSX, 'react-jsx'],
  [ts.JsxEmit.ReactJSXDev, 'react-jsxdev'],
  [ts.JsxEmit.ReactNative, 'react-native'],
]);

const detectionNames: ReadonlyMap<ts.ModuleDetectionKind, string> = new Map([
  [ts.ModuleDetectionKind.Auto, 'auto'],
  [ts.ModuleDetectionKind.Legacy, 'legacy'],
  [ts.ModuleDetectionKind.Force, 'force'],
]);

const moduleNames: ReadonlyMap<ts.ModuleKind, string> = new Map([
  [ts.ModuleKind.CommonJS, 'commonjs'],
  [ts.ModuleKind.ES2015, 'es2015'],
  [ts.ModuleKind.ES2020, 'es2020'],
  [ts.ModuleKind.ES2022, 'es2022'],
  [ts.ModuleKind.ESNext, 'esnext'],
  [ts.ModuleKind.Node16, 'node16'],
  [ts.ModuleKind.Node18, 'node18'],
  [ts.ModuleKind.Node20, 'node20'],
  [ts.ModuleKind.NodeNext, 'nodenext'],
  [ts.ModuleKind.Preserve, 'preserve'],
]);

const resolutionNames: ReadonlyMap<ts.ModuleResolutionKind, string> = new Map([
  [ts.ModuleResolutionKind.Node16, 'node16'],
  [ts.ModuleResolutionKind.NodeNext, 'nodenext'],
  [ts.ModuleResolutionKind.Bundler, 'bundler'],
]);

/** Formats and resolutions that the native compiler gave up become the nearest that it has. */
function modules({ module, moduleResolution }: ts.CompilerOptions): Record<string, string> {
  const format = module === undefined ? undefined : (moduleNames.get(module) ?? 'commonjs');
  const resolution =
    moduleResolution === undefined ? undefined : (resolutionNames.get(moduleResolution) ?? 'bundler');
  return {
    ...(format && { module: format }),
    ...(resolution && { moduleResolution: resolution }),
  };
}

function targetName(target: ts.ScriptTarget | undefined): string | undefined {
  if (target === undefined) return undefined;
  if (target >= ts.ScriptTarget.ESNext) return 'esnext';
  return target < ts.ScriptTarget.ES2015 ? 'es2015' : ts.ScriptTarget[target].toLowerCase();
}

/** Targets that the native compiler gave up keep the library that they stand for. */
function oldLibrary({ target }: ts.CompilerOptions): { lib?: readonly string[] } {
  const isOld = target !== undefined && target < ts.ScriptTarget.ES2015;
  return isOld ? { lib: ['es5', 'dom', 'scripthost'] } : {};
}

function libraryName(file: string): string {
  return file.replace(/^lib\./, '').replace(/\.d\.ts$/, '');
}

/** Path aliases from absolute folders; what `baseUrl` allowed without one becomes an alias too. */
function paths(options: ts.CompilerOptions): { paths?: Record<string, string[]> } {
  const { baseUrl } = options;
  const from = baseUrl ?? pathsFolder(options);
  const aliases = Object.entries(options.paths ?? {}).map(([alias, targets]): [string, string[]] => [
    alias,
    targets.map((target) => joined(from, target)),
  ]);
  const all = baseUrl && !options.paths?.['*'] ? [...aliases, baseAlias(baseUrl)] : aliases;
  return all.length === 0 ? {} : { paths: Object.fromEntries(all) };
}

function baseAlias(baseUrl: string): [string, string[]] {
  return ['*', [joined(baseUrl, '*')]];
}

function joined(folder: string, path: string): string {
  if (/^(?:\/|[A-Za-z]:\/)/.test(path)) return path;
  return `${folder.replace(/\/$/, '')}/${path.replace(/^\.\//, '')}`;
}
