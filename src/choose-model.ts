/**
 * Lets a person choose who answers: the embedded model, a server on this machine or elsewhere, Anthropic, a model of
 * the editor, a file. A choice is tried before it is kept, and nothing is set that the person has not confirmed.
 */

import * as vscode from 'vscode';
import {
  findServersMethod,
  type FoundServer,
  listModelsMethod,
  type TriedModel,
  tryModelMethod,
} from '../server/protocol/protocol.ts';
import { tryEditorModel } from './editor-models.ts';
import type { KeyStore } from './key-store.ts';
import type { Server } from './server.ts';

export interface ChoiceParts {
  readonly server: Server;
  readonly keys: KeyStore;
}

/** Settings below `keyhole.model`; the others of `chosenSettings` go back to their defaults. */
type ChosenModel = Readonly<Record<string, string>>;

const chosenSettings = ['endpoint', 'name', 'dialect', 'format'] as const;

interface Way extends vscode.QuickPickItem {
  /** Gives the model, or nothing where the person has left it. */
  readonly choose?: () => Promise<ChosenModel | undefined>;
}

export async function chooseModel(parts: ChoiceParts): Promise<void> {
  const way = await pickWay(parts);
  const model = await way?.choose?.();
  if (!model) return;
  const tried = await tryModel(parts, model);
  if (!tried) return;
  if (!tried.works && !(await isWantedAnyway(tried, parts))) return;
  await keep(model);
  if (tried.works) void vscode.window.showInformationMessage(tried.said);
}

/**
 * The list is there at once; servers of this machine are added as they are found, at its end, so that nothing moves
 * under the pointer.
 */
function pickWay(parts: ChoiceParts): Promise<Way | undefined> {
  const box = vscode.window.createQuickPick<Way>();
  const source = new vscode.CancellationTokenSource();
  box.title = vscode.l10n.t('Keyhole: Choose Model');
  box.placeholder = vscode.l10n.t('Who shall complete your code?');
  box.matchOnDescription = true;
  box.busy = true;
  box.items = waysOf(parts, []);
  parts.server
    .request<FoundServer[]>(findServersMethod, {}, source.token)
    .then(
      (found) => {
        const [active] = box.activeItems;
        box.items = waysOf(parts, found);
        box.activeItems = box.items.filter(({ label }) => label === active?.label);
      },
      () => {},
    )
    .finally(() => {
      box.busy = false;
    });
  return new Promise((resolve) => {
    box.onDidAccept(() => {
      const [chosen] = box.selectedItems;
      if (!chosen?.choose) return;
      resolve(chosen);
      box.hide();
    });
    box.onDidHide(() => {
      source.cancel();
      source.dispose();
      box.dispose();
      resolve(undefined);
    });
    box.show();
  });
}

function waysOf(parts: ChoiceParts, found: readonly FoundServer[]): Way[] {
  const { t } = vscode.l10n;
  const separator = (label: string): Way => ({ label, kind: vscode.QuickPickItemKind.Separator });
  return [
    {
      label: `$(key) ${t('Embedded Model')}`,
      description: t('learned from your repository, offline, nothing to install'),
      choose: async () => ({}),
    },
    separator(t('Others')),
    {
      label: `$(file-binary) ${t('GGUF File…')}`,
      description: t('a model on this machine, run by Keyhole itself'),
      choose: chooseFile,
    },
    {
      label: `$(globe) ${t('OpenAI-Compatible Address…')}`,
      description: t('any server that speaks the protocol'),
      choose: () => chooseAddress(parts),
    },
    {
      label: '$(cloud) Anthropic…',
      description: t('with your own key'),
      choose: () => chooseAnthropic(parts),
    },
    {
      label: `$(vscode) ${t("The Editor's Own Models…")}`,
      description: t('with the account of the editor'),
      choose: chooseOfEditor,
    },
    ...(found.length > 0 ? [separator(t('Found on this machine'))] : []),
    ...found.map((server) => ({
      label: `$(server) ${server.title}`,
      description: `${new URL(server.endpoint).host} · ${modelCount(server.models.length)}`,
      choose: () => chooseOf(server),
    })),
  ];
}

function modelCount(models: number): string {
  return models === 1 ? vscode.l10n.t('1 model') : vscode.l10n.t('{0} models', models);
}

