/** What the choice of a model asks of the language server: method names, and the types of what goes with them. */

/** Client to server: model servers on the machine that the server runs on. No params -> `FoundServer[]`. */
export const findServersMethod = 'keyhole/findServers';

/** Client to server: which models an address lists. `ListModelsParams` -> `FoundServer | null`. */
export const listModelsMethod = 'keyhole/listModels';

/** Client to server: whether a model answers. `TryModelParams` -> `TriedModel`. */
export const tryModelMethod = 'keyhole/tryModel';

/** Client to server: looks at the model that is set. `DoctorParams` -> `null`, when it is done. */
export const doctorMethod = 'keyhole/doctor';

/** Server to client, while it looks: each step as it is done. Params: `DoctorStep`. */
export const doctorStepMethod = 'keyhole/doctorStep';

export interface DoctorParams {
  /** A document or folder whose settings count; without it, those of no folder. */
  readonly uri?: string;
}

export interface FoundServer {
  /** Base address, as `keyhole.model.endpoint` takes it. */
  readonly endpoint: string;
  /** What it is, for example `Ollama`. */
  readonly title: string;
  /** Names of its models, as it lists them. */
  readonly models: readonly string[];
}

export interface ListModelsParams {
  readonly endpoint: string;
}

export interface TryModelParams {
  /** Settings below `keyhole.model` that would be set. */
  readonly model: Readonly<Record<string, unknown>>;
}

export interface TriedModel {
  readonly works: boolean;
  /** One sentence: what it answered, or what is wrong and what to do. */
  readonly said: string;
  /** Milliseconds until it was done. */
  readonly ms: number;
}
