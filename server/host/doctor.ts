/** The doctor with everything it stands on: the model that the settings choose, made for it alone. */

import { open } from 'node:fs/promises';
import { doctor } from '../features/features.ts';
import { CodeIndex } from '../index/index.ts';
import type { EditorModelPort } from '../models/models.ts';
import { type DoctorStep, modelKind, type Settings } from '../protocol/protocol.ts';
import { chooseModel } from './chosen-model.ts';
import { findLlama } from './gguf/llama-library.ts';

export interface DoctorSurroundings {
  /** The repository that is worked on; nothing of it is loaded. */
  readonly root?: string;
  readonly editorModel?: EditorModelPort | undefined;
  readonly environment?: NodeJS.ProcessEnv;
}

/** Looks at the model of these settings, one step after the other. Rejects only when the signal is aborted. */
export async function* diagnose(
  settings: Settings,
  signal: AbortSignal,
  { root = '', editorModel, environment = process.env }: DoctorSurroundings = {},
): AsyncGenerator<DoctorStep> {
  const chosen = chooseModel(settings, { index: new CodeIndex(), root, editorModel, environment });
  const { model, server } = chosen;
  const isFile = modelKind(settings.model) === 'file';
  const before = async function* (stop: AbortSignal): AsyncGenerator<DoctorStep> {
    yield* fileSteps(settings.model.name, { environment, ...(root ? { root } : {}) });
    // Only a model that is loaded knows its window.
    await chosen.ready(stop);
  };
  try {
    yield* doctor(
      { settings, environment, model, ...(server ? { server } : {}), ...(isFile ? { before } : {}) },
      signal,
    );
  } finally {
    await chosen.disposeModel();
  }
}

/** Whether the file is there and is a model, and whether there is what runs it. */
async function* fileSteps(
  path: string,
  search: { readonly environment: NodeJS.ProcessEnv; readonly root?: string },
): AsyncGenerator<DoctorStep> {
  const file = await fileStep(path);
  yield file;
  if (file.state === 'failed') return;
  const found = await findLlama(search);
  if ('reason' in found) yield { name: 'node-llama-cpp', state: 'failed', text: found.reason };
  else
    yield {
      name: 'node-llama-cpp',
      state: 'ok',
      text: `node-llama-cpp ${found.version} is in ${found.folder}.`,
    };
}

async function fileStep(path: string): Promise<DoctorStep> {
  const name = 'file';
  try {
    await using file = await open(path);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    if (buffer.toString('latin1', 0, bytesRead) !== 'GGUF')
      return {
        name,
        state: 'failed',
        text: `${path} is no GGUF file. Download it again, or name another one.`,
      };
    const { size } = await file.stat();
    return { name, state: 'ok', text: `${path} is a GGUF file of ${Math.round(size / 1e6)} MB.` };
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
    return {
      name,
      state: 'failed',
      text: `${path} cannot be read${why}. Set keyhole.model.name to the path of a GGUF file.`,
    };
  }
}