async function chooseOf({ endpoint, title, models }: FoundServer): Promise<ChosenModel | undefined> {
  if (models.length === 1 && models[0] !== undefined) return { endpoint, name: models[0] };
  const name = await vscode.window.showQuickPick([...models], {
    title: vscode.l10n.t('Keyhole: Model of {0}', title),
  });
  return name === undefined ? undefined : { endpoint, name };
}

async function chooseFile(): Promise<ChosenModel | undefined> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Keyhole: Choose a GGUF File'),
      filters: { GGUF: ['gguf'] },
    })) ?? [];
  return file && { name: file.fsPath };
}

async function chooseAddress({ server, keys }: ChoiceParts): Promise<ChosenModel | undefined> {
  const endpoint = await vscode.window.showInputBox({
    title: vscode.l10n.t('Keyhole: Address of the Server'),
    prompt: vscode.l10n.t('Its base address, for example http://127.0.0.1:8080/v1.'),
    value: 'http://127.0.0.1:8080/v1',
    ignoreFocusOut: true,
    validateInput: (text) =>
      URL.canParse(text) && /^https?:/.test(text)
        ? undefined
        : vscode.l10n.t('Write a web address that begins with http:// or https://.'),
  });
  if (endpoint === undefined) return undefined;
  if (endpoint.startsWith('https:')) await keys.ask(server);
  const found = await server.request<FoundServer | null>(listModelsMethod, { endpoint });
  if (found && found.models.length > 0) return chooseOf({ ...found, endpoint });
  const name = await askName(vscode.l10n.t('The server lists no models: write the name of one.'));
  return name ? { endpoint, name } : undefined;
}

async function chooseAnthropic({ server, keys }: ChoiceParts): Promise<ChosenModel | undefined> {
  await keys.ask(server);
  const endpoint = 'https://api.anthropic.com/v1';
  const found = await server.request<FoundServer | null>(listModelsMethod, { endpoint });
  if (found && found.models.length > 0)
    return withDialect(await chooseOf({ ...found, endpoint, title: 'Anthropic' }));
  const name = await askName(vscode.l10n.t('Anthropic lists no models for this key: write the name of one.'));
  return withDialect(name && { endpoint, name });
}

function withDialect(model: ChosenModel | undefined | ''): ChosenModel | undefined {
  return model ? { ...model, dialect: 'anthropic' } : undefined;
}

async function chooseOfEditor(): Promise<ChosenModel | undefined> {
  const models = await vscode.lm.selectChatModels();
  if (models.length === 0) {
    await vscode.window.showInformationMessage(
      vscode.l10n.t(
        'The editor offers no models: sign in to an extension that brings some, then choose again.',
      ),
    );
    return undefined;
  }
  const chosen = await vscode.window.showQuickPick(
    models.map(({ name, vendor, family }) => ({ label: name, description: vendor, family })),
    { title: vscode.l10n.t('Keyhole: Model of the Editor') },
  );
  return chosen && { name: `editor:${chosen.family}` };
}

function askName(prompt: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Keyhole: Name of the Model'),
    prompt,
    ignoreFocusOut: true,
  });
}

/** What came of asking it; `undefined` when the person did not wait. */
async function tryModel({ server }: ChoiceParts, model: ChosenModel): Promise<TriedModel | undefined> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Keyhole: asking {0}…', model.name ?? 'embedded'),
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (_, token) => {
    try {
      if (model.name?.startsWith('editor:')) return await tryEditorModel(model.name.slice(7), token);
      return await server.request<TriedModel>(tryModelMethod, { model }, token);
    } catch (error) {
      if (token.isCancellationRequested) return undefined;
      return { works: false, said: error instanceof Error ? error.message : String(error), ms: 0 };
    }
  });
}

async function isWantedAnyway({ said }: TriedModel, parts: ChoiceParts): Promise<boolean> {
  const [another, anyway] = [vscode.l10n.t('Choose Another'), vscode.l10n.t('Use It Anyway')];
  const answer = await vscode.window.showWarningMessage(said, another, anyway);
  if (answer === another) await chooseModel(parts);
  return answer === anyway;
}

/** In the settings of the machine that asks the model: no workspace can change who is asked. */
async function keep(model: ChosenModel): Promise<void> {
  const settings = vscode.workspace.getConfiguration('keyhole.model');
  for (const name of chosenSettings)
    if (settings.inspect(name)?.globalValue !== model[name])
      await settings.update(name, model[name], vscode.ConfigurationTarget.Global);
}
