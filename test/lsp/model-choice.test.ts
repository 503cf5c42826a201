/** What the choice of a model asks of the built server. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  doctorMethod,
  type DoctorStep,
  doctorStepMethod,
  type FoundServer,
  listModelsMethod,
  type TriedModel,
  tryModelMethod,
} from '../../server/protocol/protocol.ts';
import { type Editor, startEditor } from '../support/editor.ts';
import { openAIServer } from '../support/openai-server.ts';

let editor: Editor;
const steps: DoctorStep[] = [];
beforeAll(async () => {
  editor = await startEditor();
  editor.connection.onNotification(doctorStepMethod, (step: DoctorStep) => {
    steps.push(step);
  });
});
afterAll(() => editor[Symbol.asyncDispose]());

describe('the choice of a model', () => {
  test('lists the models of an address, and nothing where nobody answers', async () => {
    await using server = await openAIServer();
    const at = (endpoint: string) => editor.request<FoundServer | null>(listModelsMethod, { endpoint });
    expect(await at(server.endpoint)).toMatchObject({ models: ['test-model'] });
    expect(await at('http://127.0.0.1:9/v1')).toBeNull();
    expect(await at('no address')).toBeNull();
  });

  test('tries a model before it is set, and says what is wrong', async () => {
    await using server = await openAIServer(() => ['value + 1']);
    const model = { endpoint: server.endpoint, name: 'test-model' };
    const tried = (own: object) => editor.request<TriedModel>(tryModelMethod, { model: own });
    expect(await tried(model)).toMatchObject({ works: true, said: expect.stringContaining('value + 1') });
    expect(await tried({ ...model, endpoint: 'http://127.0.0.1:9/v1' })).toMatchObject({ works: false });
    expect(await tried({ name: 'nobody' })).toMatchObject({
      works: false,
      said: expect.stringContaining('needs a server'),
    });
  });

  test('lets the doctor tell each step as it is done', async () => {
    await editor.request(doctorMethod, {});
    expect(steps.map(({ name }) => name)).toContain('first token');
    expect(steps.filter(({ state }) => state === 'failed')).toEqual([]);
  });
});
