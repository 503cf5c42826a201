/**
 * Loads TypeScript's own parser for the languages that it reads. Its module is large: it is loaded when the
 * first script is asked for, and by threads that parse only.
 */

import { limited } from './limited.ts';
import { createScriptParser, grammarFolder, isScript, type Parser } from '../../syntax/syntax.ts';
import { placesFrom, readGrammar } from './grammar-sources.ts';
import type { Parsers } from './native-grammars.ts';

/** `from` as for `loadGrammars`. `undefined` for every language that is no script. */
export function loadScriptParsers(from: string = import.meta.url): Parsers {
  const places = placesFrom(from);
  const loaded = new Map<string, Promise<Parser>>();
  return async (language, text) => {
    const folder = grammarFolder(language, text);
    if (folder === undefined || !isScript(folder)) return undefined;
    const parser =
      loaded.get(folder) ??
      Promise.all([import('typescript'), readGrammar(folder, places)]).then(
        ([{ default: typescript }, { source }]) =>
          createScriptParser({ typescript, folder, rules: source.rules, limited }),
      );
    loaded.set(folder, parser);
    return parser;
  };
}
