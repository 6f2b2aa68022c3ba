import { all } from '../support/page';

/** The list with this label. @throws Error if there is none */
export function listOf(label: string): HTMLSelectElement {
  const labelled = all('.chooser').find((element) => element.querySelector('span')?.textContent === label);
  const list = labelled?.querySelector('select');
  if (!list) throw new Error(`no list ${label}`);
  return list;
}

/** Chooses from a list as somebody does. */
export function choose(label: string, value: string): void {
  const list = listOf(label);
  list.value = value;
  list.dispatchEvent(new Event('change'));
}
