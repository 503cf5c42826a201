/**
 * The inspector's page: mounts it, and keeps its talk with the extension. Every message that comes in is checked; what
 * a person chose is stored with the editor, so that the page may be thrown away whenever it is hidden.
 */

import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-tabs/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import './inspector.css';
import { render } from 'preact';
import { useEffect, useReducer } from 'preact/hooks';
import { type FromPage, isToPage } from '../../server/protocol/protocol.ts';
import { App } from './app.tsx';
import { type Gestures, gesturesOf } from './gestures.ts';
import { firstState, next } from './state.ts';

interface Editor {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): Editor;

const editor = acquireVsCodeApi();

function Page() {
  const [state, change] = useReducer(next, editor.getState(), firstState);
  const post = (message: FromPage) => editor.postMessage(message);
  const gestures: Gestures = gesturesOf(state, change, post);
  useEffect(() => editor.setState(state.ui), [state.ui]);
  useEffect(() => {
    const listen = ({ data }: MessageEvent<unknown>) => {
      if (isToPage(data)) change({ kind: 'told', message: data });
    };
    addEventListener('message', listen);
    const { selected } = state.ui;
    post({ kind: 'ready', ...(selected === undefined ? {} : { selected }) });
    if (state.ui.compared) post({ kind: 'compare', id: state.ui.compared });
    return () => removeEventListener('message', listen);
  }, []);
  return <App state={state} gestures={gestures} />;
}

const root = document.getElementById('inspector');
if (root) render(<Page />, root);
