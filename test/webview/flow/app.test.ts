// @vitest-environment jsdom
import '../support/browser';
import axe from 'axe-core';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  isFlowViewState,
  isFromFlowView,
  isToFlowView,
  type FlowViewState,
  type FromFlowView,
} from '../../../src/protocol/flowMessages';
import { FlowApp } from '../../../webview/flow/app';
import { flowViewOf } from './fixtures';
import { choose } from './lists';
import { all, find, preparePage } from '../support/page';

let posted: FromFlowView[];
let saved: FlowViewState | undefined;
let isStill: boolean;

function open(state?: FlowViewState): FlowApp {
  document.body.replaceChildren();
  const app = new FlowApp(
    {
      post: (message) => void posted.push(message),
      saveState: (kept) => (saved = kept),
      prefersStillness: () => isStill,
    },
    state,
  );
  document.body.append(app.element);
  return app;
}

const graph = (): SVGSVGElement => find<SVGSVGElement>('svg[role="application"]');
const press = (key: string, more: KeyboardEventInit = {}): void =>
  void graph().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
const selected = (): string | null | undefined => document.querySelector('g.selected')?.getAttribute('data-id');
const click = (selector: string): void => {
  const target = find(selector);
  for (const type of ['pointerdown', 'pointerup'])
    target.dispatchEvent(new MouseEvent(type, { bubbles: true, button: 0 }));
};

beforeAll(() => preparePage('Flow'));
beforeEach(() => {
  posted = [];
  saved = undefined;
  isStill = false;
});

