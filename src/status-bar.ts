/** The item in the status bar: what the server is doing; a click opens a menu. */

import * as vscode from 'vscode';
import type { Offers } from './offers.ts';
import type { Pause } from './pause.ts';
import type { Server, ShownState } from './server.ts';

export interface StatusBarParts {
  readonly server: Server;
  readonly pause: Pause;
  readonly offers: Offers;
}

export class StatusBar implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem('keyhole.status', vscode.StatusBarAlignment.Right, 90);
  readonly #subscriptions: vscode.Disposable[];
  readonly #pause: Pause;
  readonly #server: Server;
  readonly #offers: Offers;

  constructor({ server, pause, offers }: StatusBarParts) {
    this.#server = server;
    this.#pause = pause;
    this.#offers = offers;
    this.#item.name = 'Keyhole';
    this.#item.command = 'keyhole.showMenu';
    this.#subscriptions = [
      this.#item,
      pause.onDidChange(() => this.#show()),
      offers.onDidChange(() => this.#show()),
      server.onDidTellStatus(() => this.#show()),
    ];
    this.#show();
    this.#item.show();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #show(): void {
    const { icon, tooltip: state } = this.#pause.isOn ? paused() : shown(this.#server.state);
    const checked = this.#offers.checked === true;
    const tooltip = checked
      ? vscode.l10n.t('{0}, types checked: what is offered adds no error', state)
      : state;
    this.#item.text = `$(${icon}) Keyhole${checked ? ' $(check)' : ''}`;
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
      return { icon: 'loading~spin', tooltip: indexing(state.done, state.total) };
    case 'thinking':
      return { icon: 'loading~spin', tooltip: vscode.l10n.t('Thinking') };
    case 'paused':
      return paused();
    case 'error':
      return { icon: 'warning', tooltip: state.message };
  }
}

/** Until the folder is walked, nobody knows how many files there are. */
function indexing(done: number, total: number): string {
  return total === 0 ? vscode.l10n.t('Indexing') : vscode.l10n.t('Indexing {0} of {1}', done, total);
}
