/** What is loaded only when a person asks for it: the inspector, its documents, the choice of a model and the editor's own. */

import * as vscode from 'vscode';
import type { BudgetStore } from './budget-store.ts';
import { chooseModel } from './choose-model.ts';
import { runDoctor } from './doctor.ts';
import { connectPage } from './inspector-bridge.ts';
import { pageOptions, writePage } from './inspector-page.ts';
import type { KeyStore } from './key-store.ts';
import { PromptDocuments } from './prompt-documents.ts';
import { trySample } from './sample.ts';
import type { Server } from './server.ts';
import type { TraceDocuments } from './trace-documents.ts';

export { answerEditorModel } from './editor-models.ts';

export interface ViewParts {
  readonly context: vscode.ExtensionContext;
  readonly server: Server;
  readonly budget: BudgetStore;
  readonly keys: KeyStore;
  readonly traces: TraceDocuments;
}

/** Type of the inspector's editor tab, by which it is restored. */
const panelType = 'keyhole.inspectorPanel';

export interface Views {
  /** Draws the inspector into the side bar. */
  resolveView(view: vscode.WebviewView): void;
  /** Draws it into a tab that the editor has restored. */
  restorePanel(panel: vscode.WebviewPanel): void;
  /** Opens the inspector in a tab, at the last request. */
  showPanel(): void;
  chooseModel(): Promise<void>;
  /** Looks at the model that is set. */
  doctor(): Promise<void>;
  trySample(): Promise<void>;
}

export function createViews(parts: ViewParts): Views {
  const { context } = parts;
  const prompts = new PromptDocuments(parts.server);
  context.subscriptions.push(prompts);
  let panel: vscode.WebviewPanel | undefined;

  function fill(
    shown: vscode.WebviewView | vscode.WebviewPanel,
    place: 'side-bar' | 'tab',
  ): vscode.Disposable {
    const { webview } = shown;
    webview.options = pageOptions(context.extensionUri);
    const isVisible = () => shown.visible;
    const connection = connectPage(webview, { ...parts, prompts, isVisible, beside: () => besideOf(shown) });
    webview.html = writePage(webview, { extension: context.extensionUri, place });
    return connection;
  }

  function restorePanel(restored: vscode.WebviewPanel): void {
    panel?.dispose();
    panel = restored;
    panel.iconPath = vscode.Uri.joinPath(context.extensionUri, 'dist/media/keyhole-tab.svg');
    const connection = fill(restored, 'tab');
    restored.onDidDispose(() => {
      connection.dispose();
      if (panel === restored) panel = undefined;
    });
  }

  return {
    resolveView(view) {
      const connection = fill(view, 'side-bar');
      view.onDidDispose(() => connection.dispose());
    },
    restorePanel,
    showPanel() {
      if (panel) return panel.reveal();
      const title = vscode.l10n.t('Keyhole Inspector');
      restorePanel(vscode.window.createWebviewPanel(panelType, title, vscode.ViewColumn.Active));
    },
    chooseModel: () => chooseModel(parts),
    doctor: () => runDoctor(parts.server, parts.traces),
    trySample: () => trySample(parts.server),
  };
}

/** A group of editors that is not the tab's own; beside the side bar any will do. */
function besideOf(shown: vscode.WebviewView | vscode.WebviewPanel): vscode.ViewColumn {
  if (!('viewColumn' in shown)) return vscode.ViewColumn.Active;
  const other = vscode.window.tabGroups.all.find(({ viewColumn }) => viewColumn !== shown.viewColumn);
  return other?.viewColumn ?? vscode.ViewColumn.Beside;
}