describe('the flow view', () => {
  it('draws every node and edge of the cell', () => {
    open().receive({ type: 'view', view: flowViewOf('nas-bench-201') });
    expect(all('g.vertex')).toHaveLength(10);
    expect(all('g.link')).toHaveLength(12);
    expect(find('.pane h2').textContent).toBe('first');
    expect(find('.pane .numbers').textContent).toMatch(
      /^93\.0 % CIFAR-10 \(92\.5-93\.5\) · top 5\.0 % of nas-bench-201/,
    );
    expect(all('.heat rect')).toHaveLength(7);
  });

  it('changes elements in place when a new picture comes', () => {
    const app = open();
    const view = flowViewOf('nas-bench-201');
    app.receive({ type: 'view', view });
    const before = find('g.vertex[data-id="0:e0"]');
    press('Home');
    const renamed = JSON.parse(
      JSON.stringify(view).replace('"label":"nor_conv_3x3"', '"label":"avg_pool_3x3"'),
    ) as typeof view;
    app.receive({ type: 'view', view: renamed });
    expect(find('g.vertex[data-id="0:e0"]')).toBe(before);
    expect(before.textContent).toContain('avg_pool_3x3');
    expect(selected()).toBe('0:n0');
  });

  it('shows what a click selects in the text, and takes no focus for it', () => {
    open().receive({ type: 'view', view: flowViewOf('nas-bench-101') });
    click('g.vertex[data-id="0:n1"] .body');
    expect(selected()).toBe('0:n1');
    expect(posted).toContainEqual(expect.objectContaining({ type: 'reveal', takeFocus: false }));
    expect(find('.description').textContent).toMatch(/^node left: conv3x3-bn-relu; generation 1/);
    click('g.link[data-id="0:e0"] .hit');
    expect(selected()).toBe('0:e0');
  });

  it('follows the cursor into places and into other cells', () => {
    const app = open();
    const view = flowViewOf('nas-bench-201');
    app.receive({ type: 'view', view });
    const vertex = view.cell!.diagram.parts[0]!.vertices[4]!;
    app.receive({ type: 'cursor', position: vertex.sources[0]!.range.start, isFollowed: true });
    expect(find('.cursor').getAttribute('data-id')).toBe(vertex.id);
    app.receive({ type: 'cursor', position: { line: 150, character: 0 }, isFollowed: true });
    expect(posted).toContainEqual({ type: 'choose', choice: { cell: 'second', importance: false } });
  });

  it('asks for predictions without each place when somebody wants to know what matters', () => {
    open().receive({ type: 'view', view: flowViewOf('nas-bench-201') });
    choose('Show', 'importance');
    expect(posted).toContainEqual({ type: 'choose', choice: { cell: 'first', importance: true } });
    expect(find('g.vertex[data-id="0:n0"]').getAttribute('aria-label')).toMatch(/Critical: without it 90\.0 %/);
    expect(find('.stepper').hidden).toBe(true);
  });

  it('compares two cells, with the changes marked in both', () => {
    open().receive({ type: 'view', view: flowViewOf('nas-bench-201', { other: true }) });
    expect(all('.pane:not([hidden])')).toHaveLength(2);
    expect(find('.comparison').textContent).toContain('edge 0 -> 3: nor_conv_3x3 becomes skip_connect');
    expect(find('.comparison tbody tr').textContent).toMatch(/\+1\.0 \(better\)$/);
    expect(all('g.vertex[aria-label*="becomes"]')).toHaveLength(4);
  });

  it('says everything in a table, whose lines lead into the text', () => {
    open({ uri: 'a', layer: 'flow', direction: 'both', isTableShown: true }).receive({
      type: 'view',
      view: flowViewOf('nas-bench-101'),
    });
    expect(all('tbody tr')).toHaveLength(5 + 6);
    find('.link-button').click();
    expect(posted).toContainEqual(expect.objectContaining({ type: 'reveal', takeFocus: true }));
  });

  it('says so when the file is gone, and comes back with it', () => {
    const app = open();
    app.receive({ type: 'gone', message: 'a.cell.yaml has been deleted.', remedies: ['close'] });
    expect(find('.message').textContent).toBe('a.cell.yaml has been deleted.');
    app.receive({ type: 'view', view: flowViewOf('darts') });
    expect(find('.notice').hidden).toBe(true);
    expect(all('g.vertex')).toHaveLength(30);
    expect(all('[inert]')).toEqual([]);
  });

  it('draws without any prediction', () => {
    const view = flowViewOf('nas-bench-201');
    for (const numbers of [{ kind: 'pending' }, { kind: 'none', reason: 'no model' }] as const) {
      const importance = { kind: 'none' } as const;
      open().receive({ type: 'view', view: { ...view, cell: { ...view.cell!, numbers, importance } } });
      expect(all('g.vertex')).toHaveLength(10);
      expect(find('.pane .numbers').textContent).toMatch(numbers.kind === 'pending' ? /^\.\.\. · / : /no model/);
    }
  });

  it('keeps its state, and starts from it', () => {
    open().receive({ type: 'view', view: flowViewOf('nas-bench-201') });
    press('Home');
    press('+');
    choose('Show', 'parameters');
    expect(saved).toMatchObject({ uri: 'file:///a.cell.yaml', cell: 'first', layer: 'parameters', selected: '0:n0' });
    expect(saved?.transform?.scale).toBeGreaterThan(1);
    const kept = saved;
    open(kept).receive({ type: 'view', view: flowViewOf('nas-bench-201') });
    expect(saved).toEqual(kept);
    expect(selected()).toBe('0:n0');
  });

  it('offers what it exports as SVG and Mermaid', () => {
    open().receive({ type: 'view', view: flowViewOf('nas-bench-201') });
    find('vscode-button[aria-label="Export as SVG"]').click();
    find('vscode-button[aria-label="Copy as Mermaid"]').click();
    expect(posted).toContainEqual(expect.objectContaining({ type: 'save', format: 'svg', name: 'first.svg' }));
    expect(posted).toContainEqual({ type: 'copy', text: expect.stringMatching(/^flowchart TB/) as string });
    expect(posted.every(isFromFlowView)).toBe(true);
  });
});

