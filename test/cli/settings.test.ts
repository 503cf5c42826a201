import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSettings } from '../../server/cli/settings.ts';

function config(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'keyhole-test-')), 'settings.json');
  writeFileSync(path, text);
  return path;
}

test('flags win over the environment, the environment over the file', async () => {
  const file = config(
    '{"budget": 1, "model": {"name": "file", "endpoint": "http://127.0.0.1:1/v1", "maxTokens": 7}}',
  );
  const settings = await readSettings(
    { config: file, model: 'flag' },
    { KEYHOLE_MODEL: 'env', KEYHOLE_BUDGET: '2' },
  );
  expect(settings.budget).toBe(2);
  expect(settings.model).toMatchObject({ name: 'flag', endpoint: 'http://127.0.0.1:1/v1', maxTokens: 7 });
});

test('a key comes from the environment only', async () => {
  const settings = await readSettings({}, { KEYHOLE_API_KEY: 'k', XDG_CONFIG_HOME: '/nowhere' });
  expect(settings.model.apiKey).toBe('k');
  await expect(readSettings({ config: config('{"model": {"apiKey": "k"}}') }, {})).rejects.toThrow(
    /KEYHOLE_API_KEY/,
  );
});

test("a service's own key is sent to that service and to nobody else", async () => {
  const environment = { OPENAI_API_KEY: 'o', ANTHROPIC_API_KEY: 'a', XDG_CONFIG_HOME: '/nowhere' };
  const keyFor = async (endpoint: string) =>
    (await readSettings({ endpoint, model: 'm' }, environment)).model.apiKey;
  expect(await keyFor('https://api.openai.com/v1')).toBe('o');
  expect(await keyFor('https://api.anthropic.com')).toBe('a');
  expect(await keyFor('https://openai.com.evil.example/v1')).toBeUndefined();
  expect(await keyFor('http://127.0.0.1:8080/v1')).toBeUndefined();
});

test('a GGUF file needs no server; its path is from the folder one stands in', async () => {
  const { model } = await readSettings({ model: 'models/a.gguf' }, { XDG_CONFIG_HOME: '/nowhere' });
  expect(model).toMatchObject({ name: join(process.cwd(), 'models/a.gguf') });
  const behind = await readSettings(
    { model: 'a.gguf', endpoint: 'http://127.0.0.1:1' },
    { XDG_CONFIG_HOME: '/nowhere' },
  );
  expect(behind.model.name).toBe('a.gguf');
});

test.each([
  [{ budget: '0' }, '--budget takes a whole number above 0, not "0"'],
  [{ budget: '-1' }, '--budget takes a whole number above 0'],
  [{ budget: '1.5' }, '--budget takes a whole number above 0'],
  [{ budget: 'many' }, '--budget takes a whole number above 0, not "many"'],
  [{ deadline: 'x' }, '--deadline takes a whole number above 0'],
  [{ endpoint: 'localhost' }, 'The endpoint "localhost" is not a web address'],
  [{ endpoint: 'file:///etc' }, 'is not a web address'],
  [{ model: 'qwen' }, 'The model "qwen" needs a server'],
  [{ dialect: 'french' }, 'The dialect is one of auto, openai'],
  [{ format: 'nonsense' }, 'There is no prompt format "nonsense": use one of'],
  [{ template: '<PRE>{suffix}' }, 'The prompt template has to say where the code before the cursor stands'],
  [{ config: '/no/such/file' }, 'Cannot read the settings file "/no/such/file"'],
  [{ config: config('{') }, 'is not JSON'],
  [{ config: config('[]') }, 'must hold an object'],
  [{ config: config('{"bugdet": 1}') }, 'has a setting "bugdet" that does not exist'],
  [{ config: config('{"budget": "1"}') }, 'The setting "budget"'],
  [{ config: config('{"model": 1}') }, 'The setting "model"'],
])('%j is refused: %s', async (options, message) => {
  await expect(readSettings(options, {})).rejects.toThrow(message);
});
