/**
 * Programs of the `typescript` package, in this process: language services kept open, at most four, the
 * least recently used given up first.
 */

import ts from 'typescript';
import type { Diagnostic } from '../type-engine.ts';
import { errorsOf } from './diagnostics.ts';
import { offeredMembers } from './offered-members.ts';
import { ParsedFiles } from './parsed-files.ts';
import type { Probe } from './probe.ts';
import { programChecker } from './program-checker.ts';
import type { Look, Programs } from './programs.ts';
import { openProject, type Project } from './project.ts';
import type { ProjectConfig } from './project-config.ts';
import { ProjectConfigs } from './project-configs.ts';
import { holeNode, receiverOf } from './site.ts';
import type { SourceTexts } from './source-texts.ts';

const keptProjects = 4;

interface Kept {
  readonly project: Project;
  /** The texts' structure that it was opened with. */
  readonly structure: number;
}

/** Owns the open projects. A project whose files or configuration changed is opened anew. */
export class Projects implements Programs {
  readonly name = `TypeScript ${ts.version}`;
  readonly #texts: SourceTexts;
  readonly #configs: ProjectConfigs;
  readonly #registry: ts.DocumentRegistry;
  readonly #parsed = new ParsedFiles();
  /** By key, least recently used first. */
  readonly #open = new Map<string, Kept>();

  constructor(texts: SourceTexts) {
    this.#texts = texts;
    this.#configs = new ProjectConfigs(texts);
    this.#registry = ts.createDocumentRegistry(texts.port.useCaseSensitiveFileNames);
  }

  look(path: string, probe: Probe): Look | undefined {
    const project = this.#of(path);
    const program = project.program();
    const source = program?.getSourceFile(path);
    if (!program || !source) return undefined;
    const isMember = receiverOf(holeNode(source, probe)) !== undefined;
    const checker = programChecker(program, (handles) =>
      isMember ? offeredMembers(project.service, handles, path, probe.start) : undefined,
    );
    return { source, checker };
  }

  parsed(path: string, text: string): ts.SourceFile {
    return this.#parsed.of(path, text);
  }

  errors(path: string): Diagnostic[] {
    const program = this.#of(path).program();
    return program ? errorsOf(program, path) : [];
  }

  isAlive(): boolean {
    return true;
  }

  dispose(): void {
    for (const { project } of this.#open.values()) project.dispose();
    this.#open.clear();
  }

  configOf(path: string): ProjectConfig {
    return this.#configs.of(path, (config, file) => this.#reaches(config, file));
  }

  #of(path: string): Project {
    return this.#opened(this.configOf(path));
  }

  #reaches(config: ProjectConfig, path: string): boolean {
    return this.#opened(config).program()?.getSourceFile(path) !== undefined;
  }

  #opened(declared: ProjectConfig): Project {
    const kept = this.#open.get(declared.key);
    this.#open.delete(declared.key);
    const fresh = kept?.structure === this.#texts.structure ? kept : this.#replace(kept, declared);
    this.#open.set(declared.key, fresh);
    this.#giveUpOldest();
    return fresh.project;
  }

  /** The old one goes last, so that the registry keeps the files that both hold. */
  #replace(old: Kept | undefined, config: ProjectConfig): Kept {
    const project = openProject(config, this.#texts, this.#registry);
    if (old) project.program();
    old?.project.dispose();
    return { project, structure: this.#texts.structure };
  }

  #giveUpOldest(): void {
    for (const [key, { project }] of this.#open) {
      if (this.#open.size <= keptProjects) return;
      project.dispose();
      this.#open.delete(key);
    }
  }
}
