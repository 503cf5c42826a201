/** Whether completions are paused, by a person, in this window. */

import * as vscode from 'vscode';

export class Pause implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<boolean>();
  readonly onDidChange = this.#changed.event;
  #on = false;

  get isOn(): boolean {
    return this.#on;
  }

  /** Turns pausing on or off; the context key `keyhole.paused` follows. */
  set(on: boolean): void {
    this.#on = on;
    void vscode.commands.executeCommand('setContext', 'keyhole.paused', on);
    this.#changed.fire(on);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
