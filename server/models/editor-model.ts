/** A model that the editor itself offers, asked through it: the editor has the account, the key and the user's consent. */

import { leastCapabilities } from './capabilities.ts';
import { cleaned, endTokens } from './control-tokens.ts';
import { repeatable, withoutRepeated } from './healing.ts';
import { type Meter, startMeter } from './meter.ts';
import { type GenerateRequest, type Message, type Model, ModelError, type Piece } from './prompt.ts';
import { limited, tokenizerFor } from './tokenizer.ts';
import { unwrapped } from './unwrapped.ts';

/** The name in the settings, alone or followed by `:` and a family of models, for example `editor:gpt-4o`. */
const editorName = /^editor(?::(?<family>.+))?$/;

export interface EditorPrompt {
  /** The family that the settings ask for; absent: whichever the editor has. */
  readonly family?: string;
  readonly messages: readonly Message[];
}

/** How the editor is asked; the door that talks to it implements this. */
export interface EditorModelPort {
  /**
   * The answer in pieces; ends when the signal is aborted. @throws {ModelError} or an `Error` whose message says for a
   * person what is wrong: no such model, no consent, no more requests.
   */
  send(prompt: EditorPrompt, signal: AbortSignal): AsyncIterable<string>;
}

export interface EditorModelSettings {
  readonly name: string;
  readonly contextWindow: number;
  /** Milliseconds until the answer is complete. */
  readonly total: number;
}

/** A chat model: editors take messages and nothing else. Without a port it says that only an editor has one. */
export function createEditorModel(
  { name, contextWindow, total }: EditorModelSettings,
  port: EditorModelPort | undefined,
): Model {
  const family = editorName.exec(name)?.groups?.family;
  const tokenizer = tokenizerFor(family ?? name);
  return {
    name,
    tokenizer,
    format: 'chat',
    contextWindow,
    capabilities: { ...leastCapabilities, contextLength: contextWindow },
    attempts: 1,
    prose: true,
    async *generate(request, signal) {
      if (!port)
        throw new ModelError(
          'not found',
          'The models of an editor can only be asked from within it. Set keyhole.model.name to another one here.',
        );
      const late = AbortSignal.timeout(total);
      const prompt = { messages: request.prompt.messages ?? [], ...(family === undefined ? {} : { family }) };
      const meter = startMeter({ prompt: textOf(prompt), prices: free, count: tokenizer.count });
      try {
        const answer = metered(port.send(prompt, AbortSignal.any([signal, late])), meter);
        yield* pieces(answer, request);
      } catch (error) {
        if (signal.aborted) return;
        throw explained(error, late.aborted ? total : undefined);
      } finally {
        request.report?.(meter.read());
      }
      if (late.aborted && !signal.aborted) throw explained(undefined, total);
    },
  };
}

/** The editor's account pays, and editors do not say what. */
const free = { input: 0, cached: 0, output: 0 };

function textOf({ messages }: EditorPrompt): string {
  return messages.map(({ content }) => content).join('\n');
}

async function* metered(source: AsyncIterable<string>, meter: Meter): AsyncGenerator<string> {
  for await (const text of source) {
    meter.see({ text, alive: text !== '', end: false });
    yield text;
  }
}

async function* pieces(
  source: AsyncIterable<string>,
  { prompt, maxTokens, constraint }: GenerateRequest,
): AsyncGenerator<Piece> {
  const clean = cleaned(unwrapped(source), [...prompt.stop, ...endTokens]);
  const own = withoutRepeated(clean, {
    typed: repeatable(prompt),
    held: false,
    names: constraint?.names ?? [],
  });
  for await (const text of limited(own, maxTokens)) if (text !== '') yield { text };
}

function explained(error: unknown, ms: number | undefined): ModelError {
  if (ms !== undefined)
    return new ModelError(
      'timed out',
      `The editor's model was not done within ${ms} ms. Ask again, or choose another one.`,
    );
  if (error instanceof ModelError) return error;
  const why = error instanceof Error ? error.message : String(error);
  return new ModelError('failed', `The editor's model did not answer: ${why}`, { cause: error });
}
