/**
 * The native compiler's process and its one live snapshot. Before every question the process is told
 * what changed and nothing else; a process that is gone is replaced at the next question.
 */

import type { API, Project, Snapshot } from 'typescript7/unstable/sync';
import type { ProjectConfig } from '../project-config.ts';
import { placeholderFile, placeholderText, rootsOf } from '../project.ts';
import type { SourceTexts } from '../source-texts.ts';
import { nativeConfigPath, nativeConfigText } from './native-config.ts';
import type { NativeTypeScript } from './native-typescript.ts';

const keptProjects = 4;
/** Milliseconds by when the question that needed a newer snapshot is usually answered. */
const afterTheAnswer = 100;

/** Files by what became of them. */
interface Changes {
  readonly changed: string[];
  readonly created: string[];
  readonly deleted: string[];
}

/** With more changed files than this the compiler makes the program anew. */
const mostOneByOne = 16;

/** Owns the process, the snapshot, and what the process was told. */
export class NativeSession {
  readonly #native: NativeTypeScript;
  readonly #texts: SourceTexts;
  #api: API | undefined;
  #snapshot: Snapshot | undefined;
  /** Texts of the configurations that only the process sees, by path, least recently used first. */
  readonly #configs = new Map<string, string>();
  /** What was laid over files when the process last looked. */
  #laid: ReadonlyMap<string, string> = new Map();
  #told = 0;
  #toldStructure = 0;

  constructor(native: NativeTypeScript, texts: SourceTexts) {
    this.#native = native;
    this.#texts = texts;
  }

  /** The project as the texts are at this moment; the same object as before when nothing changed. */
  project(config: ProjectConfig): Project | undefined {
    const path = nativeConfigPath(config);
    try {
      this.#update(path, nativeConfigText(config, rootsOf(config, this.#texts)));
      return this.#snapshot?.getProject(path);
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  /** Whether the process still answers; one that is gone is forgotten. */
  isAlive(): boolean {
    try {
      this.#snapshot?.getDefaultProjectForFile(placeholderFile);
      return this.#snapshot !== undefined;
    } catch {
      this.dispose();
      return false;
    }
  }

  dispose(): void {
    const api = this.#api;
    this.#api = undefined;
    this.#snapshot = undefined;
    this.#configs.clear();
    this.#laid = new Map();
    try {
      api?.close();
    } catch {
      // It is gone already.
    }
  }

  #update(path: string, text: string): void {
    const isNew = !this.#configs.has(path);
    const isOther = this.#configs.get(path) !== text;
    this.#configs.delete(path);
    this.#configs.set(path, text);
    const closed = [...this.#configs.keys()].slice(0, -keptProjects);
    for (const old of closed) this.#configs.delete(old);
    const changes = this.#changes();
    if (isOther) changes.changed.push(path);
    const isSame = changes.changed.length + changes.created.length + changes.deleted.length === 0;
    if (this.#snapshot && isSame && closed.length === 0) return;
    this.#api ??= this.#native.start(this.#files());
    this.#tellOneByOne(changes);
    const snapshot = this.#api.updateSnapshot({
      ...(isNew && { openProjects: [path] }),
      ...(closed.length > 0 && { closeProjects: closed }),
      ...(this.#snapshot && { fileChanges: changes }),
    });
    this.#replace(snapshot);
  }

  /**
   * All changed texts but one, each by itself: the compiler carries a program over where one file
   * changed, and makes it anew, in seconds, where two did.
   */
  #tellOneByOne(changes: Changes): void {
    const isSame = changes.created.length + changes.deleted.length === 0;
    if (!this.#api || !this.#snapshot || !isSame || changes.changed.length > mostOneByOne) return;
    for (const path of changes.changed.splice(0, changes.changed.length - 1)) {
      this.#replace(this.#api.updateSnapshot({ fileChanges: { changed: [path] } }));
    }
  }

  #replace(snapshot: Snapshot): void {
    const old = this.#snapshot;
    this.#snapshot = snapshot;
    if (old) setTimeout(() => release(old), afterTheAnswer).unref();
  }

  #changes(): Changes {
    const laid = this.#texts.laid;
    const dirty = new Set(this.#texts.changedSince(this.#told));
    for (const [path, text] of laid) if (this.#laid.get(path) !== text) dirty.add(path);
    for (const path of this.#laid.keys()) if (!laid.has(path)) dirty.add(path);
    const mayAppear = this.#toldStructure !== this.#texts.structure;
    this.#told = this.#texts.stamp;
    this.#toldStructure = this.#texts.structure;
    this.#laid = laid;
    const there = [...dirty].filter((path) => this.#texts.fileExists(path));
    return {
      changed: there,
      created: mayAppear ? there : there.filter((path) => laid.has(path) && !this.#texts.isOnDisk(path)),
      deleted: [...dirty].filter((path) => !this.#texts.fileExists(path)),
    };
  }

  #files() {
    const textOf = (path: string): string | undefined => {
      if (path === placeholderFile) return placeholderText;
      // Half a character ends the compiler's process; a whole one of the same length does not.
      return this.#configs.get(path) ?? this.#texts.overlaid(path)?.toWellFormed();
    };
    return {
      readFile: textOf,
      fileExists: (path: string) => (textOf(path) === undefined ? undefined : true),
    };
  }
}

/** Lets go of a snapshot that no question needs any more. */
function release(snapshot: Snapshot): void {
  try {
    snapshot.dispose();
  } catch {
    // The process is gone, and the snapshot with it.
  }
}
