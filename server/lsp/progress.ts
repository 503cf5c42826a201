/** Work-done progress while a folder is indexed, for clients that show it. */

import type { WorkDoneProgressServerReporter } from 'vscode-languageserver/node';
import type { IndexProgress } from '../host/host.ts';
import type { Connection } from './transport.ts';

/** Milliseconds between two reports: more often nobody reads. */
const reportInterval = 200;

export interface ShownProgress {
  report(progress: IndexProgress): void;
  end(): void;
}

/** Shows progress at once; `cancel` is called when a person stops the work. A client that refuses sees none. */
export function showProgress(connection: Connection, title: string, cancel: () => void): ShownProgress {
  let shown: WorkDoneProgressServerReporter | undefined;
  let ended = false;
  let last = 0;
  const begin = (reporter: WorkDoneProgressServerReporter): void => {
    reporter.begin(title, 0, '', true);
    if (ended) return reporter.done();
    shown = reporter;
    reporter.token.onCancellationRequested(cancel);
  };
  connection.window.createWorkDoneProgress().then(begin, () => {});
  return {
    report({ done, total }) {
      if (!shown || (performance.now() - last < reportInterval && done < total)) return;
      last = performance.now();
      shown.report(Math.floor((100 * done) / total), `${done} of ${total} files`);
    },
    end() {
      ended = true;
      shown?.done();
      shown = undefined;
    },
  };
}
