/**
 * What tests with a real model stand on: `node-llama-cpp`, installed once into a cache folder of the tests by the
 * product's own installer, and a model: `KEYHOLE_TEST_MODEL`, the evaluation model beside the repository where it
 * is there, else a tiny one with random weights.
 */

import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { installLlama, type LlamaPlan, planLlama } from '../../server/host/gguf/llama-install.ts';
import { findLlama, type LlamaLibrary } from '../../server/host/gguf/llama-library.ts';
import { projectRoot } from './sources.ts';
import { writeTinyModel } from './tiny-gguf.ts';

/** Stays from run to run; `KEYHOLE_TEST_CACHE` moves it. */
const cache = process.env.KEYHOLE_TEST_CACHE ?? join(homedir(), '.cache', 'keyhole-tests');

/** Whether there is a binary for this machine. */
export const hasLlama = planLlama() !== undefined;

const fetchMinutes = 5;

/** The library; the first call on a machine installs it, in about ten seconds. */
export async function llamaLibrary(): Promise<LlamaLibrary> {
  const environment = await llamaEnvironment();
  const found = await findLlama({ environment });
  if ('library' in found) return found.library;
  throw new Error(found.reason);
}

/** An environment in which Keyhole finds the library: the cache folder of the tests is Keyhole's own. */
export async function llamaEnvironment(): Promise<{ readonly KEYHOLE_CACHE_DIR: string }> {
  const environment = { KEYHOLE_CACHE_DIR: cache };
  const plan = planLlama(undefined, environment);
  if (!plan) throw new Error('There is no node-llama-cpp for this machine.');
  if (!existsSync(plan.folder)) await installOnce(plan);
  return environment;
}

/** Test files that run at once each install aside; whoever is first puts the folder into its place. */
async function installOnce(plan: LlamaPlan): Promise<void> {
  mkdirSync(cache, { recursive: true });
  const folder = `${plan.folder}-by-${process.pid}`;
  await installLlama({ ...plan, folder }, AbortSignal.timeout(fetchMinutes * 60_000));
  try {
    renameSync(folder, plan.folder);
  } catch {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A real GGUF model. `kind` says whether what it writes means anything; `KEYHOLE_TEST_MODEL=random` asks for one that does not. */
export function testModel(): { readonly path: string; readonly kind: 'trained' | 'random' } {
  const given = process.env.KEYHOLE_TEST_MODEL;
  if (given === 'random') return { path: tinyModel(), kind: 'random' };
  const beside = join(projectRoot, '..', 'shared', 'models', 'keyhole-eval-12m.gguf');
  const trained = [given, beside].find((path) => path !== undefined && existsSync(path));
  if (trained !== undefined) return { path: trained, kind: 'trained' };
  return { path: tinyModel(), kind: 'random' };
}

/** The model with random weights, written when it is not there yet. */
export function tinyModel(): string {
  mkdirSync(cache, { recursive: true });
  return writeTinyModel(join(cache, 'tiny-1.gguf'));
}
