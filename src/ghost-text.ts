/** Where no completion is offered while typing. */

import * as vscode from 'vscode';

/** Whether the settings, another extension or the kind of editor ask for silence in this document. */
export function isSilent(document: vscode.TextDocument): boolean {
  const settings = vscode.workspace.getConfiguration('keyhole', document);
  if (!settings.get('enable', true)) return true;
  if (isStandingAside(settings.get<string[]>('standAsideFor', []))) return true;
  return isInDiff(document.uri);
}

function isStandingAside(extensions: readonly string[]): boolean {
  return extensions.some((id) => vscode.extensions.getExtension(id)?.isActive);
}

function isInDiff(uri: vscode.Uri): boolean {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const sides = input instanceof vscode.TabInputTextDiff ? [input.original, input.modified] : [];
  return sides.some((side) => side.toString() === uri.toString());
}
