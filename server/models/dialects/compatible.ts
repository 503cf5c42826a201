/** Any server with OpenAI's routes of which nothing more is known. */

import type { Dialect } from '../dialect.ts';
import { bearer, openAICall } from './openai-shape.ts';

export const compatible: Dialect = {
  name: 'compatible',
  title: 'an OpenAI-compatible server',
  testedWith: 'a stand-in with a real model',
  mostStops: 4,
  capabilities: () => ({}),
  headers: bearer,
  call: (question) => openAICall(question),
};
