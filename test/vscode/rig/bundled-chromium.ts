/**
 * Unpacks the Chromium of `@sparticuz/chromium` (Linux, x64) with the shared libraries and the font that it brings, so
 * that it starts on a machine with nothing but the C library.
 */

import { execFile } from 'node:child_process';
import { chmodSync, createReadStream, createWriteStream, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';
import { onceInCache } from './install.ts';

export interface Executable {
  readonly path: string;
  /** Variables to set for it beside the inherited ones. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Raised when what this file makes of the package changes. */
const revision = 1;

/** Where the package keeps its archives. */
const archives = fileURLToPath(new URL('../bin/', import.meta.resolve('@sparticuz/chromium')));

/** The Chromium that npm brought; nothing on other platforms than Linux x64. */
export async function bundledChromium(): Promise<Executable | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const { version } = createRequire(import.meta.url)(join(archives, '../package.json'));
  const folder = await onceInCache(`chromium-${version}-${revision}`, unpack);
  return {
    path: join(folder, 'chromium'),
    environment: { FONTCONFIG_FILE: join(folder, 'fonts.conf'), LD_LIBRARY_PATH: join(folder, 'lib') },
  };
}

async function unpack(folder: string): Promise<void> {
  await decompress('chromium.br', join(folder, 'chromium'));
  chmodSync(join(folder, 'chromium'), 0o755);
  await unpackTar('al2023.tar.br', folder);
  await unpackTar('fonts.tar.br', folder);
  writeFileSync(join(folder, 'fonts.conf'), fontConfiguration);
}

async function unpackTar(name: string, folder: string): Promise<void> {
  const tar = join(folder, name.replace('.br', ''));
  await decompress(name, tar);
  await promisify(execFile)('tar', ['xf', tar, '-C', folder], { timeout: 60_000 });
  rmSync(tar);
}

function decompress(name: string, to: string): Promise<void> {
  return pipeline(createReadStream(join(archives, name)), createBrotliDecompress(), createWriteStream(to));
}

/** The machine's fonts where it has any, and the one that came along: without a font all text is invisible. */
const fontConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>/usr/share/fonts</dir>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;
