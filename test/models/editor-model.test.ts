import { expect, test } from 'vitest';
import {
  createEditorModel,
  type EditorPrompt,
  type GenerateRequest,
  ModelError,
} from '../../server/models/models.ts';
import type { ModelUsage } from '../../server/protocol/protocol.ts';

const settings = { name: 'editor:gpt-4o', contextWindow: 8192, total: 5_000 };
const request: GenerateRequest = {
  prompt: {
    format: 'chat',
    kind: 'chat',
    segments: [],
    messages: [{ role: 'user', content: 'invoice.to<HOLE/>' }],
    stop: [],
    path: '/a.ts',
    language: 'typescript',
    prefix: 'invoice.to',
    suffix: '',
  },
  likely: [],
  maxTokens: 20,
  rejected: [],
};

async function written(
  send: (prompt: EditorPrompt, signal: AbortSignal) => AsyncIterable<string>,
  more: Partial<GenerateRequest> = {},
) {
  let text = '';
  const model = createEditorModel(settings, { send });
  for await (const piece of model.generate({ ...request, ...more }, new AbortController().signal))
    text += piece.text;
  return text;
}

test('the editor is asked for the family that the settings name, and its packaging is taken off', async () => {
  let asked: EditorPrompt | undefined;
  let usage: ModelUsage | undefined;
  const text = await written(
    async function* (prompt) {
      asked = prompt;
      yield '```ts\nto';
      yield 'tal;\n```';
    },
    { report: (spent) => (usage = spent) },
  );
  expect(asked).toEqual({ family: 'gpt-4o', messages: request.prompt.messages });
  expect(text).toBe('tal;');
  expect(usage).toMatchObject({ counted: 'here', cachedTokens: 0 });
});

test('what the editor says went wrong is told, and without an editor that is told', async () => {
  const refused = written(async function* () {
    yield '';
    throw new Error('You have exceeded your quota.');
  });
  await expect(refused).rejects.toThrow(/^The editor's model did not answer: You have exceeded your quota\./);
  const alone = createEditorModel(settings, undefined).generate(request, new AbortController().signal);
  await expect(alone[Symbol.asyncIterator]().next()).rejects.toThrow(ModelError);
});

test('an abort ends it quietly', async () => {
  const controller = new AbortController();
  const model = createEditorModel(settings, {
    async *send(_, signal) {
      yield 'a ';
      controller.abort();
      signal.throwIfAborted();
    },
  });
  for await (const { text } of model.generate(request, controller.signal)) expect(text).toBe('a ');
});
