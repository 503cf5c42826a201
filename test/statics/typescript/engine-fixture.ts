/** An engine in place over the files of a fixture; which one, the environment says. */

import { diskFiles, libFolderFor } from '../../../server/host/type-engine/type-engine-files.ts';
import { nativeTypeScript } from '../../../server/host/type-engine/type-engine-native.ts';
import {
  createNativeEngine,
  createTypeScriptEngine,
  type Diagnostic,
  type TypedHole,
  type TypeEngine,
} from '../../../server/statics/statics.ts';
import { fixture } from '../../support/fixture.ts';

export const strictConfig = `
//- /tsconfig.json
{"compilerOptions": {"strict": true, "target": "es2022", "lib": ["es2022"], "module": "esnext",
 "moduleResolution": "bundler", "jsx": "preserve", "types": []}}
`;

/** Tests of the engine run once for each. */
export type EngineKind = 'javascript' | 'native';

export const engineKind: EngineKind =
  process.env['KEYHOLE_TYPE_ENGINE'] === 'native' ? 'native' : 'javascript';

const host = new URL('../../../server/host/x.ts', import.meta.url).href;

export function newEngine(kind = engineKind): TypeEngine {
  const files = diskFiles(libFolderFor(host));
  return kind === 'native'
    ? createNativeEngine(files, nativeTypeScript(host)!)
    : createTypeScriptEngine(files);
}

export const never = new AbortController().signal;

/** The hole at `$0` of a fixture. */
export async function holeIn(text: string): Promise<TypedHole> {
  using files = fixture(text);
  const { document, offset } = files;
  const engine = newEngine();
  const hole = await engine.hole({ path: document.path, text: document.text, offset }, never);
  await engine.dispose();
  return relative(hole!, files.root);
}

/** The errors of the marked file of a fixture. */
export async function errorsIn(text: string): Promise<readonly Diagnostic[]> {
  using files = fixture(text);
  const engine = newEngine();
  const errors = await engine.diagnostics(files.document, never);
  await engine.dispose();
  return errors;
}

function relative<T>(value: T, root: string): T {
  return JSON.parse(JSON.stringify(value).replaceAll(root, ''));
}
