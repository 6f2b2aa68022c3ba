// @vitest-environment jsdom
import '../support/browser';
import axe from 'axe-core';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isFlowViewState, type FlowViewState, type FromFlowView } from '../../../src/protocol/flowMessages';
import { FlowApp } from '../../../webview/flow/app';
import { flowViewOf } from './fixtures';
import { all, preparePage } from '../support/page';

let posted: FromFlowView[];
let saved: FlowViewState | undefined;
const view = flowViewOf('nas-bench-201', { other: true });

function open(state?: FlowViewState): FlowApp {
  document.body.replaceChildren();
  const app = new FlowApp(
    { post: (message) => void posted.push(message), saveState: (kept) => (saved = kept), prefersStillness: () => true },
    state,
  );
  document.body.append(app.element);
  app.receive({ type: 'view', view });
  return app;
}

const checkbox = (text: string): HTMLElement & { checked: boolean } => {
  const found = all('vscode-checkbox').find(({ textContent }) => textContent === text);
  if (!found) throw new Error(`no ${text}`);
  return found as HTMLElement & { checked: boolean };
};
function check(text: string): void {
  const box = checkbox(text);
  box.checked = true;
  box.dispatchEvent(new Event('change'));
}
const vertex = (id: string): Element | null => document.querySelector(`g.vertex[data-id="${id}"]`);
const shownPanes = (): HTMLElement[] => all('.pane').filter(({ hidden }) => !hidden);

beforeAll(() => preparePage('Flow'));
beforeEach(() => {
  posted = [];
  saved = undefined;
});

describe('two cells in one drawing', () => {
  it('are offered where two cells are compared', () => {
    open();
    expect(checkbox('Overlaid').hidden).toBe(false);
    expect(shownPanes()).toHaveLength(2);
    open().receive({ type: 'view', view: flowViewOf('nas-bench-201') });
    expect(checkbox('Overlaid').hidden).toBe(true);
  });

  it('are drawn once, with what differs marked by sign, dashes and words', () => {
    open();
    check('Overlaid');
    expect(shownPanes()).toHaveLength(1);
    expect(shownPanes()[0]!.querySelectorAll('g.vertex')).toHaveLength(10);
    expect(shownPanes()[0]!.querySelector('h2')?.textContent).toBe('first and second');
    expect(shownPanes()[0]!.querySelector('.numbers')?.textContent).toMatch(/^first: 93.*\nsecond: 94/);
    const changed = vertex('0:e3');
    expect(changed?.getAttribute('aria-label')).toContain('nor_conv_3x3 becomes skip_connect');
    expect(changed?.textContent).toContain('was nor_conv_3x3');
    expect(changed?.textContent).toContain('~');
    expect(changed?.querySelector('path')?.getAttribute('stroke-dasharray')).toBe('2 4');
    expect(vertex('0:e4')?.textContent).not.toContain('~');
    expect(all('svg.legend text').map(({ textContent }) => textContent)).toEqual(
      expect.arrayContaining(['only in first', 'only in second', 'another operation', 'in both']),
    );
  });

  it('say both operations of a place at every scale', async () => {
    open();
    check('Overlaid');
    const changed = vertex('0:e3');
    const words = (scale: string): (string | null)[] =>
      [...(changed?.querySelectorAll(`.${scale}`) ?? [])].map(({ textContent }) => textContent);
    expect(words('middling')).toEqual(['nor_conv_3x3', '→ skip']);
    expect(words('medium')).toEqual(['NC3→id']);
    const target = changed?.querySelector('.body');
    for (const type of ['pointerdown', 'pointerup'])
      target?.dispatchEvent(new MouseEvent(type, { bubbles: true, button: 0 }));
    await new Promise((done) => requestAnimationFrame(done));
    const tooltip = shownPanes()[0]!.querySelector<HTMLElement>('.tooltip');
    for (let step = 0; step < 3; step++) all('vscode-button[aria-label="Zoom Out"]')[0]!.click();
    await new Promise((done) => requestAnimationFrame(done));
    expect(tooltip?.hidden).toBe(false);
    expect(tooltip?.textContent).toBe('nor_conv_3x3 → skip_connect · edge 0 -> 3');
  });

  it('are read in the table, whose lines lead into either text', () => {
    open();
    check('Overlaid');
    check('Table');
    const row = all('.twin tbody tr').find(({ textContent }) => textContent?.includes('edge 0 -> 3'));
    expect(row?.textContent).toContain('changed');
    const lines = [...(row?.querySelectorAll<HTMLElement>('.link-button') ?? [])];
    expect(lines).toHaveLength(2);
    lines.forEach((line) => line.click());
    const reveals = posted.filter((message) => message.type === 'reveal');
    expect(reveals[0]?.range.start.line).toBeLessThan(100);
    expect(reveals[1]?.range.start.line).toBeGreaterThan(100);
  });

  it('are walked through with the keys, and said', () => {
    open();
    check('Overlaid');
    const graph = shownPanes()[0]!.querySelector('svg[role="application"]')!;
    for (const key of ['Home', 'ArrowDown', 'ArrowRight', 'ArrowRight'])
      graph.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    const label = document.querySelector('g.selected')?.getAttribute('aria-label') ?? '';
    expect(label).not.toBe('');
    expect(document.querySelector('.description')?.textContent).toContain(label.split(';')[0]);
  });

  it('stay so over a reload', () => {
    open();
    check('Overlaid');
    expect(isFlowViewState(saved)).toBe(true);
    expect(saved?.isOverlaid).toBe(true);
    open(saved);
    expect(shownPanes()).toHaveLength(1);
  });

  it('are exported as one picture without colours of the editor', () => {
    open();
    check('Overlaid');
    all('vscode-button[aria-label="Export as SVG"]')[0]!.click();
    const message = posted.find(({ type }) => type === 'save');
    const svg = message?.type === 'save' ? message.data : '';
    expect(svg).toContain('only in second');
    expect(svg).toContain('was nor_conv_3x3');
    expect(svg).not.toContain('var(--');
    all('vscode-button[aria-label="Copy as Mermaid"]')[0]!.click();
    expect(posted.at(-1)).toMatchObject({ type: 'copy', text: expect.stringContaining('classDef changed') as string });
  });

  it('have nothing that axe finds wrong', async () => {
    open();
    check('Overlaid');
    check('Table');
    const { violations } = await axe.run(document, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  });
});
