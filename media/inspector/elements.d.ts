/** The editor's widgets as elements of the page, and its icons as texts. */

import type { JSX } from 'preact';

interface Widget extends JSX.HTMLAttributes<HTMLElement> {
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
