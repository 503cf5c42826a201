/**
 * Finds `node-llama-cpp`, which runs GGUF models, where the user has installed it: in Keyhole's cache folder
 * (`keyhole model install` puts it there) or in a folder of NODE_PATH, never in a workspace, whose code is
 * not Keyhole's to run. Nothing is compiled or downloaded when it is loaded.
 */

import { readFile } from 'node:fs/promises';
import { delimiter, isAbsolute, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isFields } from '../../protocol/protocol.ts';
import { messageOf } from '../../text/text.ts';
import { cacheFolder } from '../folders.ts';
import type { Llama, LlamaLibrary } from './llama-types.ts';

export type {
  Llama,
  LlamaContext,
  LlamaGrammar,
  LlamaGrammarState,
  LlamaInput,
  LlamaLibrary,
  LlamaModel,
  LlamaNext,
  LlamaSampling,
  LlamaSequence,
  LlamaToken,
} from './llama-types.ts';

/** The version that is installed; any later one of the same major version works too. */
export const llamaVersion = '3.22.1';

export type FoundLlama =
  | { readonly library: LlamaLibrary; readonly version: string; readonly folder: string }
  /** Why there is none, and what to do, in a sentence or two. */
  | { readonly reason: string };

export interface LlamaSearch {
  readonly environment?: NodeJS.ProcessEnv;
  /** The repository that is worked on: nothing in it is loaded. */
  readonly root?: string;
}

/** Where `keyhole model install` puts the library: the folder that holds its `node_modules`. */
export function llamaFolder(environment: NodeJS.ProcessEnv = process.env): string {
  return join(cacheFolder(environment), `llama-${llamaVersion}`);
}

/** The imported library, or why there is none. Never rejects. */
export async function findLlama(search: LlamaSearch = {}): Promise<FoundLlama> {
  const problems: string[] = [];
  for (const folder of foldersOf(search)) {
    const found = await loadFrom(folder);
    if (found && 'library' in found) return found;
    if (found) problems.push(found.reason);
  }
  const install = 'Run "keyhole model install", which says its size first.';
  const [problem] = problems;
  return {
    reason: problem
      ? `${problem} ${install}`
      : `A GGUF file needs node-llama-cpp, which is not installed. ${install}`,
  };
}

/** Loads the backend: on the processor alone unless `gpu` says otherwise. @throws {Error} in a sentence. */
export async function startLlama(library: LlamaLibrary, gpu = false): Promise<Llama> {
  // On Macs with Apple's processor there is no other binary.
  const isApple = process.platform === 'darwin' && process.arch === 'arm64';
  const wanted = isApple ? 'metal' : gpu && 'auto';
  try {
    return await library.getLlama({ build: 'never', gpu: wanted, logLevel: 'error', progressLogs: false });
  } catch (error) {
    throw new Error(
      `node-llama-cpp has no binary that runs here (${messageOf(error).split('\n')[0]}). Run "keyhole model install" again.`,
      { cause: error },
    );
  }
}

/** Folders with packages, most trusted first. */
function foldersOf({ environment = process.env, root }: LlamaSearch): string[] {
  const listed = (environment.NODE_PATH ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
  const outside = listed.filter((folder) => root === undefined || !isInside(folder, root));
  return [join(llamaFolder(environment), 'node_modules'), ...outside];
}

function isInside(folder: string, root: string): boolean {
  const path = relative(root, folder);
  return path === '' || (!path.startsWith('..') && !isAbsolute(path));
}

/** `undefined` where there is no such package. */
async function loadFrom(modules: string): Promise<FoundLlama | undefined> {
  const folder = join(modules, 'node-llama-cpp');
  const version = await versionOf(folder);
  if (version === undefined) return undefined;
  const at = `node-llama-cpp ${version} in ${folder}`;
  if (!isSupported(version))
    return { reason: `${at} is not of the versions that Keyhole knows (${llamaVersion} or a later 3).` };
  try {
    const library: unknown = await import(pathToFileURL(join(folder, 'dist', 'index.js')).href);
    if (isLlama(library)) return { library, version, folder };
    return { reason: `${at} is not complete.` };
  } catch (error) {
    return { reason: `${at} cannot be loaded (${messageOf(error).split('\n')[0]}).` };
  }
}

async function versionOf(folder: string): Promise<string | undefined> {
  try {
    const manifest: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    if (isFields(manifest) && typeof manifest.version === 'string') return manifest.version;
  } catch {
    // No such package here.
  }
  return undefined;
}

function isSupported(version: string): boolean {
  const [major, minor] = version.split('.').map(Number);
  const [ownMajor, ownMinor = 0] = llamaVersion.split('.').map(Number);
  return major === ownMajor && (minor ?? 0) >= ownMinor;
}

function isLlama(found: unknown): found is LlamaLibrary {
  return (
    isFields(found) &&
    ['getLlama', 'LlamaGrammarEvaluationState', 'TokenBias'].every(
      (name) => typeof found[name] === 'function',
    )
  );
}
