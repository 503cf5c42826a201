/** Where no completion is offered. */

import * as vscode from 'vscode';

/**
 * Whether to offer nothing in this document. In a comparison that is so always; the settings and other extensions
 * silence only what nobody asked for.
 */
export function isSilent(
  document: vscode.TextDocument,
  trigger: vscode.InlineCompletionTriggerKind,
): boolean {
  if (isInDiff(document.uri)) return true;
  if (trigger === vscode.InlineCompletionTriggerKind.Invoke) return false;
  const settings = vscode.workspace.getConfiguration('keyhole', document);
  if (!settings.get('enable', true)) return true;
  return isStandingAside(settings.get<readonly unknown[]>('standAsideFor', []));
}

/** Settings may hold anything. */
function isStandingAside(extensions: readonly unknown[]): boolean {
  if (!Array.isArray(extensions)) return false;
  return extensions.some((id) => typeof id === 'string' && vscode.extensions.getExtension(id)?.isActive);
}

function isInDiff(uri: vscode.Uri): boolean {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const sides = input instanceof vscode.TabInputTextDiff ? [input.original, input.modified] : [];
  return sides.some((side) => side.toString() === uri.toString());
}
