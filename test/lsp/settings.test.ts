import { expect, test } from 'vitest';
import { settingsFrom } from '../../server/lsp/settings.ts';
import { defaultSettings } from '../../server/protocol/protocol.ts';

test.each([
  ['nothing', undefined],
  ['no object', 7],
  ['what editors write for "not set"', { budget: null, model: { endpoint: '', format: '', name: '' } }],
  ["the client's own", { trace: { server: 'off' }, enable: true, model: { colour: 'red' } }],
])('%s leaves the defaults without a word', (_, found) => {
  expect(settingsFrom(found, undefined)).toEqual({ settings: defaultSettings, problems: [] });
});

test('what is set is taken over, with the key from elsewhere', () => {
  const model = { name: 'qwen', endpoint: 'http://127.0.0.1:1/v1', maxTokens: 9 };
  const { settings, problems } = settingsFrom({ budget: 5, confidence: 0, monitors: false, model }, 'k');
  expect(settings).toEqual({
    ...defaultSettings,
    budget: 5,
    confidence: 0,
    monitors: false,
    model: { ...defaultSettings.model, ...model, apiKey: 'k' },
  });
  expect(problems).toEqual([]);
});

test.each([
  [{ budget: 0 }, 'The setting keyhole.budget must be a number above 0.'],
  [{ budget: '5' }, 'The setting keyhole.budget must be a number above 0.'],
  [{ budget: Number.NaN }, 'The setting keyhole.budget must be a number above 0.'],
  [{ confidence: 2 }, 'The setting keyhole.confidence must be a number from 0 to 1.'],
  [{ monitors: 'yes' }, 'The setting keyhole.monitors must be a boolean.'],
  [{ model: [] }, 'The setting keyhole.model must be an object.'],
  [{ model: { maxTokens: -1 } }, 'The setting keyhole.model.maxTokens must be a number above 0.'],
  [{ model: { apiKey: 'secret' } }, 'An API key does not belong into the settings'],
  [{ model: { name: 'qwen' } }, 'needs a server: give its address with keyhole.model.endpoint'],
  [{ model: { endpoint: 'localhost:1' } }, 'The endpoint "localhost:1" is not a web address'],
  [{ model: { format: 'nonsense' } }, 'There is no prompt format "nonsense"'],
])('%j keeps the default, and is told: %s', (found, message) => {
  const { settings, problems } = settingsFrom(found, undefined);
  expect(settings).toEqual(defaultSettings);
  expect(problems).toEqual([expect.stringContaining(message)]);
  expect(problems.join()).not.toContain('secret');
});
