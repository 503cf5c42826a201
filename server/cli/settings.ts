/** Settings of the command line: the user's file, then the environment, then flags; the last one wins. */

import { readFile } from 'node:fs/promises';
import { configFile } from '../host/host.ts';
import { formatNames } from '../layout/layout.ts';
import { defaultSettings, type ModelSettings, type Settings } from '../protocol/protocol.ts';
import { UsageError } from './usage-error.ts';

/** Options that every command takes. */
export interface CommonOptions {
  readonly budget?: string;
  readonly model?: string;
  readonly endpoint?: string;
  readonly format?: string;
  readonly deadline?: string;
  readonly config?: string;
  readonly json?: boolean;
  readonly verbose?: boolean;
}

/** A command can wait longer than a person who types: milliseconds for each stage. */
const patient = 30_000;

/** @throws {UsageError} for a value that is not what the setting takes, naming where it was written. */
export async function readSettings(
  options: CommonOptions,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Settings> {
  const path = options.config ?? environment.KEYHOLE_CONFIG;
  const file = await readConfig(path ?? configFile(environment), path !== undefined);
  const ms = options.deadline === undefined ? patient : positive(options.deadline, '--deadline');
  const budget = options.budget ?? environment.KEYHOLE_BUDGET;
  return {
    ...defaultSettings,
    typeDeadline: ms,
    sourceDeadline: ms,
    checkDeadline: ms,
    ...file,
    ...(budget === undefined
      ? {}
      : { budget: positive(budget, options.budget ? '--budget' : 'KEYHOLE_BUDGET') }),
    model: modelSettings(options, environment, file.model),
  };
}

function modelSettings(
  options: CommonOptions,
  environment: NodeJS.ProcessEnv,
  file: Partial<ModelSettings> | undefined,
): ModelSettings {
  const given = {
    name: options.model ?? environment.KEYHOLE_MODEL,
    endpoint: options.endpoint ?? environment.KEYHOLE_ENDPOINT,
    format: options.format ?? environment.KEYHOLE_FORMAT,
    apiKey: environment.KEYHOLE_API_KEY ?? environment.OPENAI_API_KEY,
  };
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const model: ModelSettings = { ...defaultSettings.model, ...file, ...set };
  return checked(model);
}

function checked(model: ModelSettings): ModelSettings {
  if (model.endpoint !== undefined && !isWebAddress(model.endpoint)) {
    throw new UsageError(
      `The endpoint "${model.endpoint}" is not a web address: write for example http://127.0.0.1:8080/v1.`,
    );
  }
  if (model.format !== undefined && !formatNames.includes(model.format)) {
    throw new UsageError(
      `There is no prompt format "${model.format}": use one of ${formatNames.join(', ')}.`,
    );
  }
  if (model.endpoint === undefined && model.name !== 'embedded') {
    throw new UsageError(
      `The model "${model.name}" needs a server: give its address with --endpoint or KEYHOLE_ENDPOINT.`,
    );
  }
  return model;
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** A whole number above 0, or a usage error that names the option. */
export function positive(text: string, option: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text.trim()) && Number.isSafeInteger(value) && value > 0) return value;
  throw new UsageError(`${option} takes a whole number above 0, not "${text}".`);
}

type FileSettings = Partial<Omit<Settings, 'model'>> & { readonly model?: Partial<ModelSettings> };

async function readConfig(path: string, mustExist: boolean): Promise<FileSettings> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    if (mustExist) throw new UsageError(`Cannot read the settings file "${path}".`);
    return {};
  }
  return { ...checkedFile(parseObject(text, path), path) };
}

function parseObject(text: string, path: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch (error) {
    throw new UsageError(
      `The settings file "${path}" is not JSON: ${error instanceof Error ? error.message : error}.`,
    );
  }
  throw new UsageError(`The settings file "${path}" must hold an object.`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Takes over known settings of the right type; anything else is a mistake that is better said. */
function checkedFile(found: Record<string, unknown>, path: string): FileSettings {
  const { model, ...rest } = found;
  const known: Record<string, unknown> = { ...defaultSettings };
  const knownModel: Record<string, unknown> = { endpoint: '', format: '', ...defaultSettings.model };
  if (model !== undefined && !isObject(model))
    throw new UsageError(`"model" in "${path}" must be an object.`);
  if (isObject(model) && 'apiKey' in model) {
    throw new UsageError(
      `"${path}" holds an API key: put it into the environment as KEYHOLE_API_KEY instead.`,
    );
  }
  return { ...sameTypes(rest, known, path), ...(model ? { model: sameTypes(model, knownModel, path) } : {}) };
}

function sameTypes(found: Record<string, unknown>, known: Record<string, unknown>, path: string) {
  for (const [name, value] of Object.entries(found)) {
    if (!(name in known)) throw new UsageError(`"${path}" has a setting "${name}" that does not exist.`);
    if (typeof value !== typeof known[name] || (typeof value === 'number' && !(value > 0))) {
      throw new UsageError(
        `The setting "${name}" in "${path}" must be a ${typeof known[name]}${typeof value === 'number' ? ' above 0' : ''}.`,
      );
    }
  }
  return found;
}
