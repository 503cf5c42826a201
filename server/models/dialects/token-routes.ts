/** Routes that tell a text's tokens, and fields that hold an answer to tokens. */

import type { Asker, Question } from '../dialect.ts';
import { listAt } from '../wire.ts';

/** vLLM's route, which SGLang has too. */
export async function tokenizeRoute(
  ask: Asker,
  model: string,
  prompt: string,
): Promise<readonly number[] | undefined> {
  return asked(ask, '/tokenize', { model, prompt, add_special_tokens: false });
}

/** llama-cpp-python's route: it puts before a text what the model's texts begin with, if with anything. */
export async function extrasRoute(
  ask: Asker,
  model: string,
  input: string,
): Promise<readonly number[] | undefined> {
  const tokens = await asked(ask, '/extras/tokenize', { model, input });
  const start = tokens && (await asked(ask, '/extras/tokenize', { model, input: '' }));
  return tokens?.slice(start?.length ?? 0);
}

/** llama.cpp's route. */
export async function llamaRoute(
  ask: Asker,
  _: string,
  content: string,
): Promise<readonly number[] | undefined> {
  return asked(ask, '/tokenize', { content, add_special: false, parse_special: false });
}

async function asked(ask: Asker, path: string, body: object): Promise<readonly number[] | undefined> {
  const { status, value } = await ask.post(path, body);
  const tokens = listAt(value, 'tokens').filter((token) => typeof token === 'number');
  return status === 200 && tokens.length > 0 ? tokens : undefined;
}

/** The greatest change that the field takes: beside it nothing else has a chance. */
const certain = 100;

/** Tokens that `logit_bias` makes the only ones, as far as it can. */
export function biased({ only }: Question): { readonly logit_bias?: Readonly<Record<string, number>> } {
  return only ? { logit_bias: Object.fromEntries(only.map((token) => [token, certain])) } : {};
}
