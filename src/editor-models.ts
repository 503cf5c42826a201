/** Asks a model of the editor for two words, so that a person sees that it answers and has given consent. */

import * as vscode from 'vscode';
import type { TriedModel } from '../server/protocol/protocol.ts';

export async function tryEditorModel(family: string, token: vscode.CancellationToken): Promise<TriedModel> {
  const [model] = await vscode.lm.selectChatModels({ family });
  if (!model) return { works: false, said: vscode.l10n.t('The editor offers {0} no longer.', family), ms: 0 };
  const start = performance.now();
  const question = vscode.LanguageModelChatMessage.User('Reply with the word "ready".');
  const answer = await model.sendRequest([question], {}, token);
  let text = '';
  for await (const piece of answer.text) text += piece;
  const ms = Math.round(performance.now() - start);
  return { works: true, said: vscode.l10n.t('{0} answered in {1} ms: {2}', model.name, ms, text.trim()), ms };
}
