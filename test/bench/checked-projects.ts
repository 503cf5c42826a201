/**
 * The TypeScript checker over a repository's own projects, one language service for each configuration,
 * with texts laid over files. For ground truth and for baselines: nothing of the engine is used.
 */

import { dirname } from 'node:path';
import ts from 'typescript';

/** Projects kept at one time; the one used longest ago is closed first. */
const kept = 24;

interface Project {
  readonly service: ts.LanguageService;
  readonly roots: Set<string>;
}

export class CheckedProjects {
  readonly #root: string;
  readonly #paths: readonly string[];
  readonly #registry = ts.createDocumentRegistry();
  readonly #projects = new Map<string, Project>();
  readonly #laid = new Map<string, { readonly text: string; readonly version: number }>();
  readonly #disk = new Map<string, string | undefined>();
  readonly #configs = new Map<string, string | undefined>();
  #version = 0;

  /** `paths`: the files that will be asked about; each is part of its project from the start. */
  constructor(root: string, paths: readonly string[]) {
    this.#root = root.replaceAll('\\', '/');
    this.#paths = paths;
  }

  /** The program that holds the file, `text` standing for it until the next call for this file. */
  programWith(path: string, text: string): ts.Program {
    this.#lay(path, text);
    const project = this.#projectOf(path);
    project.roots.add(path);
    const program = project.service.getProgram();
    if (!program) throw new Error(`No program for ${path}.`);
    return program;
  }

  /** A program lives on as long as no text of it changes: what is as on disk counts as that. */
  #lay(path: string, text: string): void {
    if (text === this.#read(path)) this.#laid.delete(path);
    else if (this.#laid.get(path)?.text !== text) this.#laid.set(path, { text, version: ++this.#version });
  }

  /** How many names the language service offers at a place: what an editor without Keyhole asks. */
  completionsAt(path: string, text: string, offset: number): number {
    this.programWith(path, text);
    return this.#projectOf(path).service.getCompletionsAtPosition(path, offset, {})?.entries.length ?? 0;
  }

  #projectOf(path: string): Project {
    const config = this.#configOf(path);
    const known = this.#projects.get(config ?? '') ?? this.#open(config);
    this.#projects.delete(config ?? '');
    this.#projects.set(config ?? '', known);
    const oldest = this.#projects.entries().next().value;
    if (this.#projects.size > kept && oldest) {
      this.#projects.delete(oldest[0]);
      oldest[1].service.dispose();
    }
    return known;
  }

  #configOf(path: string): string | undefined {
    const folder = dirname(path);
    if (!this.#configs.has(folder)) this.#configs.set(folder, this.#nearestConfig(folder));
    return this.#configs.get(folder);
  }

  #nearestConfig(from: string): string | undefined {
    for (let folder = from; folder.startsWith(this.#root); folder = dirname(folder)) {
      const found = ['tsconfig.json', 'jsconfig.json']
        .map((name) => `${folder}/${name}`)
        .find(ts.sys.fileExists);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #open(config: string | undefined): Project {
    const folder = config === undefined ? this.#root : dirname(config);
    const read = config === undefined ? {} : ts.readConfigFile(config, ts.sys.readFile).config;
    const { options, fileNames } = ts.parseJsonConfigFileContent(
      config === undefined ? { files: [] } : read,
      ts.sys,
      folder,
    );
    const roots = new Set([...fileNames, ...this.#paths.filter((path) => this.#configOf(path) === config)]);
    const host: ts.LanguageServiceHost = {
      getCompilationSettings: () => ({ ...defaults, ...options, noEmit: true, skipLibCheck: true }),
      getScriptFileNames: () => [...roots],
      getScriptVersion: (path) => String(this.#laid.get(path)?.version ?? 0),
      getScriptSnapshot: (path) => {
        const text = this.#laid.get(path)?.text ?? this.#read(path);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => folder,
      getDefaultLibFileName: (chosen) => ts.getDefaultLibFilePath(chosen),
      readFile: (path) => this.#read(path),
      fileExists: ts.sys.fileExists,
      directoryExists: ts.sys.directoryExists,
      getDirectories: ts.sys.getDirectories,
      readDirectory: ts.sys.readDirectory,
      ...(ts.sys.realpath ? { realpath: ts.sys.realpath } : {}),
    };
    return { service: ts.createLanguageService(host, this.#registry), roots };
  }

  #read(path: string): string | undefined {
    if (!this.#disk.has(path)) this.#disk.set(path, ts.sys.readFile(path));
    return this.#disk.get(path);
  }
}

/** What stands for a file without a configuration. */
const defaults: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  jsx: ts.JsxEmit.ReactJSX,
  strict: true,
  allowJs: true,
};
