/** What the doctor asks a server that can be reached: its key, its dialect, its models, fill-in-the-middle. */

import type { HttpModel } from '../models/models.ts';
import type { DoctorStep, Settings } from '../protocol/protocol.ts';
import { editDistance } from '../text/text.ts';

/** Ends after the first step that fails. `isProxied`: a proxy reads and may answer what is sent. */
export async function* serverSteps(
  server: HttpModel,
  { settings, isProxied }: { readonly settings: Settings; readonly isProxied: boolean },
  signal: AbortSignal,
): AsyncGenerator<DoctorStep> {
  await server.learn(signal);
  signal.throwIfAborted();
  const key = keyStep(server, settings, isProxied ? 'The server, or the proxy before it,' : 'The server');
  yield key;
  if (key.state === 'failed') return;
  yield dialectStep(server);
  const name = nameStep(server, settings);
  yield name;
  if (name.state !== 'failed') yield fillStep(server, settings);
}

function keyStep({ known }: HttpModel, { model: { apiKey } }: Settings, who: string): DoctorStep {
  const name = 'key';
  const status = known?.status ?? 0;
  if (status === 407)
    return {
      name: 'proxy',
      state: 'failed',
      text: 'The proxy wants a name and a password (407). Put them into HTTP_PROXY (http://name:password@host:port), or name the server in NO_PROXY.',
    };
  if (status === 401 || status === 403) {
    const text = apiKey
      ? `${who} does not accept the API key (${status}). Set another one: "Keyhole: Set API Key" in the editor, KEYHOLE_API_KEY elsewhere.`
      : `${who} wants an API key (${status}), and none is set: "Keyhole: Set API Key" in the editor, KEYHOLE_API_KEY elsewhere.`;
    return { name, state: 'failed', text };
  }
  if (!apiKey) return { name, state: 'skipped', text: 'No key is set, and the server did not ask for one.' };
  const accepted =
    status === 200
      ? 'The server accepts the key.'
      : 'A key is set; whether it is right shows with the first answer.';
  return { name, state: 'ok', text: accepted };
}

/** How far a dialect is known to work: nobody should take a fixture for the service itself. */
const tested = {
  'a stand-in with a real model':
    'Keyhole was tested with a real model behind a stand-in that speaks its routes.',
  'documented answers':
    'Keyhole was tested with the answers that its documentation shows, not with the service itself.',
} as const;

function dialectStep({ known }: HttpModel): DoctorStep {
  const name = 'server';
  if (!known)
    return {
      name,
      state: 'warning',
      text: "The server did not say in time what it is; it is asked in OpenAI's way. Set keyhole.model.dialect if it is another one.",
    };
  const { dialect, facts, status } = known;
  const said = status === 200 ? 'no list' : status || 'nothing';
  if (dialect.name === 'compatible' && facts.models === undefined)
    return {
      name,
      state: 'warning',
      text: `It answers the question for its models with ${said} and does not say what it is; it is asked in OpenAI's way. Set keyhole.model.dialect if it is another one.`,
    };
  const version = facts.version === undefined ? '' : ` ${facts.version}`;
  const label = tested[dialect.testedWith];
  return { name, state: 'ok', text: `It is ${dialect.title}${version}. ${label}` };
}

/** Names that are offered where the one asked for is unknown. */
const offered = 5;

function nameStep({ known }: HttpModel, { model: { name: wanted } }: Settings): DoctorStep {
  const name = 'model name';
  const models = known?.facts.models;
  if (!models)
    return {
      name,
      state: 'warning',
      text: `The server lists no models, so "${wanted}" cannot be looked up. See that keyhole.model.endpoint ends where the API begins, often with /v1.`,
    };
  if (models.includes(wanted) || models.includes(`${wanted}:latest`))
    return { name, state: 'ok', text: `The server has "${wanted}".` };
  const nearest = models
    .toSorted((a, b) => editDistance(a, wanted) - editDistance(b, wanted))
    .slice(0, offered);
  const more = models.length > offered ? `, and ${models.length - offered} more` : '';
  const names = `${nearest.map((each) => `"${each}"`).join(', ')}${more}`;
  if (known.dialect.name === 'llama.cpp')
    return { name, state: 'ok', text: `The server runs one model whatever the name: ${names}.` };
  return {
    name,
    state: 'failed',
    text: `The server has no model "${wanted}". Set keyhole.model.name to one that it has: ${names}.`,
  };
}

function templateStep(template: string): DoctorStep {
  const name = 'fill-in-the-middle';
  const own = 'The prompt format is your own, as keyhole.model.template says';
  if (template.includes('{suffix}')) return { name, state: 'ok', text: `${own}.` };
  const text = `${own}: without {suffix} in it the model does not see what stands after the cursor.`;
  return { name, state: 'warning', text };
}

function fillStep({ format, capabilities }: HttpModel, { model }: Settings): DoctorStep {
  const name = 'fill-in-the-middle';
  if (model.template !== undefined) return templateStep(model.template);
  const own =
    model.format === undefined
      ? `The prompt format is "${format}"`
      : `The prompt format is "${format}", as keyhole.model.format says`;
  if (format === 'native' && capabilities.fim !== 'native')
    return {
      name,
      state: 'failed',
      text: `${own}, and the server cannot join prefix and suffix: the model has no tokens for it. Clear keyhole.model.format, or use a model of code.`,
    };
  if (format === 'native')
    return { name, state: 'ok', text: `${own}: the server joins what stands before and after the cursor.` };
  if (format === 'chat')
    return {
      name,
      state: 'warning',
      text: `${own}: the model is asked in words to fill the hole, which is slower and less exact than a model of code that fills in the middle (for example qwen2.5-coder). If it is one, set keyhole.model.format.`,
    };
  if (format === 'plain')
    return { name, state: 'warning', text: `${own}: the model sees only what stands before the cursor.` };
  return {
    name,
    state: 'ok',
    text: `${own}: the model's own tokens mark what stands before and after the cursor.`,
  };
}
