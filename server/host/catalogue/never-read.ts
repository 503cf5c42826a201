/** Names that are never read, whatever ignore files say: secrets, binaries, lock files, others' folders. */

const folders = new Set(['.git', '.hg', '.svn', 'node_modules']);

const locks = new Set([
  'package-lock.json',
  'npm-shrinkwrap.json',
  'pnpm-lock.yaml',
  'yarn.lock',
  'bun.lock',
  'bun.lockb',
  'poetry.lock',
  'uv.lock',
  'pipfile.lock',
  'cargo.lock',
  'composer.lock',
  'gemfile.lock',
  'go.sum',
]);

const secrets = [
  /^\.env/,
  /^id_[\w-]+(\.pub)?$/,
  /^\.(npmrc|netrc|pgpass|git-credentials)$/,
  /^credentials(\.json)?$/,
  /\.(pem|p12|pfx|key|jks|keystore|kdbx|ppk|asc|gpg)$/,
];

const binaries =
  /\.(png|jpe?g|gif|webp|avif|bmp|ico|icns|tiff?|psd|pdf|docx?|xlsx?|pptx?|zip|gz|tgz|bz2|xz|zst|7z|rar|jar|war|whl|egg|vsix|wasm|exe|dll|so|dylib|a|o|obj|lib|class|pyc|pyo|pyd|node|bin|dat|db|sqlite3?|mp[34]|m4a|wav|ogg|flac|avi|mov|mkv|webm|woff2?|ttf|otf|eot|gguf|safetensors|onnx|pt|npy|npz|parquet|pickle|pkl)$/;

/** Why a file or folder of this name is never read, or `undefined` when it may be. */
export function whyNeverRead(name: string, kind: 'file' | 'folder'): string | undefined {
  if (folders.has(name)) return 'never read';
  if (kind === 'folder') return undefined;
  const lower = name.toLowerCase();
  if (secrets.some((secret) => secret.test(lower))) return 'may hold a secret';
  if (locks.has(lower)) return 'lock file';
  return binaries.test(lower) ? 'binary' : undefined;
}