describe('with the keyboard', () => {
  it('walks along edges, shows the source and steps back out', () => {
    open().receive({ type: 'view', view: flowViewOf('nas-bench-101') });
    expect(all('.graph svg[tabindex="0"]').length).toBeGreaterThan(0);
    const seen: (string | null | undefined)[] = [];
    for (const key of ['Home', 'ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowUp', 'End']) {
      press(key);
      seen.push(selected());
    }
    expect(seen[0]).toBe('0:n0');
    expect(seen[1]).toMatch(/^0:e/);
    expect(seen[2]).toMatch(/^0:n[12]$/);
    expect(seen[4]).toBe('0:n0');
    expect(seen[5]).toBe('0:n4');
    expect(graph().getAttribute('aria-activedescendant')).toBe(find('g.selected').id);
    press('Enter');
    expect(posted).toContainEqual(expect.objectContaining({ type: 'reveal', takeFocus: true }));
    press('Escape');
    expect(selected()).toBeUndefined();
  });

  it('steps through the generations, forward and then backward', () => {
    open().receive({ type: 'view', view: flowViewOf('nas-bench-201') });
    const text = (): string | null => find('.step-text').textContent;
    expect(text()).toBe('All generations');
    press(']');
    expect(text()).toBe('Forward, generation 0 of 0-4');
    for (let step = 0; step < 5; step++) press('PageDown');
    expect(text()).toBe('Backward, generation 4 of 0-4');
    for (let step = 0; step < 9; step++) press('[');
    expect(text()).toBe('All generations');
    expect(find<HTMLInputElement>('input[type=range]').max).toBe('10');
  });

  it('does not move by itself for people who do not want that', () => {
    isStill = true;
    open().receive({ type: 'view', view: flowViewOf('nas-bench-201') });
    expect(find('vscode-button[aria-label="Play"]').hidden).toBe(true);
    press(' ');
    expect(find('.step-text').textContent).toBe('All generations');
  });

  it('leaves the editor its own keys', () => {
    open().receive({ type: 'view', view: flowViewOf('nas-bench-201') });
    const event = new KeyboardEvent('keydown', { key: 'ArrowDown', ctrlKey: true, cancelable: true });
    graph().dispatchEvent(event);
    expect(event.defaultPrevented).toBe(false);
  });
});

describe('axe', () => {
  it.each([
    ['flow', false],
    ['importance', true],
  ] as const)('finds nothing wrong with the layer %s', async (layer, other) => {
    open({ uri: 'a', layer, direction: 'both', isTableShown: true }).receive({
      type: 'view',
      view: flowViewOf('nas-bench-201', { other }),
    });
    press('Home');
    // Contrast needs a real browser; the tests in the workbench look at it.
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html.slice(0, 160))])).toEqual([]);
  });
});

describe('messages', () => {
  it('are refused when they are malformed', () => {
    const malformed: unknown[] = [null, 1, 'view', [], {}, { type: 'view' }, { type: 'run', command: 'x' }];
    for (const message of malformed) {
      expect(isToFlowView(message)).toBe(false);
      expect(isFromFlowView(message)).toBe(false);
    }
    expect(isToFlowView({ type: 'cursor', position: { line: -1, character: 0 }, isFollowed: true })).toBe(false);
    expect(isToFlowView({ type: 'cursor', position: { line: 1, character: 0 } })).toBe(false);
    expect(isToFlowView({ type: 'gone', message: '', remedies: ['delete'] })).toBe(false);
    expect(isFromFlowView({ type: 'remedy', remedy: 'delete' })).toBe(false);
    expect(isToFlowView({ type: 'view', view: flowViewOf('nas-bench-201') })).toBe(true);
    expect(isFromFlowView({ type: 'reveal', range: { start: { line: 1 } }, takeFocus: true })).toBe(false);
    expect(isFromFlowView({ type: 'save', format: 'exe', name: 'a', data: '' })).toBe(false);
    expect(isFromFlowView({ type: 'choose', choice: { cell: 1, importance: true } })).toBe(false);
    expect(isFlowViewState({ uri: 'a', layer: 'x', direction: 'both', isTableShown: true })).toBe(false);
    expect(
      isFlowViewState({
        uri: 'a',
        layer: 'flow',
        direction: 'both',
        isTableShown: true,
        transform: { scale: 0, x: 0, y: 0 },
      }),
    ).toBe(false);
  });
});
