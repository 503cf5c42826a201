/** Which parser reads the files of an index: `--parser`, else `KEYHOLE_PARSER`, else the one in WebAssembly. */

import { nativeParserLoads, type ParserName } from '../host/host.ts';
import { toStandardError } from './standard-error.ts';
import { UsageError } from './usage-error.ts';

interface ParserOption {
  readonly parser?: string;
  readonly verbose?: boolean;
}

const missing = 'The native parser is not installed here (npm install tree-sitter)';

/** @throws {UsageError} for another name, and for a native parser that was asked for and does not load. */
export function parserOf(
  { parser, verbose }: ParserOption,
  environment: NodeJS.ProcessEnv = process.env,
): ParserName {
  const wanted = parser ?? environment.KEYHOLE_PARSER ?? 'wasm';
  const source = parser === undefined ? 'KEYHOLE_PARSER' : '--parser';
  if (wanted === '' || wanted === 'wasm') return 'wasm';
  if (wanted !== 'native' && wanted !== 'auto') {
    throw new UsageError(`${source} must be wasm, native or auto, not "${wanted}".`);
  }
  if (nativeParserLoads()) return 'native';
  if (wanted === 'native') throw new UsageError(`${missing}: install it or leave ${source} out.`);
  if (verbose) toStandardError(`${missing}: files are parsed in WebAssembly.`);
  return 'wasm';
}
