import type { FlowRemedy } from '../../src/protocol/flowMessages';
import { button } from '../controls';
import { element, setText } from '../dom';

const titles: Readonly<Record<FlowRemedy, string>> = { open: 'Open File', retry: 'Try Again', close: 'Close' };

/** Why there is nothing to show, and what can be done about it. */
export class Notice {
  readonly element = element('div', { class: 'notice' });
  readonly #text = element('p', { class: 'message', role: 'alert' });
  readonly #buttons = element('div', { class: 'remedies' });

  constructor(private readonly onRemedy: (remedy: FlowRemedy) => void) {
    this.element.append(this.#text, this.#buttons);
  }

  show(text: string, remedies: readonly FlowRemedy[]): void {
    this.element.hidden = false;
    setText(this.#text, text);
    const buttons = remedies.map((remedy) => {
      const title = titles[remedy];
      return button({ text: title, title, onClick: () => this.onRemedy(remedy) });
    });
    this.#buttons.replaceChildren(...buttons);
  }

  hide(): void {
    this.element.hidden = true;
    // Text that comes back is announced again.
    setText(this.#text, '');
    this.#buttons.replaceChildren();
  }
}
