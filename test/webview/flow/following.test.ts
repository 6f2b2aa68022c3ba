// @vitest-environment jsdom
import '../support/browser';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FlowViewState, FromFlowView } from '../../../src/protocol/flowMessages';
import { FlowApp } from '../../../webview/flow/app';
import { all, find, preparePage } from '../support/page';
import { flowViewOf } from './fixtures';
import { choose } from './lists';

let posted: FromFlowView[];
let saved: FlowViewState | undefined;

function open(state?: FlowViewState): FlowApp {
  const app = new FlowApp(
    { post: (message) => void posted.push(message), saveState: (kept) => (saved = kept), prefersStillness: () => true },
    state,
  );
  document.body.replaceChildren(app.element);
  return app;
}

const press = (key: string): void =>
  void find('svg[role="application"]').dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
  );
const selected = (): string | null | undefined => document.querySelector('g.selected')?.getAttribute('data-id');

beforeAll(() => preparePage('Flow'));
beforeEach(() => {
  posted = [];
  saved = undefined;
});

describe('the flow view and its text', () => {
  it('stays with the cell that somebody chose while the cursor rests in another one', () => {
    const app = open();
    const view = flowViewOf('nas-bench-201', { other: true });
    app.receive({ type: 'view', view: flowViewOf('nas-bench-201') });
    app.receive({ type: 'cursor', position: { line: 50, character: 0 }, isFollowed: false });
    choose('Cell', 'second');
    const { other, ...rest } = view;
    const second = { ...rest, ...(other ? { cell: other } : {}) };
    app.receive({ type: 'view', view: second });
    app.receive({ type: 'view', view: second });
    expect(find('.pane h2').textContent).toBe('second');
    expect(posted).toEqual([{ type: 'choose', choice: { cell: 'second', importance: false } }]);
  });

  it('comes back as it was, wherever the cursor is', () => {
    open().receive({ type: 'view', view: flowViewOf('nas-bench-201') });
    press('Home');
    press('+');
    const kept = saved;
    const app = open(kept);
    app.receive({ type: 'view', view: flowViewOf('nas-bench-201') });
    app.receive({ type: 'cursor', position: { line: 150, character: 0 }, isFollowed: false });
    expect(posted).toEqual([]);
    expect(saved).toEqual(kept);
  });

  it('goes on with a file that has another name', () => {
    const app = open();
    const view = flowViewOf('nas-bench-201');
    app.receive({ type: 'view', view });
    press('Home');
    press('+');
    const kept = saved;
    app.receive({ type: 'moved', uri: 'file:///b.cell.yaml' });
    app.receive({ type: 'view', view: { ...view, uri: 'file:///b.cell.yaml' } });
    expect(saved).toEqual({ ...kept, uri: 'file:///b.cell.yaml' });
    expect(selected()).toBe('0:n0');
  });

  it('lets nobody use what is gone, and offers what helps', () => {
    const app = open();
    app.receive({ type: 'view', view: flowViewOf('nas-bench-201') });
    app.receive({ type: 'gone', message: 'a.json is no cell file.', remedies: ['open', 'close'] });
    for (const part of ['.toolbar', '.row', '.graphs', 'footer']) expect(find(part).hasAttribute('inert')).toBe(true);
    expect(find('.notice').hasAttribute('inert')).toBe(false);
    expect(find('.description').textContent).toBe('');
    all('.remedies vscode-button').forEach((button) => button.click());
    expect(posted).toEqual([
      { type: 'remedy', remedy: 'open' },
      { type: 'remedy', remedy: 'close' },
    ]);
  });

  it('offers the file that has no cell', () => {
    const { cell: _, ...view } = flowViewOf('nas-bench-201');
    open().receive({ type: 'view', view });
    expect(all('.remedies vscode-button').map(({ textContent }) => textContent)).toEqual(['Open File']);
  });
});
