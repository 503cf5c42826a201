/**
 * Helps a person to choose a model: which servers there are, which models they list, whether one answers, and what is
 * wrong with the one that is chosen. Nothing of the repository is sent.
 */

import type { CancellationToken } from 'vscode-languageserver/node';
import { diagnose } from '../host/host.ts';
import { findLocalServers, listModels } from '../models/models.ts';
import {
  doctorMethod,
  type DoctorStep,
  doctorStepMethod,
  findServersMethod,
  type FoundServer,
  isFields,
  listModelsMethod,
  type Settings,
  type TriedModel,
  tryModelMethod,
} from '../protocol/protocol.ts';
import { cancellable } from './cancellable.ts';
import type { Configuration } from './configuration.ts';
import { settingsFrom } from './settings.ts';
import type { Connection } from './transport.ts';

/** Asks the editor for what it has set by now. */
export function listenToModelChoice(connection: Connection, configuration: Configuration): void {
  const key = () => configuration.key;
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
  connection.onRequest(doctorMethod, (params: unknown, token: CancellationToken) =>
    cancellable(token, async (signal) => {
      const uri = isFields(params) && typeof params.uri === 'string' ? params.uri : undefined;
      for await (const step of diagnose(await configuration.settingsFor(uri), signal))
        await connection.sendNotification(doctorStepMethod, step);
      return null;
    }),
  );
}

/** What the doctor says of these settings: what is wrong first, else how the model answered. */
async function tryModel(settings: Settings, signal: AbortSignal): Promise<TriedModel> {
  const start = performance.now();
  const steps: DoctorStep[] = [];
  for await (const step of diagnose(settings, signal)) steps.push(step);
  const wrong = steps.find(({ state }) => state === 'failed');
  const said = wrong?.text ?? steps.findLast(({ state }) => state !== 'skipped')?.text ?? '';
  const answered = `${settings.model.name}: ${said}`;
  return { works: !wrong, said: wrong ? said : answered, ms: Math.round(performance.now() - start) };
}
