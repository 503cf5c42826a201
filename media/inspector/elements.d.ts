/** The editor's widgets as elements of the page, and its icons as texts. */

import type { ComponentChildren, HTMLAttributes } from 'preact';

interface Widget extends HTMLAttributes<HTMLElement> {
  readonly children?: ComponentChildren;
  readonly slot?: string;
  readonly secondary?: boolean;
  readonly disabled?: boolean;
  readonly type?: string;
  readonly label?: string;
  readonly placeholder?: string;
  readonly value?: string;
  readonly 'selected-index'?: number;
  readonly 'onvsc-tabs-select'?: (event: Event) => void;
}

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'vscode-button': Widget;
      'vscode-tab-header': Widget;
      'vscode-tab-panel': Widget;
      'vscode-tabs': Widget;
      'vscode-textfield': Widget;
    }
  }
}
