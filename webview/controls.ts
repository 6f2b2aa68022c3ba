import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
} from '@vscode/webview-ui-toolkit';
import { element, setText } from './dom';

// The only module that knows the toolkit: its successor is put in here.

/** Makes the toolkit's elements known to the document. Once, before anything else. */
export function registerControls(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeCheckbox(), vsCodeDropdown(), vsCodeOption());
}

export interface ButtonOptions {
  /** What it shows; a word, or a sign with `title` to say what it means. */
  readonly text: string;
  readonly title: string;
  readonly onClick: () => void;
}

export function button({ text, title, onClick }: ButtonOptions): HTMLElement {
  const created = document.createElement('vscode-button');
  created.setAttribute('appearance', 'secondary');
  created.setAttribute('title', title);
  created.setAttribute('aria-label', title);
  created.textContent = text;
  created.addEventListener('click', onClick);
  return created;
}

/** Gives a button another text and meaning. */
export function relabelButton(target: HTMLElement, text: string, title: string): void {
  setText(target, text);
  target.setAttribute('title', title);
  target.setAttribute('aria-label', title);
}

export function setEnabled(target: HTMLElement, isEnabled: boolean): void {
  target.toggleAttribute('disabled', !isEnabled);
}

export interface Choice {
  readonly value: string;
  readonly text: string;
}

/** A labelled list to choose one value from. */
export interface Chooser {
  readonly element: HTMLElement;
  /** Shows these choices, with this one chosen. Does nothing where they are shown already. */
  update(choices: readonly Choice[], value: string): void;
}

export function chooser(label: string, onChange: (value: string) => void): Chooser {
  const dropdown = document.createElement('vscode-dropdown') as HTMLElement & { value: string };
  dropdown.setAttribute('aria-label', label);
  dropdown.setAttribute('title', label);
  dropdown.addEventListener('change', () => onChange(dropdown.value));
  let shown = '';
  return {
    element: dropdown,
    update(choices, value) {
      const content = JSON.stringify(choices);
      if (content !== shown) {
        shown = content;
        dropdown.replaceChildren(
          ...choices.map((choice) => {
            const option = document.createElement('vscode-option');
            option.setAttribute('value', choice.value);
            if (choice.value === value) option.setAttribute('selected', '');
            option.textContent = choice.text;
            return option;
          }),
        );
      }
      if (dropdown.value !== value) dropdown.value = value;
    },
  };
}

/** A range of whole numbers. The toolkit has none: the browser's own one, in the toolkit's colours. */
export function slider(label: string, onInput: (value: number) => void): HTMLInputElement {
  const input = element('input', { type: 'range', min: '0', step: '1', 'aria-label': label });
  input.addEventListener('input', () => onInput(input.valueAsNumber));
  return input;
}

export function checkbox(label: string, onChange: (isChecked: boolean) => void): HTMLElement & { checked: boolean } {
  const created = document.createElement('vscode-checkbox') as HTMLElement & { checked: boolean };
  created.textContent = label;
  created.addEventListener('change', () => onChange(created.checked));
  return created;
}
