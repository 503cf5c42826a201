/** The projects kept open: at most four, the least recently used is given up first. */

import ts from 'typescript';
import { openProject, rootsOf, type Project } from './project.ts';
import {
  configsAbove,
  ownProject,
  type ProjectConfig,
  readConfig,
  referencedConfigs,
} from './project-config.ts';
import type { SourceTexts } from './source-texts.ts';

const keptProjects = 4;

interface Kept {
  readonly project: Project;
  /** The texts' structure that it was opened with. */
  readonly structure: number;
}

/** Owns the open projects. A project whose files or configuration changed is opened anew. */
export class Projects {
  readonly #texts: SourceTexts;
  readonly #registry: ts.DocumentRegistry;
  /** By key, least recently used first. */
  readonly #open = new Map<string, Kept>();
  #configs = new Map<string, ProjectConfig>();
  #structure = 0;

  constructor(texts: SourceTexts) {
    this.#texts = texts;
    this.#registry = ts.createDocumentRegistry(texts.port.useCaseSensitiveFileNames);
  }

  /** The project of a file, opened when it is not yet. */
  of(path: string): Project {
    return this.#opened(this.#configOf(path));
  }

  dispose(): void {
    for (const { project } of this.#open.values()) project.dispose();
    this.#open.clear();
  }

  #configOf(path: string): ProjectConfig {
    if (this.#structure !== this.#texts.structure) this.#configs = new Map();
    this.#structure = this.#texts.structure;
    const above = configsAbove(this.#texts, path).map((config) => this.#config(config));
    for (const config of above) {
      const holder = this.#includes(config, path) ? config : this.#referenced(config, path);
      if (holder) return holder;
    }
    return this.#importing(above, path) ?? ownProject(path);
  }

  #includes(config: ProjectConfig, path: string): boolean {
    return rootsOf(config, this.#texts).includes(path);
  }

  #referenced(config: ProjectConfig, path: string): ProjectConfig | undefined {
    const configs = referencedConfigs(this.#texts, config).map((reference) => this.#config(reference));
    return configs.find((reference) => reference.roots.includes(path));
  }

  #importing(above: readonly ProjectConfig[], path: string): ProjectConfig | undefined {
    const listed = above.find((config) => config.listed && config.roots.length > 0);
    return listed && this.#opened(listed).program()?.getSourceFile(path) ? listed : undefined;
  }

  #config(path: string): ProjectConfig {
    const known = this.#configs.get(path) ?? readConfig(this.#texts, path);
    this.#configs.set(path, known);
    return known;
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
