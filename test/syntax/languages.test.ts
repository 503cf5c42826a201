/** Real files of public packages, one of each language, printed as an outline that a person has read. */

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { languageOf } from '../../server/text/text.ts';
import { factsIn, fullOutline } from './outline.ts';

const folder = 'test/fixtures/languages';
const files = globSync('*/*.*', { cwd: folder }).filter((name) => !name.endsWith('.outline'));

test.each([...files.toSorted(), '../../../node_modules/rxjs/src/internal/Subject.ts'])('%s', async (name) => {
  const text = readFileSync(join(folder, name), 'utf8');
  const language = languageOf(name.replace(/\.txt$/, ''), text);
  const facts = await factsIn(text, language);
  expect(facts.language).toBe(language);
  const outline = name.startsWith('..') ? 'typescript/Subject.ts.txt' : name;
  await expect(fullOutline(text, facts)).toMatchFileSnapshot(
    join('../fixtures/languages', `${outline}.outline`),
  );
});
