/** The icons of the editor's own set, drawn into the page: no font has to be loaded. */

import ban from '@vscode/codicons/src/icons/circle-slash.svg';
import arrowSwap from '@vscode/codicons/src/icons/arrow-swap.svg';
import check from '@vscode/codicons/src/icons/check.svg';
import close from '@vscode/codicons/src/icons/close.svg';
import copy from '@vscode/codicons/src/icons/copy.svg';
import discard from '@vscode/codicons/src/icons/discard.svg';
import error from '@vscode/codicons/src/icons/error.svg';
import exportIcon from '@vscode/codicons/src/icons/export.svg';
import fileCode from '@vscode/codicons/src/icons/file-code.svg';
import goToFile from '@vscode/codicons/src/icons/go-to-file.svg';
import history from '@vscode/codicons/src/icons/history.svg';
import info from '@vscode/codicons/src/icons/info.svg';
import json from '@vscode/codicons/src/icons/json.svg';
import key from '@vscode/codicons/src/icons/key.svg';
import markdown from '@vscode/codicons/src/icons/markdown.svg';
import pass from '@vscode/codicons/src/icons/pass.svg';
import pin from '@vscode/codicons/src/icons/pin.svg';
import pinned from '@vscode/codicons/src/icons/pinned.svg';
import run from '@vscode/codicons/src/icons/debug-rerun.svg';
import search from '@vscode/codicons/src/icons/search.svg';
import symbolClass from '@vscode/codicons/src/icons/symbol-class.svg';
import symbolConstant from '@vscode/codicons/src/icons/symbol-constant.svg';
import symbolEnum from '@vscode/codicons/src/icons/symbol-enum.svg';
import symbolField from '@vscode/codicons/src/icons/symbol-field.svg';
import symbolInterface from '@vscode/codicons/src/icons/symbol-interface.svg';
import symbolMethod from '@vscode/codicons/src/icons/symbol-method.svg';
import symbolMisc from '@vscode/codicons/src/icons/symbol-misc.svg';
import symbolNamespace from '@vscode/codicons/src/icons/symbol-namespace.svg';
import symbolParameter from '@vscode/codicons/src/icons/symbol-parameter.svg';
import symbolProperty from '@vscode/codicons/src/icons/symbol-property.svg';
import symbolSnippet from '@vscode/codicons/src/icons/symbol-snippet.svg';
import symbolVariable from '@vscode/codicons/src/icons/symbol-variable.svg';
import warning from '@vscode/codicons/src/icons/warning.svg';

const icons = {
  arrowSwap,
  ban,
  check,
  close,
  copy,
  discard,
  error,
  export: exportIcon,
  fileCode,
  goToFile,
  history,
  info,
  json,
  key,
  markdown,
  pass,
  pin,
  pinned,
  run,
  search,
  warning,
} as const;

export type IconName = keyof typeof icons;

/** What stands for a kind of symbol, with the editor's own colour for it. */
const kinds: ReadonlyMap<string, readonly [svg: string, colour: string]> = new Map([
  ['class', [symbolClass, 'class']],
  ['interface', [symbolInterface, 'interface']],
  ['type', [symbolInterface, 'interface']],
  ['enum', [symbolEnum, 'enumerator']],
  ['enum member', [symbolEnum, 'enumeratorMember']],
  ['function', [symbolMethod, 'function']],
  ['method', [symbolMethod, 'method']],
  ['constructor', [symbolMethod, 'constructor']],
  ['property', [symbolProperty, 'property']],
  ['field', [symbolField, 'field']],
  ['variable', [symbolVariable, 'variable']],
  ['constant', [symbolConstant, 'constant']],
  ['parameter', [symbolParameter, 'variable']],
  ['namespace', [symbolNamespace, 'namespace']],
  ['module', [symbolNamespace, 'module']],
  ['chunk', [symbolSnippet, 'snippet']],
]);

export function Icon({ name }: { readonly name: IconName }) {
  return <Drawn svg={icons[name]} />;
}

export function KindIcon({ kind }: { readonly kind: string }) {
  const [svg, colour] = kinds.get(kind) ?? [symbolMisc, 'null'];
  return <Drawn svg={svg} colour={`var(--vscode-symbolIcon-${colour}Foreground)`} />;
}

function Drawn({ svg, colour }: { readonly svg: string; readonly colour?: string }) {
  const style = colour ? { color: colour } : {};
  return <span class="icon" style={style} aria-hidden="true" dangerouslySetInnerHTML={{ __html: svg }} />;
}
