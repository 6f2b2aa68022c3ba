import { registerControls } from '../../../webview/controls';

/** The document as a view's own one, with the controls. */
export function preparePage(title: string): void {
  document.documentElement.lang = 'en';
  document.title = title;
  registerControls();
}

/** The first element that matches. @throws Error if nothing does */
export function find<E extends Element = HTMLElement>(selector: string): E {
  const found = document.querySelector<E>(selector);
  if (!found) throw new Error(`nothing matches ${selector}`);
  return found;
}

export const all = (selector: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(selector)];
