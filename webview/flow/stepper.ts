import { button, relabelButton, setEnabled, slider } from '../controls';
import { element, setText } from '../dom';

/** Milliseconds for one generation. */
const calmMs = 1_100;

/** Steps through the generations: a slider, buttons, keys, or by itself. */
export class Stepper {
  readonly element = element('div', { class: 'stepper', role: 'group', 'aria-label': 'Generations' });
  readonly #slider = slider('Generation', (value) => this.#choose(value === 0 ? undefined : value - 1));
  readonly #text = element('span', { class: 'step-text' });
  readonly #play = button({ text: '▶', title: 'Play', onClick: () => this.toggle() });
  readonly #back = button({ text: '‹', title: 'Previous Generation', onClick: () => this.move(-1) });
  readonly #forth = button({ text: '›', title: 'Next Generation', onClick: () => this.move(1) });
  #count = 0;
  #step: number | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** @param onStep gets the chosen step from 0, or undefined for everything at once */
  constructor(
    private readonly onStep: (step: number | undefined) => void,
    private readonly prefersStillness: () => boolean,
  ) {
    this.element.append(this.#play, this.#back, this.#slider, this.#forth, this.#text);
  }

  /** @param count steps of the cell; @param text what the slider stands at, in words */
  update(count: number, step: number | undefined, text: string): void {
    this.#count = count;
    this.#step = step;
    this.element.hidden = count === 0;
    this.#slider.max = String(count);
    this.#slider.value = String(step === undefined ? 0 : step + 1);
    this.#slider.setAttribute('aria-valuetext', text);
    setText(this.#text, text);
    // Movement that nobody can ask for is not offered.
    this.#play.hidden = this.prefersStillness();
    setEnabled(this.#back, step !== undefined);
    setEnabled(this.#forth, step !== count - 1);
    relabelButton(this.#play, this.#timer === undefined ? '▶' : '⏸', this.#timer === undefined ? 'Play' : 'Pause');
  }

  /** One generation on or back; before the first one everything is shown at once. */
  move(by: 1 | -1): void {
    const step = (this.#step ?? -1) + by;
    if (step < this.#count) this.#choose(step < 0 ? undefined : step);
  }

  toggle(): void {
    if (this.#timer !== undefined) this.#stop();
    else if (!this.prefersStillness() && this.#count > 0) {
      this.#timer = setInterval(() => this.#advance(), calmMs);
      this.#advance();
    }
  }

  #advance(): void {
    const next = (this.#step ?? -1) + 1;
    if (next >= this.#count) this.#stop();
    this.onStep(next < this.#count ? next : undefined);
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    relabelButton(this.#play, '▶', 'Play');
  }

  #choose(step: number | undefined): void {
    this.#stop();
    this.onStep(step);
  }
}
