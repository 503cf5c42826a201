/** The page of the inspector: its policy, its script and style, and its words. */

import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** The page may run scripts of this extension and read nothing else. */
export function pageOptions(extension: vscode.Uri): vscode.WebviewOptions {
  return { enableScripts: true, localResourceRoots: [mediaOf(extension)] };
}

export interface PagePlace {
  /** Where the extension is installed. */
  readonly extension: vscode.Uri;
  /** What the page is part of, and takes its background from. */
  readonly place: 'side-bar' | 'tab';
}

/** Everything that is not named by the policy is forbidden; what is drawn is styled by rules of the style sheet and by script. */
export function writePage(webview: vscode.Webview, { extension, place }: PagePlace): string {
  const nonce = randomBytes(16).toString('base64');
  const at = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(mediaOf(extension), file));
  const policy = [
    "default-src 'none'",
    `style-src ${webview.cspSource}`,
    `script-src 'nonce-${nonce}'`,
    `font-src ${webview.cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escaped(vscode.env.language)}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${escaped(vscode.l10n.t('Keyhole Inspector'))}</title>
  <link rel="stylesheet" href="${at('inspector.css')}">
</head>
<body class="${place}" data-words="${escaped(JSON.stringify(vscode.l10n.bundle ?? {}))}">
  <div id="inspector"></div>
  <script nonce="${nonce}" src="${at('inspector.js')}"></script>
</body>
</html>`;
}

function mediaOf(extension: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extension, 'dist/media');
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
