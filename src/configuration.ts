/** What the server hears of the settings: for an open document those of its language too. */

import * as vscode from 'vscode';
import type { ConfigurationMiddleware } from 'vscode-languageclient/node';

type Asked = NonNullable<ConfigurationMiddleware['configuration']>;

/** The client alone would give the settings of a document's folder: it does not look at the language. */
export const configurationOf: Asked = async (params, token, next) => {
  const found = await next(params, token);
  if (!Array.isArray(found)) return found;
  return params.items.map(({ scopeUri, section }, at) => {
    const document = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === scopeUri);
    if (!document || section === undefined) return found[at];
    return JSON.parse(JSON.stringify(vscode.workspace.getConfiguration(section, document)));
  });
};
