/**
 * One project kept warm: a language service over the shared texts. Its program is always that of the
 * texts at the moment of asking.
 */

import ts from 'typescript';
import type { ProjectConfig } from './project-config.ts';
import type { SourceTexts } from './source-texts.ts';

/**
 * The ambient functions that stand for a hole. Generic in what they return and nothing else, so that
 * inference fills in the type that the place expects.
 */
export const placeholders: readonly string[] = ['_keyhole_', '_keyhole1_', '_keyhole2_', '_keyhole3_'];

/** The virtual file that declares them. */
export const placeholderFile = '/__keyhole__/placeholders.d.ts';
export const placeholderText = placeholders
  .map((name) => `declare function ${name}<T>(...given: unknown[]): T;\n`)
  .join('');
const placeholderSnapshot = ts.ScriptSnapshot.fromString(placeholderText);

export interface Project {
  readonly config: ProjectConfig;
  readonly service: ts.LanguageService;
  program(): ts.Program | undefined;
  dispose(): void;
}

export function openProject(
  config: ProjectConfig,
  texts: SourceTexts,
  registry: ts.DocumentRegistry,
): Project {
  const service = ts.createLanguageService(hostOf(config, texts), registry, ts.LanguageServiceMode.Semantic);
  return {
    config,
    service,
    program: () => service.getProgram(),
    dispose: () => service.dispose(),
  };
}

/** The files a project starts from. One that is not saved yet counts as matched by patterns. */
export function rootsOf(config: ProjectConfig, texts: SourceTexts): readonly string[] {
  if (config.listed || config.roots.length === 0) return config.roots;
  const within = texts.unsaved().filter((path) => path.startsWith(`${config.folder}/`));
  return within.length === 0 ? config.roots : [...new Set([...config.roots, ...within])];
}

function hostOf(config: ProjectConfig, texts: SourceTexts): ts.LanguageServiceHost {
  const roots = [...rootsOf(config, texts), placeholderFile];
  const { port } = texts;
  return {
    getCompilationSettings: () => config.options,
    getProjectVersion: () => String(texts.revision),
    getScriptFileNames: () => roots,
    getScriptVersion: (path) => (path === placeholderFile ? '1' : texts.version(path)),
    getScriptSnapshot: (path) => (path === placeholderFile ? placeholderSnapshot : texts.snapshot(path)),
    getCurrentDirectory: () => config.folder,
    getDefaultLibFileName: (options) => `${port.libFolder}/${ts.getDefaultLibFileName(options)}`,
    useCaseSensitiveFileNames: () => port.useCaseSensitiveFileNames,
    readFile: (path) => texts.read(path),
    fileExists: (path) => path === placeholderFile || texts.fileExists(path),
    directoryExists: (path) => port.directoryExists(path),
    getDirectories: (path) => port.getDirectories(path),
    readDirectory: (...query) => port.readDirectory(...query),
    realpath: (path) => texts.realpath(path),
  };
}
