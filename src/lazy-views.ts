/** Registers the views, whose code is read when the first of them is wanted. */

import * as vscode from 'vscode';
import type { Views } from './views.ts';

/** Makes a value when it is first asked for, and once. */
export function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

export function registerViews(views: () => Promise<Views>): vscode.Disposable[] {
  return [
    vscode.window.registerWebviewViewProvider('keyhole.inspector', {
      async resolveWebviewView(view) {
        (await views()).resolveView(view);
      },
    }),
    vscode.window.registerWebviewPanelSerializer('keyhole.inspectorPanel', {
      async deserializeWebviewPanel(panel) {
        (await views()).restorePanel(panel);
      },
    }),
  ];
}
