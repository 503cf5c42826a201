/** Requests to models, for tests of what models and those before them do with one. */

import type { GenerateRequest } from '../../server/models/models.ts';

/** A text of TypeScript to go on with, and nothing else that a model is told. */
export function plainRequest(prefix: string): GenerateRequest {
  const path = '/a.ts';
  return {
    prompt: {
      format: 'plain',
      kind: 'completion',
      segments: [{ kind: 'prefix', origin: path, text: prefix }],
      stop: [],
      path,
      language: 'typescript',
      prefix,
      suffix: '',
    },
    likely: [],
    maxTokens: 32,
    rejected: [],
  };
}
