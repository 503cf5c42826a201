/**
 * The models that the editor itself offers (`vscode.lm`): tried when a person chooses one, which is when the editor asks
 * for consent, and asked by the server from then on. Without consent nothing is sent.
 */

import * as vscode from 'vscode';
import {
  type AskEditorModelParams,
  editorModelTextMethod,
  type TriedModel,
} from '../server/protocol/protocol.ts';
import type { Server } from './server.ts';

/** Asks a model for a word, so that a person sees that it answers and has given consent. */
export async function tryEditorModel(family: string, token: vscode.CancellationToken): Promise<TriedModel> {
  const [model] = await vscode.lm.selectChatModels({ family });
  if (!model) return { works: false, said: vscode.l10n.t('The editor offers {0} no longer.', family), ms: 0 };
  const start = performance.now();
  const question = vscode.LanguageModelChatMessage.User('Reply with the word "ready".');
  try {
    const answer = await model.sendRequest([question], { justification: justification() }, token);
    let text = '';
    for await (const piece of answer.text) text += piece;
    const ms = Math.round(performance.now() - start);
    const said = vscode.l10n.t('{0} answered in {1} ms: {2}', model.name, ms, text.trim());
    return { works: true, said, ms };
  } catch (error) {
    if (!(error instanceof vscode.LanguageModelError) || error.code !== 'NoPermissions') throw error;
    const said = vscode.l10n.t(
      'You have not allowed Keyhole to use {0}: nothing was sent. Choose it again to be asked again.',
      model.name,
    );
    return { works: false, said, ms: 0 };
  }
}

export interface Question {
  readonly params: AskEditorModelParams;
  readonly token: vscode.CancellationToken;
}

/** Answers a question of the server. @throws an error in a sentence: no such model, no consent, a failure. */
export async function answerEditorModel(
  { params, token }: Question,
  server: Server,
  access: vscode.LanguageModelAccessInformation,
): Promise<null> {
  const model = await modelOf(params.family);
  if (access.canSendRequest(model) !== true) throw new Error(needsConsent(model));
  const messages = params.messages.map(({ content }) => vscode.LanguageModelChatMessage.User(content));
  const response = await model.sendRequest(messages, { justification: justification() }, token);
  for await (const text of response.text) await server.notify(editorModelTextMethod, { id: params.id, text });
  return null;
}

async function modelOf(family: string | undefined): Promise<vscode.LanguageModelChat> {
  const [model] = await vscode.lm.selectChatModels(family === undefined ? {} : { family });
  if (model) return model;
  throw new Error(
    vscode.l10n.t('the editor offers no model {0}. Run "Keyhole: Choose Model…".', family ?? ''),
  );
}

function needsConsent({ name }: vscode.LanguageModelChat): string {
  return vscode.l10n.t('you have not allowed {0} yet. Run "Keyhole: Choose Model…".', name);
}

/** What the editor says of us when it asks for consent. */
function justification(): string {
  return vscode.l10n.t('Keyhole completes code with it while you type.');
}
