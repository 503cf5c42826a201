/** Every word that a person reads can be translated, and the German is whole. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keyed, spokenParts, withTexts } from '../../media/l10n/manifest-texts.ts';
import { moduleAt, projectRoot } from '../support/sources.ts';
import { literalsOf, translatedTexts } from '../support/words.ts';

const read = (path: string): Record<string, string> =>
  JSON.parse(readFileSync(join(projectRoot, path), 'utf8'));
const reasons = literalsOf(moduleAt('server/protocol/trace.ts'), 'NoCompletionReason');
const texts = translatedTexts(reasons);
const bundle = read('media/l10n/bundle.l10n.json');
const german = read('media/l10n/bundle.l10n.de.json');

/** The places that a text leaves open, in order. */
const holesOf = (text: string) => (text.match(/\{\d\}/g) ?? []).toSorted();

describe('texts of the extension and its pages', () => {
  test('stand in the bundle that translators start from, and no others', () => {
    expect(Object.keys(bundle).toSorted()).toEqual(texts);
    expect(Object.entries(bundle).filter(([text, same]) => text !== same)).toEqual([]);
  });

  test('are all German in the German bundle, with the same places left open', () => {
    expect(Object.keys(german).toSorted()).toEqual(texts);
    const wrong = Object.entries(german).filter(
      ([text, written]) => written === '' || holesOf(text).join() !== holesOf(written).join(),
    );
    expect(wrong).toEqual([]);
  });
});

describe('texts of the manifest', () => {
  const manifest = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  const { manifest: packaged, texts: english } = keyed(manifest);

  test('are all German in the German file, and no others', () => {
    const written = read('media/l10n/manifest.de.json');
    expect(Object.keys(written).toSorted()).toEqual(Object.values(english).toSorted());
    expect(Object.values(written).filter((text) => text === '')).toEqual([]);
  });

  test('have keys in the package, and say the same in English', () => {
    const back = (text: string) => english[text.slice(1, -1)] ?? `no key: ${text}`;
    for (const part of spokenParts)
      expect(withTexts(packaged[part], back, part === 'description')).toEqual(manifest[part]);
  });
});
