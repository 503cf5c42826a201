/** The server's settings: what the editor has under `keyhole`, for each folder, over the defaults. */

import { isAbsolute } from 'node:path';
import { formatNames } from '../layout/layout.ts';
import {
  checkSettings,
  defaultSettings,
  isFields,
  modelKind,
  type ModelSettings,
  modelProblem,
  type SettingProblem,
  type Settings,
} from '../protocol/protocol.ts';

export interface ReadSettings {
  readonly settings: Settings;
  /** What a person should put right, a sentence each. */
  readonly problems: readonly string[];
}

/** Settings as an editor gives them; a faulty one keeps its default, and one of the client's own is passed over. */
export function settingsFrom(found: unknown, apiKey: string | undefined): ReadSettings {
  const { settings: given, problems } = checkSettings(written(found));
  const model: ModelSettings = { ...defaultSettings.model, ...given.model, ...(apiKey ? { apiKey } : {}) };
  const wrong =
    modelProblem(model, { formats: formatNames, endpoint: 'keyhole.model.endpoint' }) ?? pathProblem(model);
  return {
    settings: { ...defaultSettings, ...given, model: wrong ? defaultSettings.model : model },
    problems: [
      ...problems.flatMap(told),
      ...(wrong ? [`${wrong} Until then the embedded model answers.`] : []),
    ],
  };
}

/** An editor has no folder from which a path could be meant. */
function pathProblem(model: ModelSettings): string | undefined {
  if (modelKind(model) !== 'file' || isAbsolute(model.name)) return undefined;
  return `The model "${model.name}" is a path that starts nowhere: write the whole path of the GGUF file.`;
}

/** Without what editors write for "not set": `null` and empty texts. */
function written(found: unknown): Readonly<Record<string, unknown>> {
  if (!isFields(found)) return {};
  const set = Object.entries(found).filter(
    ([, value]) => value !== null && value !== undefined && value !== '',
  );
  return Object.fromEntries(set.map(([name, value]) => [name, isFields(value) ? written(value) : value]));
}

function told(problem: SettingProblem): string[] {
  if (problem.kind === 'unknown') return [];
  if (problem.kind === 'wrong')
    return [`The setting keyhole.${problem.setting} must be ${problem.expected}.`];
  return ['An API key does not belong into the settings: set it in the editor, or as KEYHOLE_API_KEY.'];
}
