/**
 * Which project a file belongs to: the nearest `tsconfig.json` or `jsconfig.json` upward that includes
 * it, one step of references included, or else a project of its own with lenient options.
 */

import ts from 'typescript';
import { folderOf, foldersFrom } from './file-system.ts';
import type { SourceTexts } from './source-texts.ts';

/** A project as it is declared. */
export interface ProjectConfig {
  /** The configuration file, or the file itself for a project of its own. */
  readonly key: string;
  readonly folder: string;
  readonly options: ts.CompilerOptions;
  readonly roots: readonly string[];
  readonly references: readonly ts.ProjectReference[];
  /** Whether the roots are an explicit list that imports may reach beyond. */
  readonly listed: boolean;
}

const names = ['tsconfig.json', 'jsconfig.json'];

/** Never emits, checks no library, and loads ambient `@types` as configurations of all releases expect. */
function settled(options: ts.CompilerOptions): ts.CompilerOptions {
  return {
    ...options,
    types: options.types ?? ['*'],
    noEmit: true,
    skipLibCheck: true,
    skipDefaultLibCheck: true,
    allowNonTsExtensions: true,
    incremental: undefined,
    composite: undefined,
    tsBuildInfoFile: undefined,
    plugins: undefined,
  };
}

/** The project of a file that no configuration includes. */
export function ownProject(path: string): ProjectConfig {
  const options = settled({
    strict: false,
    allowJs: true,
    checkJs: false,
    jsx: ts.JsxEmit.Preserve,
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    esModuleInterop: true,
    resolveJsonModule: true,
  });
  return { key: path, folder: folderOf(path), options, roots: [path], references: [], listed: false };
}

/** The project that a configuration file declares; broken parts of it are left out. */
export function readConfig(texts: SourceTexts, configPath: string): ProjectConfig {
  const folder = folderOf(configPath);
  const host: ts.ParseConfigHost = {
    useCaseSensitiveFileNames: texts.port.useCaseSensitiveFileNames,
    readFile: (path) => texts.read(path),
    fileExists: (path) => texts.fileExists(path),
    readDirectory: (...query) => texts.port.readDirectory(...query),
  };
  const source = ts.readJsonConfigFile(configPath, (path) => texts.read(path));
  const parsed = ts.parseJsonSourceFileConfigFileContent(source, host, folder, undefined, configPath);
  const { config } = ts.parseConfigFileTextToJson(configPath, source.text);
  return {
    key: configPath,
    folder,
    options: settled(parsed.options),
    roots: parsed.fileNames,
    references: parsed.projectReferences ?? [],
    listed: config instanceof Object && Array.isArray(Reflect.get(config, 'files')),
  };
}

/** Configuration files from the file's folder upward, nearest first. */
export function configsAbove(texts: SourceTexts, path: string): string[] {
  return foldersFrom(folderOf(path)).flatMap((folder) => {
    const base = folder.endsWith('/') ? folder : `${folder}/`;
    return names.map((name) => base + name).filter((candidate) => texts.fileExists(candidate));
  });
}

/** The configuration files that a project refers to. */
export function referencedConfigs(texts: SourceTexts, config: ProjectConfig): string[] {
  return config.references
    .map((reference) => ts.resolveProjectReferencePath(reference))
    .filter((path) => texts.fileExists(path));
}

/** The folder of the configuration that declares `paths`, which the parser notes among the options. */
export function pathsFolder(options: ts.CompilerOptions): string {
  const noted = options['pathsBasePath'];
  if (typeof noted === 'string') return noted;
  const config = options['configFilePath'];
  return typeof config === 'string' ? folderOf(config) : '/';
}
