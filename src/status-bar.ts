/** The item in the status bar: what the server is doing; a click opens a menu. */

import * as vscode from 'vscode';
import type { Pause } from './pause.ts';
import type { Server, ShownState } from './server.ts';

export class StatusBar implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem('keyhole.status', vscode.StatusBarAlignment.Right, 90);
  readonly #subscriptions: vscode.Disposable[];
  readonly #pause: Pause;
  readonly #server: Server;

  constructor(server: Server, pause: Pause) {
    this.#server = server;
    this.#pause = pause;
    this.#item.name = 'Keyhole';
    this.#item.command = 'keyhole.showMenu';
    this.#subscriptions = [
      this.#item,
      pause.onDidChange(() => this.#show()),
      server.onDidTellStatus(() => this.#show()),
    ];
    this.#show();
    this.#item.show();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #show(): void {
    const { icon, tooltip } = this.#pause.isOn ? paused() : shown(this.#server.state);
    this.#item.text = `$(${icon}) Keyhole`;
    this.#item.tooltip = tooltip;
    this.#item.accessibilityInformation = { label: `Keyhole: ${tooltip}` };
    const isError = !this.#pause.isOn && this.#server.state.state === 'error';
    this.#item.backgroundColor = isError
      ? new vscode.ThemeColor('statusBarItem.warningBackground')
      : undefined;
  }
}

function paused() {
  return { icon: 'debug-pause', tooltip: vscode.l10n.t('Paused') };
}

function shown(state: ShownState): { icon: string; tooltip: string } {
  switch (state.state) {
    case 'starting':
      return { icon: 'loading~spin', tooltip: vscode.l10n.t('Starting') };
    case 'ready':
      return { icon: 'key', tooltip: vscode.l10n.t('Ready') };
    case 'indexing':
      return { icon: 'loading~spin', tooltip: vscode.l10n.t('Indexing {0} of {1}', state.done, state.total) };
    case 'thinking':
      return { icon: 'loading~spin', tooltip: vscode.l10n.t('Thinking') };
    case 'paused':
      return paused();
    case 'error':
      return { icon: 'warning', tooltip: state.message };
  }
}
