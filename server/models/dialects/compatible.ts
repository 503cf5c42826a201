/** Any server with OpenAI's routes of which nothing more is known than what it tells. */

import type { Dialect } from '../dialect.ts';
import { exactIds } from '../tokenizer.ts';
import { bearer, openAICall } from './openai-shape.ts';
import { biased, extrasRoute, tokenizeRoute } from './token-routes.ts';

/** Entries that every server takes in `logit_bias`, as far as is known. */
const mostBiases = 300;

export const compatible: Dialect = {
  name: 'compatible',
  title: 'an OpenAI-compatible server',
  testedWith: 'a stand-in with a real model',
  mostStops: 4,
  capabilities: () => ({}),
  headers: bearer,
  call: (question) => openAICall(question, biased(question)),
  mostBiases,
  tokenIds,
};

/** By the model's name where that tells its vocabulary: OpenAI's models stand behind many gateways. */
async function tokenIds(...[ask, model, text]: Parameters<typeof tokenizeRoute>) {
  return exactIds(model, text) ?? (await tokenizeRoute(ask, model, text)) ?? extrasRoute(ask, model, text);
}
