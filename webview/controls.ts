import { provideVSCodeDesignSystem, vsCodeButton, vsCodeCheckbox } from '@vscode/webview-ui-toolkit';
import { element, setAttributes, setText } from './dom';

// The only module that knows the toolkit: its successor is put in here.

/** Makes the toolkit's elements known to the document. Once, before anything else. */
export function registerControls(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeCheckbox());
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

/** A list to choose one value from, with its label before it. */
export interface Chooser {
  readonly element: HTMLElement;
  /** Shows these choices, with this one chosen. Changes what is another only. */
  update(choices: readonly Choice[], value: string): void;
}

/** The toolkit's list takes seconds for the thousands of cells that a file may have: the browser's own one, in the toolkit's colours. */
export function chooser(label: string, onChange: (value: string) => void): Chooser {
  const list = element('select');
  list.addEventListener('change', () => onChange(list.value));
  return {
    element: element('label', { class: 'chooser' }, element('span', {}, label), list),
    update(choices, value) {
      const options = [...list.options];
      const missing = Math.max(0, choices.length - options.length);
      const added = Array.from({ length: missing }, () => element('option'));
      choices.forEach((choice, index) => showChoice(options[index] ?? added[index - options.length], choice));
      // At once: a list looks for its chosen value after each change.
      if (added.length > 0) list.append(...added);
      for (const option of options.slice(choices.length)) option.remove();
      if (list.value !== value) list.value = value;
    },
  };
}

function showChoice(option: HTMLOptionElement | undefined, { value, text }: Choice): void {
  if (!option) return;
  setAttributes(option, { value });
  setText(option, text);
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
