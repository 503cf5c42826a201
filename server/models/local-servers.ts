/** Finds model servers on this machine: asks the ports on which the usual ones listen, all at once and briefly. */

import type { FoundServer } from '../protocol/protocol.ts';
import { probe } from './probe.ts';
import { createTransport, type Transport } from './transport.ts';

/** Ports by the programs' own documentation; a port that several use is told apart by the answer. */
const usualPorts: readonly number[] = [
  11_434, // Ollama
  8080, // llama.cpp, LocalAI
  8012, // llama.vscode
  8000, // vLLM
  1234, // LM Studio
  1337, // Jan
  4891, // GPT4All
  5000, // text-generation-webui
  5001, // KoboldCpp
];

/** Milliseconds for one port; a server on this machine answers at once or is not there. */
const patience = 1_500;

export interface LocalServerOptions {
  readonly environment: NodeJS.ProcessEnv;
  readonly ports?: readonly number[];
}

/** Those that list models, in the order of the ports. Never rejects but when the signal is aborted. */
export async function findLocalServers(
  { environment, ports = usualPorts }: LocalServerOptions,
  signal: AbortSignal,
): Promise<FoundServer[]> {
  const transport = createTransport({ environment, connect: patience });
  try {
    const found = await Promise.all(ports.map((port) => serverAt(port, transport, signal)));
    return found.flatMap((server) => server ?? []);
  } finally {
    transport.close();
  }
}

async function serverAt(
  port: number,
  transport: Transport,
  signal: AbortSignal,
): Promise<FoundServer | undefined> {
  const endpoint = `http://127.0.0.1:${port}/v1`;
  const found = await modelsAt(
    { endpoint },
    transport,
    AbortSignal.any([signal, AbortSignal.timeout(patience)]),
  );
  signal.throwIfAborted();
  return found && found.models.length > 0 ? found : undefined;
}

export interface ListedEndpoint {
  readonly endpoint: string;
  readonly apiKey?: string;
}

/** What an endpoint is and which models it lists; `undefined` where nothing answers in time. */
async function modelsAt(
  { endpoint, apiKey }: ListedEndpoint,
  transport: Transport,
  signal: AbortSignal,
): Promise<FoundServer | undefined> {
  try {
    const options = { endpoint: new URL(endpoint), model: '', transport, ...(apiKey ? { apiKey } : {}) };
    const { dialect, status, facts } = await probe(options, signal);
    return status === 0 ? undefined : { endpoint, title: dialect.title, models: facts.models ?? [] };
  } catch {
    return undefined;
  }
}

/** Milliseconds until a server that a person named has to have answered. */
const listPatience = 8_000;

/** The models of a server that a person has named. */
export async function listModels(
  endpoint: ListedEndpoint,
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<FoundServer | undefined> {
  const transport = createTransport({ environment, connect: listPatience });
  try {
    return await modelsAt(endpoint, transport, AbortSignal.any([signal, AbortSignal.timeout(listPatience)]));
  } finally {
    transport.close();
  }
}
