/**
 * Reads settings out of what a person wrote in a file or an editor. Only values that the settings take are
 * given on; everything else is a problem, which each door says in its own words.
 */

import {
  defaultSettings,
  dialectChoices,
  eagernessChoices,
  type ModelSettings,
  multilineChoices,
  type Settings,
  typeEngineChoices,
} from './settings.ts';

/** Some of the settings; the rest keep their defaults. */
export type GivenSettings = Partial<Omit<Settings, 'model'>> & { readonly model?: Partial<ModelSettings> };

export type SettingProblem =
  | { readonly kind: 'unknown' | 'secret'; readonly setting: string }
  | {
      readonly kind: 'wrong';
      readonly setting: string;
      /** For example `a number above 0`. */
      readonly expected: string;
    };

export interface CheckedSettings {
  readonly settings: GivenSettings;
  /** In the order in which they were written. */
  readonly problems: readonly SettingProblem[];
}

type Fields = Readonly<Record<string, unknown>>;

const knownModel: Fields = { endpoint: '', format: '', template: '', ...defaultSettings.model };
const known: Fields = { ...defaultSettings };

/** Settings that are one of several words. */
const choices: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['typeEngine', typeEngineChoices],
  ['dialect', dialectChoices],
  ['eagerness', eagernessChoices],
  ['multiline', multilineChoices],
]);

/** Numbers that may be 0, or less, with how they are told. */
const ranges: ReadonlyMap<string, { readonly from: number; readonly to: number; readonly told: string }> =
  new Map([
    ['confidence', { from: 0, to: 1, told: 'a number from 0 to 1' }],
    ['cascade', { from: 0, to: 1, told: 'a number from 0 to 1' }],
    ['keptRequests', { from: 0, to: 10_000, told: 'a number from 0 to 10000' }],
    ['delay', { from: -1, to: 60_000, told: 'milliseconds, or -1 to follow your typing' }],
  ]);

/** Takes over known settings of the right type. */
export function checkSettings(found: Fields): CheckedSettings {
  const { model, ...rest } = found;
  const own = sameTypes(rest, known, '');
  if (model === undefined) return own;
  if (!isFields(model)) {
    return {
      ...own,
      problems: [...own.problems, { kind: 'wrong', setting: 'model', expected: 'an object' }],
    };
  }
  const ofModel = sameTypes(model, knownModel, 'model.');
  return {
    settings: { ...own.settings, model: { ...ofModel.settings } },
    problems: [...own.problems, ...ofModel.problems],
  };
}

/** Whether a value is an object with fields. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sameTypes(found: Fields, known: Fields, under: string) {
  const settings: Record<string, unknown> = {};
  const problems: SettingProblem[] = [];
  for (const [name, value] of Object.entries(found)) {
    const problem = problemOf(name, value, known);
    if (problem) problems.push({ ...problem, setting: under + name });
    else settings[name] = value;
  }
  return { settings, problems };
}

function problemOf(name: string, value: unknown, known: Fields): SettingProblem | undefined {
  if (name === 'apiKey') return { kind: 'secret', setting: name };
  const example = known[name];
  if (example === undefined) return { kind: 'unknown', setting: name };
  const wrong = (expected: string): SettingProblem => ({ kind: 'wrong', setting: name, expected });
  const words = choices.get(name);
  if (words) return words.some((word) => word === value) ? undefined : wrong(`one of ${words.join(', ')}`);
  if (typeof example !== 'number')
    return typeof value === typeof example ? undefined : wrong(`a ${typeof example}`);
  const range = ranges.get(name);
  if (range) {
    const isWithin = isNumber(value) && value >= range.from && value <= range.to;
    return isWithin ? undefined : wrong(range.told);
  }
  if (name.endsWith('Price'))
    return isNumber(value) && value >= 0 ? undefined : wrong('a number, 0 or above');
  return isNumber(value) && value > 0 ? undefined : wrong('a number above 0');
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/**
 * What is wrong with a model as a whole, in a sentence, or `undefined`. `formats` are the names of the
 * prompt formats, `endpoint` says where the address of a server is written.
 */
export function modelProblem(
  model: ModelSettings,
  { formats, endpoint }: { readonly formats: readonly string[]; readonly endpoint: string },
): string | undefined {
  if (model.endpoint !== undefined && !isWebAddress(model.endpoint)) {
    return `The endpoint "${model.endpoint}" is not a web address: write for example http://127.0.0.1:8080/v1.`;
  }
  if (model.format !== undefined && !formats.includes(model.format)) {
    return `There is no prompt format "${model.format}": use one of ${formats.join(', ')}.`;
  }
  if (model.template !== undefined && !isTemplate(model.template)) {
    return `The prompt template has to say where the code before the cursor stands, once, with {prefix}, and where other parts stand at most once: {suffix}, {context}, {path}, {repository}. For example "<PRE>{prefix}<SUF>{suffix}<MID>".`;
  }
  if (modelKind(model) === 'server' && model.endpoint === undefined) {
    return `The model "${model.name}" needs a server: give its address with ${endpoint}. Without one the name is "embedded", "editor", or the path of a .gguf file.`;
  }
  return undefined;
}

function isTemplate(text: string): boolean {
  const times = (name: string) => text.split(`{${name}}`).length - 1;
  return (
    times('prefix') === 1 && ['suffix', 'context', 'path', 'repository'].every((name) => times(name) <= 1)
  );
}

/** Where a model runs: in Keyhole, behind a server, in a process of its own from a GGUF file, or in the editor. */
export type ModelKind = 'embedded' | 'server' | 'file' | 'editor';

/** With an endpoint it is always a server, whatever the name: servers name models by their files too. */
export function modelKind({ name, endpoint }: Pick<ModelSettings, 'name' | 'endpoint'>): ModelKind {
  if (endpoint !== undefined) return 'server';
  if (name === 'embedded') return 'embedded';
  if (/\.gguf$/i.test(name)) return 'file';
  return /^editor(?::.+)?$/.test(name) ? 'editor' : 'server';
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
