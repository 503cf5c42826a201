/**
 * Helps a person to choose a model: which servers there are, which models they list, and whether one answers. Nothing
 * of the repository is sent: a model is tried on two lines of its own.
 */

import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CancellationToken } from 'vscode-languageserver/node';
import { createEngine } from '../host/host.ts';
import { findLocalServers, listModels } from '../models/models.ts';
import {
  findServersMethod,
  type FoundServer,
  isFields,
  listModelsMethod,
  type Settings,
  type Trace,
  type TriedModel,
  tryModelMethod,
} from '../protocol/protocol.ts';
import { cancellable } from './cancellable.ts';
import { settingsFrom } from './settings.ts';
import type { Connection } from './transport.ts';

/** `key` gives the API key of the moment. */
export function listenToModelChoice(connection: Connection, key: () => string | undefined): void {
  const environment = process.env;
  connection.onRequest(findServersMethod, (_: unknown, token: CancellationToken) =>
    cancellable(token, (signal) => findLocalServers({ environment }, signal)),
  );
  connection.onRequest(listModelsMethod, (params: unknown, token: CancellationToken) => {
    const endpoint = isFields(params) ? params.endpoint : undefined;
    if (typeof endpoint !== 'string' || !URL.canParse(endpoint)) return null;
    const apiKey = key();
    return cancellable(
      token,
      async (signal): Promise<FoundServer | null> =>
        (await listModels({ endpoint, ...(apiKey ? { apiKey } : {}) }, environment, signal)) ?? null,
    );
  });
  connection.onRequest(tryModelMethod, (params: unknown, token: CancellationToken) =>
    cancellable(token, async (signal): Promise<TriedModel> => {
      const { settings, problems } = settingsFrom({ model: isFields(params) ? params.model : {} }, key());
      const [problem] = problems;
      return problem === undefined ? tryModel(settings, signal) : { works: false, said: problem, ms: 0 };
    }),
  );
}

/** A place that every model of code can say something at, in a language that needs no type engine. */
const sample = 'def add(first, second):\n    return ';

async function tryModel(settings: Settings, signal: AbortSignal): Promise<TriedModel> {
  const root = join(tmpdir(), 'keyhole-trial');
  const own = { ...settings, confidence: 0, model: { ...settings.model, maxTokens: 16 } };
  const engine = createEngine({ root, settings: own, indexes: 'nothing' });
  try {
    const document = { path: join(root, 'sample.py'), language: 'python', text: sample };
    const start = performance.now();
    const trace = await engine.complete({ id: 'trial', document, offset: sample.length }, signal);
    return judged(trace, Math.round(performance.now() - start));
  } finally {
    await engine.dispose();
  }
}

function judged({ outcome, model }: Trace, ms: number): TriedModel {
  if (outcome.kind === 'completion')
    return { works: true, said: `${model} answered in ${ms} ms: ${outcome.text.trim().split('\n')[0]}`, ms };
  if (outcome.reason === 'model failed')
    return { works: false, said: outcome.detail ?? `${model} failed without saying why.`, ms };
  return { works: true, said: `${model} answered in ${ms} ms.`, ms };
}
