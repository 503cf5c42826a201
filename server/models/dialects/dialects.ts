/** The table of dialects, and which one an endpoint speaks. A new one is one file and one line. */

import type { Dialect, DialectName } from '../dialect.ts';
import { anthropic } from './anthropic.ts';
import { compatible } from './compatible.ts';
import { deepseek, mistral } from './hosted-fim.ts';
import { llamaServer } from './llama-server.ts';
import { ollama } from './ollama.ts';
import { openai, responses } from './openai.ts';
import { vllm } from './vllm.ts';

export const dialects: readonly Dialect[] = [
  openai,
  responses,
  llamaServer,
  vllm,
  ollama,
  mistral,
  deepseek,
  anthropic,
  compatible,
];

export function dialectNamed(name: DialectName): Dialect {
  return dialects.find((dialect) => dialect.name === name) ?? compatible;
}

/** The dialect of a host that is known, or `undefined`: then the server has to be asked. */
export function dialectOfHost({ hostname }: URL): Dialect | undefined {
  return dialects.find(({ hosts }) => hosts?.test(hostname));
}

/** The dialect by what a list of models says of their owner, or `undefined`. */
export function dialectOfOwner(owner: string): Dialect | undefined {
  return dialects.find((dialect) => dialect.owner?.test(owner));
}
