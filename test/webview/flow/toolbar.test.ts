// @vitest-environment jsdom
import '../support/browser';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FlowViewState } from '../../../src/protocol/flowMessages';
import { Toolbar } from '../../../webview/flow/toolbar';
import { all, preparePage } from '../support/page';
import { flowViewOf } from './fixtures';
import { listOf } from './lists';

beforeAll(() => preparePage('Flow'));

const view = flowViewOf('nas-bench-201');
const state: FlowViewState = { uri: view.uri, layer: 'flow', direction: 'both', isTableShown: false };
const ignore = (): void => undefined;

function show(): Toolbar {
  const toolbar = new Toolbar({
    ...{ chooseCell: ignore, chooseOther: ignore, chooseLayer: ignore, chooseDirection: ignore },
    ...{ showTable: ignore, overlay: ignore, save: ignore, copyMermaid: ignore },
  });
  document.body.replaceChildren(toolbar.element);
  toolbar.update(view, state);
  return toolbar;
}

describe('the lists of the flow view', () => {
  it('say what they are for', () => {
    show();
    const labels = all('.chooser').map((list) => list.querySelector('span')?.textContent);
    expect(labels).toEqual(['Cell', 'Compare with', 'Show', 'Messages']);
    expect(listOf('Messages').selectedOptions[0]?.text).toBe('Both');
  });

  it('change the names that are others, and no more: files have thousands of cells', () => {
    const toolbar = show();
    const cells = Array.from({ length: 40 }, (_, index) => ({ ...view.cells[0]!, name: `cell ${index}` }));
    toolbar.update({ ...view, cells: [...view.cells, ...cells] }, state);
    const before = [...listOf('Cell').options];
    expect(before).toHaveLength(42);
    const renamed = cells.map((cell, index) => (index === 20 ? { ...cell, name: 'another' } : cell));
    toolbar.update({ ...view, cells: [...view.cells, ...renamed] }, state);
    const after = [...listOf('Cell').options];
    expect(after.every((option, index) => option === before[index])).toBe(true);
    expect(after[22]?.value).toBe('another');
    expect(listOf('Cell').value).toBe('first');
    toolbar.update(view, state);
    expect([...listOf('Cell').options].map(({ text }) => text)).toEqual(['first', 'second']);
  });

  it('are filled when somebody goes to them, where they are long', () => {
    const toolbar = show();
    const cells = Array.from({ length: 300 }, (_, index) => ({ ...view.cells[0]!, name: `cell ${index}` }));
    toolbar.update({ ...view, cells: [...view.cells, ...cells] }, state);
    expect([...listOf('Cell').options].map(({ text }) => text)).toEqual(['first']);
    expect([...listOf('Compare with').options].map(({ text }) => text)).toEqual(['no other cell']);
    listOf('Cell').dispatchEvent(new Event('pointerdown'));
    listOf('Compare with').focus();
    expect(listOf('Cell').options).toHaveLength(302);
    expect(listOf('Cell').value).toBe('first');
    expect(listOf('Compare with').options).toHaveLength(302);
    expect(listOf('Compare with').value).toBe('');
  });
});
