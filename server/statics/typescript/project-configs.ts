/**
 * Which project a file belongs to, remembered until the files or their configuration change.
 */

import { rootsOf } from './project.ts';
import {
  configsAbove,
  ownProject,
  type ProjectConfig,
  readConfig,
  referencedConfigs,
} from './project-config.ts';
import type { SourceTexts } from './source-texts.ts';
import { type Aliases, workspaceAliases } from './workspace-packages.ts';

/** Whether the program of a project holds a file, as a root or by import. */
export type Reaches = (config: ProjectConfig, path: string) => boolean;

/** Owns what was read of configuration files. */
export class ProjectConfigs {
  readonly #texts: SourceTexts;
  #configs = new Map<string, ProjectConfig>();
  /** By folder, where to find the packages beside the one there. */
  #aliases = new Map<string, Aliases>();
  #structure = 0;

  constructor(texts: SourceTexts) {
    this.#texts = texts;
  }

  /** The project of a file: the nearest that includes it, else one that imports it, else its own. */
  of(path: string, reaches: Reaches): ProjectConfig {
    if (this.#structure !== this.#texts.structure) {
      this.#configs = new Map();
      this.#aliases = new Map();
    }
    this.#structure = this.#texts.structure;
    const above = configsAbove(this.#texts, path).map((config) => this.#config(config));
    for (const config of above) {
      const holder = this.#includes(config, path) ? config : this.#referenced(config, path);
      if (holder) return holder;
    }
    const listed = above.find((config) => config.listed && config.roots.length > 0);
    return listed && reaches(listed, path) ? listed : this.#withAliases(ownProject(path));
  }

  #includes(config: ProjectConfig, path: string): boolean {
    return rootsOf(config, this.#texts).includes(path);
  }

  #referenced(config: ProjectConfig, path: string): ProjectConfig | undefined {
    const configs = referencedConfigs(this.#texts, config).map((reference) => this.#config(reference));
    return configs.find((reference) => reference.roots.includes(path));
  }

  #config(path: string): ProjectConfig {
    const known = this.#configs.get(path) ?? this.#withAliases(readConfig(this.#texts, path));
    this.#configs.set(path, known);
    return known;
  }

  /** What the project's own aliases say something about stays with them. */
  #withAliases(config: ProjectConfig): ProjectConfig {
    const aliases = this.#aliases.get(config.folder) ?? workspaceAliases(this.#texts, config.folder);
    this.#aliases.set(config.folder, aliases);
    const own = config.options.paths ?? {};
    const added = Object.entries(aliases).filter(([alias]) => !isCovered(alias, Object.keys(own)));
    if (added.length === 0) return config;
    return { ...config, options: { ...config.options, paths: { ...own, ...Object.fromEntries(added) } } };
  }
}

function isCovered(alias: string, own: readonly string[]): boolean {
  return own.some((pattern) => {
    const [before = '', after] = pattern.split('*');
    return after === undefined ? alias === pattern : before !== '' && alias.startsWith(before);
  });
}
