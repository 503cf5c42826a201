/** The model that the settings choose, with what it needs to live. */

import type { CodeIndex } from '../index/index.ts';
import { formatFor } from '../layout/layout.ts';
import {
  createEditorModel,
  createHttpModel,
  type EditorModelPort,
  type HttpModel,
  type Model,
  type NgramJudgement,
  type NgramQuestion,
  tokenizerFor,
} from '../models/models.ts';
import { modelKind, type Settings } from '../protocol/protocol.ts';
import { createEmbeddedModel, type EmbeddedModel } from './embedded-model.ts';
import type { Surprise } from '../features/features.ts';
import { createGgufModel } from './gguf/gguf-model.ts';
import { Learning } from './learning.ts';

export interface ChosenModel {
  readonly model: Model;
  readonly learning?: Learning;
  /** How much lines of code surprise it, where it can tell; nothing of a text whose answer comes later. */
  readonly surprise?: Surprise;
  /** The same model, where it stands behind a server. */
  readonly server?: HttpModel;
  /** What the n-gram model says of names and texts at a cursor, as far as it has learned; only where it runs. */
  judge?(question: NgramQuestion, signal: AbortSignal): Promise<NgramJudgement>;
  /** The model knows by then what it has to know before a prompt is laid out for it; bounded, and never rejects. */
  ready(signal: AbortSignal): Promise<void>;
  disposeModel(): Promise<void>;
}

export interface ModelSurroundings {
  readonly index: CodeIndex;
  readonly root: string;
  /** How the editor's own models are asked, where there is an editor that has some. */
  readonly editorModel?: EditorModelPort | undefined;
  readonly environment?: NodeJS.ProcessEnv;
}

/** Two settings with the same key have the same model; the embedded one has no deadlines of its own. */
export function modelKey({
  model,
  modelConnectDeadline,
  modelFirstTokenDeadline,
  modelDeadline,
}: Settings): string {
  if (model.endpoint === undefined && model.name === 'embedded') return 'embedded';
  return JSON.stringify([model, modelConnectDeadline, modelFirstTokenDeadline, modelDeadline]);
}

export function chooseModel(settings: Settings, surroundings: ModelSurroundings): ChosenModel {
  const { model: chosen } = settings;
  switch (modelKind(chosen)) {
    case 'server':
      return serverModel(settings, surroundings);
    case 'file':
      return fileModel(settings, surroundings);
    case 'editor':
      return editorModel(settings, surroundings);
    default:
      return embeddedModel(surroundings);
  }
}

function serverModel(
  { model: chosen, ...settings }: Settings,
  { environment = process.env }: ModelSurroundings,
): ChosenModel {
  const model = createHttpModel({
    settings: chosen,
    deadlines: {
      connect: settings.modelConnectDeadline,
      firstToken: settings.modelFirstTokenDeadline,
      total: settings.modelDeadline,
    },
    environment,
    formatFor: (name) => formatFor(name).name,
  });
  const disposeModel = () => Promise.resolve(model.close());
  return { model, server: model, ready: (signal) => model.learn(signal), disposeModel };
}

/** A model that is no chat model and names no family is asked to go on from the text. */
function fileModel(
  { model: chosen, ...settings }: Settings,
  { root, environment }: ModelSurroundings,
): ChosenModel {
  const byName = formatFor(chosen.name);
  const model = createGgufModel({
    path: chosen.name,
    format: chosen.template ?? chosen.format ?? (byName.kind === 'chat' ? 'plain' : byName.name),
    window: chosen.contextWindow,
    gpu: chosen.gpu,
    root,
    ...(environment && { environment }),
    firstToken: settings.modelFirstTokenDeadline,
    total: settings.modelDeadline,
  });
  return {
    model,
    surprise: model.surprise,
    ready: (signal) => model.ready(signal),
    disposeModel: () => model.dispose(),
  };
}

function editorModel(
  { model: { name, contextWindow }, modelDeadline }: Settings,
  { editorModel: port }: ModelSurroundings,
): ChosenModel {
  const model = createEditorModel({ name, contextWindow, total: modelDeadline }, port);
  return { model, ready: () => Promise.resolve(), disposeModel: () => Promise.resolve() };
}

function embeddedModel({ index, root }: ModelSurroundings): ChosenModel {
  const model: EmbeddedModel = createEmbeddedModel(tokenizerFor('embedded'), {
    onRestart: () => learning.reset(),
  });
  const learning = new Learning(model, index, root);
  return {
    model,
    learning,
    judge: model.judge,
    surprise: model.surprise,
    ready: () => Promise.resolve(),
    disposeModel: () => model.dispose(),
  };
}
