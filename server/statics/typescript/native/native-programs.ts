/** Programs of the native compiler, in a process of its own, behind the interface of the type engine. */

import type ts from 'typescript';
import type { Diagnostic as NativeDiagnostic, Project } from 'typescript7/unstable/sync';
import type { Diagnostic, TypeEngine } from '../../type-engine.ts';
import { isReported } from '../diagnostics.ts';
import { engineOver } from '../engine.ts';
import type { FileSystemPort } from '../file-system.ts';
import { ParsedFiles } from '../parsed-files.ts';
import type { Probe } from '../probe.ts';
import type { Look, Programs } from '../programs.ts';
import type { ProjectConfig } from '../project-config.ts';
import { ProjectConfigs } from '../project-configs.ts';
import { holeNode, receiverOf } from '../site.ts';
import { SourceTexts } from '../source-texts.ts';
import { NativeAliases } from './native-aliases.ts';
import { askedOf } from './native-asked.ts';
import { nativeChecker } from './native-checker.ts';
import { NativeGlobals } from './native-globals.ts';
import { nativeMembers } from './native-members.ts';
import { type SyntaxKinds, syntaxKinds } from './native-nodes.ts';
import { nativeScope } from './native-scope.ts';
import { NativeSession } from './native-session.ts';
import type { NativeSources } from './native-trees.ts';
import type { NativeTypeScript } from './native-typescript.ts';

/** An engine over the native compiler. Its calls block the thread. */
export function createNativeEngine(files: FileSystemPort, native: NativeTypeScript): TypeEngine {
  const texts = new SourceTexts(files);
  return engineOver(texts, new NativePrograms(texts, native));
}

/** Owns the compiler's process, through the session, and the trees read beside it. */
class NativePrograms implements Programs {
  readonly name: string;
  readonly #native: NativeTypeScript;
  readonly #texts: SourceTexts;
  readonly #configs: ProjectConfigs;
  readonly #session: NativeSession;
  readonly #globals: NativeGlobals;
  readonly #aliases: NativeAliases;
  readonly #parsed = new ParsedFiles();
  readonly #kinds: SyntaxKinds;
  readonly #numbered: NativeSources['numbered'] = new WeakMap();

  constructor(texts: SourceTexts, native: NativeTypeScript) {
    this.name = `TypeScript ${native.version}`;
    this.#native = native;
    this.#texts = texts;
    this.#configs = new ProjectConfigs(texts);
    this.#session = new NativeSession(native, texts);
    this.#globals = new NativeGlobals(texts);
    this.#aliases = new NativeAliases(texts);
    this.#kinds = syntaxKinds(native.syntaxKinds);
  }

  look(path: string, probe: Probe): Look | undefined {
    const project = this.#of(path);
    if (!project || !holds(project, path)) return undefined;
    this.#aliases.settle(path);
    const source = this.#parsed.of(path, probe.text);
    const asked = askedOf(this.#sources(project, source));
    const globals = () => this.#globals.of(project, asked.handles, path);
    const checker = nativeChecker(asked);
    const receiver = receiverOf(holeNode(source, probe));
    return {
      source,
      checker: {
        ...checker,
        symbolsInScope: nativeScope(asked, source, globals),
        offeredMembers: () => receiver && nativeMembers(asked, checker, receiver, probe.start),
      },
    };
  }

  parsed(path: string, text: string): ts.SourceFile {
    return this.#parsed.of(path, text);
  }

  errors(path: string): Diagnostic[] {
    const program = this.#of(path)?.program;
    if (!program?.getSourceFileMetadata(path)) return [];
    const syntactic = program.getSyntacticDiagnostics(path).map((one) => plain(one, true));
    const semantic = program
      .getSemanticDiagnostics(path)
      .filter(({ category, code }) => isReported(category, code))
      .map((one) => plain(one, false));
    return [...syntactic, ...semantic].toSorted((a, b) => a.range.start - b.range.start);
  }

  isAlive(): boolean {
    return this.#session.isAlive();
  }

  dispose(): void {
    this.#session.dispose();
  }

  configOf(path: string): ProjectConfig {
    return this.#configs.of(path, (config, file) => this.#reaches(config, file));
  }

  #of(path: string): Project | undefined {
    return this.#session.project(this.configOf(path));
  }

  #reaches(config: ProjectConfig, path: string): boolean {
    const project = this.#session.project(config);
    return project !== undefined && holds(project, path);
  }

  #sources(project: Project, asked: ts.SourceFile): NativeSources {
    return {
      project,
      kinds: this.#kinds,
      libFolder: this.#native.libFolder,
      numbered: this.#numbered,
      aliases: this.#aliases,
      file: asked.fileName,
      parsed: (path) => {
        if (path === asked.fileName) return asked;
        const text = this.#texts.read(path);
        return text === undefined ? undefined : this.#parsed.of(path, text);
      },
      spelled: (path) => path,
    };
  }
}

function holds(project: Project, path: string): boolean {
  return project.program.getSourceFileMetadata(path) !== undefined;
}

function plain(diagnostic: NativeDiagnostic, syntactic: boolean): Diagnostic {
  return {
    range: { start: diagnostic.pos, end: diagnostic.end },
    code: diagnostic.code,
    message: flattened(diagnostic, 0),
    syntactic,
  };
}

/** The message with what led to it, indented as the `typescript` package does. */
function flattened({ text, messageChain }: NativeDiagnostic, depth: number): string {
  const causes = (messageChain ?? []).map((cause) => flattened(cause, depth + 1));
  return ['  '.repeat(depth) + text, ...causes].join('\n');
}
