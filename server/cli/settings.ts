/** Settings of the command line: the user's file, then the environment, then flags; the last one wins. */

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { configFile } from '../host/host.ts';
import { formatNames } from '../layout/layout.ts';
import {
  checkSettings,
  defaultSettings,
  type DialectChoice,
  dialectChoices,
  type GivenSettings,
  isFields,
  modelKind,
  type ModelSettings,
  modelProblem,
  type SettingProblem,
  type Settings,
  typeEngineChoices,
} from '../protocol/protocol.ts';
import { UsageError } from './usage-error.ts';

/** Options that every command takes. */
export interface CommonOptions {
  readonly budget?: string;
  readonly model?: string;
  readonly endpoint?: string;
  readonly format?: string;
  readonly template?: string;
  readonly dialect?: string;
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
    ...typeEngineOf(environment.KEYHOLE_TYPE_ENGINE),
    ...(budget === undefined
      ? {}
      : { budget: positive(budget, options.budget ? '--budget' : 'KEYHOLE_BUDGET') }),
    model: modelSettings(options, environment, file.model),
  };
}

function typeEngineOf(given: string | undefined): Pick<Settings, 'typeEngine'> | undefined {
  if (given === undefined || given === '') return undefined;
  const typeEngine = typeEngineChoices.find((choice) => choice === given);
  if (typeEngine) return { typeEngine };
  throw new UsageError(`KEYHOLE_TYPE_ENGINE is one of ${typeEngineChoices.join(', ')}, not "${given}".`);
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
    template: options.template ?? environment.KEYHOLE_TEMPLATE,
    dialect: dialectOf(options.dialect ?? environment.KEYHOLE_DIALECT),
  };
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const named: ModelSettings = { ...defaultSettings.model, ...file, ...set };
  const apiKey = environment.KEYHOLE_API_KEY ?? vendorKey(named.endpoint, environment);
  const model = apiKey ? { ...named, apiKey } : named;
  return checked(modelKind(model) === 'file' ? { ...model, name: resolve(model.name) } : model);
}

/** Variables in which people keep the keys of services; each is sent to its own service and to nobody else. */
const vendorKeys: readonly (readonly [host: RegExp, variable: string])[] = [
  [/(?:^|\.)openai\.com$/, 'OPENAI_API_KEY'],
  [/(?:^|\.)anthropic\.com$/, 'ANTHROPIC_API_KEY'],
  [/(?:^|\.)mistral\.ai$/, 'MISTRAL_API_KEY'],
  [/(?:^|\.)deepseek\.com$/, 'DEEPSEEK_API_KEY'],
];

function vendorKey(endpoint: string | undefined, environment: NodeJS.ProcessEnv): string | undefined {
  const host = URL.parse(endpoint ?? '')?.hostname ?? '';
  const variable = vendorKeys.find(([service]) => service.test(host))?.[1];
  return variable && environment[variable];
}

function dialectOf(given: string | undefined): DialectChoice | undefined {
  if (given === undefined || given === '') return undefined;
  const dialect = dialectChoices.find((choice) => choice === given);
  if (dialect) return dialect;
  throw new UsageError(`The dialect is one of ${dialectChoices.join(', ')}, not "${given}".`);
}

function checked(model: ModelSettings): ModelSettings {
  const problem = modelProblem(model, { formats: formatNames, endpoint: '--endpoint or KEYHOLE_ENDPOINT' });
  if (problem) throw new UsageError(problem);
  return model;
}

/** A whole number above 0, or a usage error that names the option. */
export function positive(text: string, option: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text.trim()) && Number.isSafeInteger(value) && value > 0) return value;
  throw new UsageError(`${option} takes a whole number above 0, not "${text}".`);
}

async function readConfig(path: string, mustExist: boolean): Promise<GivenSettings> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    if (mustExist) throw new UsageError(`Cannot read the settings file "${path}".`);
    return {};
  }
  const { settings, problems } = checkSettings(parseObject(text, path));
  if (problems[0]) throw new UsageError(told(problems[0], path));
  return settings;
}

function parseObject(text: string, path: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (isFields(value)) return value;
  } catch (error) {
    throw new UsageError(
      `The settings file "${path}" is not JSON: ${error instanceof Error ? error.message : error}.`,
    );
  }
  throw new UsageError(`The settings file "${path}" must hold an object.`);
}

/** In a file of the command line anything unknown is a mistake that is better said. */
function told(problem: SettingProblem, path: string): string {
  const { setting } = problem;
  if (problem.kind === 'unknown') return `"${path}" has a setting "${setting}" that does not exist.`;
  if (problem.kind === 'wrong') return `The setting "${setting}" in "${path}" must be ${problem.expected}.`;
  return `"${path}" holds an API key: put it into the environment as KEYHOLE_API_KEY instead.`;
}
