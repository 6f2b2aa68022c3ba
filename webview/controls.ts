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

/** Choices that a list shows before somebody goes to it; to lay out thousands takes longer than people wait for a picture. */
const maxIdleChoices = 200;

/** The toolkit's list takes seconds for the thousands of cells that a file may have: the browser's own one, in the toolkit's colours. */
export function chooser(label: string, onChange: (value: string) => void): Chooser {
  const list = element('select');
  let known: readonly Choice[] = [];
  let painted: readonly Choice[] = [];
  let isWanted = false;
  const paint = (chosen: string): void => {
    const isComplete = isWanted || known.length <= maxIdleChoices;
    const choices = isComplete ? known : known.filter(({ value }) => value === chosen);
    paintChoices(list, painted, choices);
    painted = choices;
    if (list.value !== chosen) list.value = chosen;
  };
  const fill = (): void => {
    if (isWanted) return;
    isWanted = true;
    paint(list.value);
  };
  list.addEventListener('change', () => onChange(list.value));
  // Before it opens, for a pointer and for keys.
  list.addEventListener('pointerdown', fill);
  list.addEventListener('focus', fill);
  return {
    element: element('label', { class: 'chooser' }, element('span', {}, label), list),
    update(choices, value) {
      known = choices;
      paint(value);
    },
  };
}

/** Changes the options that are others. */
function paintChoices(list: HTMLSelectElement, before: readonly Choice[], after: readonly Choice[]): void {
  const options = [...list.options];
  const added: HTMLOptionElement[] = [];
  after.forEach(({ value, text }, index) => {
    const old = before[index];
    if (old?.value === value && old.text === text) return;
    const option = options[index] ?? element('option');
    if (!options[index]) added.push(option);
    setAttributes(option, { value });
    setText(option, text);
  });
  // At once: a list looks for its chosen value after each change.
  if (added.length > 0) list.append(...added);
  for (const option of options.slice(after.length)) option.remove();
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
