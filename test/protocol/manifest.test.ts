/** The manifest declares every setting and command; the code has the same. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { defaultSettings, offeredLanguages } from '../../server/protocol/protocol.ts';
import { knownLanguages } from '../../server/text/paths.ts';
import { modulesOf, projectRoot } from '../support/sources.ts';

interface Property {
  readonly default: unknown;
  readonly description: string;
  readonly scope: string;
}

const manifest = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
const properties: Readonly<Record<string, Property>> = manifest.contributes.configuration.properties;

/** Settings of the client alone. */
const ofClient = ['keyhole.enable', 'keyhole.standAsideFor', 'keyhole.trace.server'];
/** Where the server's default is "not set", the editor's is an empty text. */
const unset = { 'keyhole.model.endpoint': '', 'keyhole.model.format': '', 'keyhole.model.template': '' };

function flat(settings: object, prefix: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(settings).flatMap(([name, value]) =>
      typeof value === 'object'
        ? Object.entries(flat(value, `${prefix}${name}.`))
        : [[`${prefix}${name}`, value]],
    ),
  );
}

describe('settings', () => {
  test('are the same in the manifest and in the protocol, with the same defaults', () => {
    const declared = Object.entries(properties).filter(([name]) => !ofClient.includes(name));
    const defaults = Object.fromEntries(declared.map(([name, property]) => [name, property.default]));
    expect(defaults).toEqual({ ...flat(defaultSettings, 'keyhole.'), ...unset });
  });

  test('are described in one line', () => {
    for (const { description } of Object.values(properties))
      expect(description).toMatch(/^[A-Z][^\n]{10,160}\.$/);
  });

  test('that say where code is sent cannot be set by a workspace, nor how before it is trusted', () => {
    const sensitive = Object.entries(properties).filter(([name]) =>
      /model\.(endpoint|name|format|template)$/.test(name),
    );
    expect(sensitive.map(([, { scope }]) => scope)).toEqual([
      'machine',
      'machine-overridable',
      'machine-overridable',
      'machine-overridable',
    ]);
    const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    expect(restrictedConfigurations).toEqual(sensitive.map(([name]) => name));
  });
});

test('completions are offered in every language whose files are known, and start the extension there', () => {
  expect(offeredLanguages).toEqual(knownLanguages);
  // The editor reads JSON of its own in every window: that is nothing to start for.
  const starting = offeredLanguages.filter((language) => language !== 'json');
  // The editor knows by itself of commands and views, but not of a tab that it has to restore.
  const restored = 'onWebviewPanel:keyhole.inspectorPanel';
  expect(manifest.activationEvents).toEqual([
    ...starting.map((language) => `onLanguage:${language}`),
    restored,
  ]);
});

test('every command of the manifest is registered, and every registered one but two is in the manifest', () => {
  const declared = manifest.contributes.commands.map(({ command }: { command: string }) => command);
  const source = modulesOf('src').find(({ path }) => path === 'src/commands.ts')?.text ?? '';
  const registered = [...source.matchAll(/^ {4}'(keyhole\.\w+)':/gm)].map(([, id]) => id);
  expect(registered.filter((id) => id !== 'keyhole.accepted').sort()).toEqual(declared.sort());
});
