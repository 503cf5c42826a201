/** An engine in place over the files of a fixture. */

import { diskFiles, libFolderFor } from '../../../server/host/type-engine-files.ts';
import { createTypeScriptEngine, type Diagnostic, type TypedHole } from '../../../server/statics/statics.ts';
import { fixture } from '../../support/fixture.ts';

export const strictConfig = `
//- /tsconfig.json
{"compilerOptions": {"strict": true, "target": "es2022", "lib": ["es2022"], "module": "esnext",
 "moduleResolution": "bundler", "jsx": "preserve", "types": []}}
`;

export function newEngine() {
  return createTypeScriptEngine(
    diskFiles(libFolderFor(new URL('../../../server/host/x.ts', import.meta.url).href)),
  );
}

export const never = new AbortController().signal;

/** The hole at `$0` of a fixture. */
export async function holeIn(text: string): Promise<TypedHole> {
  using files = fixture(text);
  const { document, offset } = files;
  const hole = await newEngine().hole({ path: document.path, text: document.text, offset }, never);
  return relative(hole!, files.root);
}

/** The errors of the marked file of a fixture. */
export async function errorsIn(text: string): Promise<readonly Diagnostic[]> {
  using files = fixture(text);
  return await newEngine().diagnostics(files.document, never);
}

function relative<T>(value: T, root: string): T {
  return JSON.parse(JSON.stringify(value).replaceAll(root, ''));
}
