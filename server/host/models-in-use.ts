/** The models of one repository: the chosen one, and beside it the embedded one from when it is first asked. */

import { defaultSettings, modelKind, type Settings } from '../protocol/protocol.ts';
import type { Surprise } from '../features/features.ts';
import { type ChosenModel, chooseModel, modelKey, type ModelSurroundings } from './chosen-model.ts';

/** `quick`: the embedded model, whichever is chosen. */
export type Runner = 'chosen' | 'quick';

export class ModelsInUse {
  readonly #surroundings: ModelSurroundings;
  #settings: Settings;
  #chosen: ChosenModel;
  #quick: ChosenModel | undefined;

  constructor(settings: Settings, surroundings: ModelSurroundings) {
    this.#settings = settings;
    this.#surroundings = surroundings;
    this.#chosen = chooseModel(settings, surroundings);
  }

  at(by: Runner = 'chosen'): ChosenModel {
    if (by === 'chosen' || modelKind(this.#settings.model) === 'embedded') return this.#chosen;
    this.#quick ??= chooseModel({ ...this.#settings, model: defaultSettings.model }, this.#surroundings);
    return this.#quick;
  }

  /** How much lines surprise that model; the embedded one, where it runs, stands in until a slower one has told. */
  surprise(by?: Runner): Surprise | undefined {
    const own = this.at(by).surprise;
    const quick = this.#quick?.surprise;
    return own && quick && own !== quick ? either(own, quick) : own;
  }

  /** A file has other contents now. */
  changed(path: string): void {
    for (const model of [this.#chosen, this.#quick]) model?.learning?.changed(path);
  }

  /** Another model may be chosen. */
  async configure(settings: Settings): Promise<void> {
    const last = this.#chosen;
    const isSame = modelKey(settings) === modelKey(this.#settings);
    this.#settings = settings;
    if (isSame) return;
    this.#chosen = chooseModel(settings, this.#surroundings);
    await last.disposeModel();
  }

  async dispose(): Promise<void> {
    await Promise.all([this.#chosen.disposeModel(), this.#quick?.disposeModel()]);
  }
}

/** What the first says, and of texts of which it says nothing, what the second does. */
function either(first: Surprise, second: Surprise): Surprise {
  return async (stretches, signal) => {
    const told = await first(stretches, signal);
    const untold = stretches.filter((_, at) => told[at]?.length === 0);
    const rest = untold.length > 0 ? [...(await second(untold, signal))] : [];
    return told.map((bits) => (bits.length > 0 ? bits : (rest.shift() ?? [])));
  };
}
