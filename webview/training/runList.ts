import type { RunStart, RunSummary } from '../../src/protocol/trainingView';
import type { RunState } from '../../src/protocol/trainingRuns';
import { button } from '../controls';
import { element, setAttributes, setText } from '../dom';

export interface RunListActions {
  select(id: string): void;
  start(what: RunStart): void;
}

interface Item {
  readonly element: HTMLElement;
  readonly button: HTMLElement;
  readonly sign: HTMLElement;
  readonly title: HTMLElement;
  readonly text: HTMLElement;
  readonly date: HTMLElement;
}

/** States as signs, so that colour alone never tells. */
export const stateSigns: Readonly<Record<RunState, string>> = {
  running: '●',
  finished: '✓',
  cancelled: '■',
  interrupted: '‖',
  failed: '✕',
};

/** All runs, newest first; and what starts another. */
export class RunList {
  readonly element: HTMLElement;
  readonly #list = element('ul', {});
  readonly #items = new Map<string, Item>();

  constructor(private readonly actions: RunListActions) {
    const starts = element(
      'div',
      { class: 'starts', role: 'group', 'aria-label': 'New' },
      button({ text: 'Pre-train', title: 'Pre-train an Encoder', onClick: () => actions.start('pretrain') }),
      button({ text: 'Fine-Tune', title: 'Fine-Tune a Predictor', onClick: () => actions.start('finetune') }),
      button({ text: 'Evaluate', title: 'Evaluate a Predictor', onClick: () => actions.start('evaluate') }),
    );
    this.element = element('nav', { class: 'runs', 'aria-label': 'Runs' }, starts, this.#list);
  }

  update(runs: readonly RunSummary[], selected: string | undefined): void {
    const gone = new Set(this.#items.keys());
    runs.forEach((run, i) => {
      gone.delete(run.id);
      const item = this.#items.get(run.id) ?? this.#add(run.id);
      const { state, title, text, created } = run;
      setAttributes(item.button, { 'aria-current': run.id === selected ? 'true' : undefined });
      setAttributes(item.sign, { class: `sign ${state}` });
      setText(item.sign, stateSigns[state]);
      setText(item.title, title);
      setText(item.text, text);
      setText(item.date, dateText(created));
      if (this.#list.children[i] !== item.element)
        this.#list.insertBefore(item.element, this.#list.children[i] ?? null);
    });
    for (const id of gone) {
      this.#items.get(id)?.element.remove();
      this.#items.delete(id);
    }
  }

  #add(id: string): Item {
    const sign = element('span', { class: 'sign', 'aria-hidden': 'true' });
    const title = element('span', { class: 'title' });
    const text = element('span', { class: 'text' });
    const date = element('span', { class: 'date' });
    const created = element('button', { type: 'button', class: 'run-button' }, sign, title, text, date);
    created.addEventListener('click', () => this.actions.select(id));
    const item: Item = { element: element('li', {}, created), button: created, sign, title, text, date };
    this.#items.set(id, item);
    return item;
  }
}

/** `22 Nov, 20:15` */
function dateText(at: number): string {
  return new Date(at).toLocaleString('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
}
