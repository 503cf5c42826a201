/** The models of one repository: the chosen one, and beside it the embedded one from when it is first asked. */

import { defaultSettings, modelKind, type Settings } from '../protocol/protocol.ts';
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
