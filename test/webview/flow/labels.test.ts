// @vitest-environment jsdom
import '../support/browser';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FlowViewState } from '../../../src/protocol/flowMessages';
import { registerControls } from '../../../webview/controls';
import { FlowApp } from '../../../webview/flow/app';
import { mediumLabel, shortLabel } from '../../../webview/flow/vertexShapes';
import { flowViewOf } from './fixtures';

describe('names in short', () => {
  it.each([
    ['nor_conv_3x3', 'conv 3x3'],
    ['conv1x1-bn-relu', 'conv 1x1'],
    ['sep_conv_5x5', 'sep 5x5'],
    ['dil_conv_3x3', 'dil 3x3'],
    ['avg_pool_3x3', 'avg 3x3'],
    ['maxpool3x3', 'max 3x3'],
    ['separable_convolution_7x7', 'sep 7x7'],
    ['skip_connect', 'skip'],
    ['gat', 'gat'],
    ['max_pool', 'max_pool'],
    ['attention_with_a_long_name', 'attenti…'],
    ['batch_norm', 'batch_n…'],
    ['______________', '_______…'],
  ])('%s is %s', (label, medium) => {
    expect(mediumLabel(label)).toBe(medium);
    expect(shortLabel(label, 'other').length).toBeLessThanOrEqual(4);
  });
});

describe('the whole name', () => {
  beforeAll(() => registerControls());

  const select = async (scale: number): Promise<HTMLElement | null> => {
    const state: FlowViewState = {
      ...{ uri: 'file:///a.cell.yaml', cell: 'first', layer: 'flow', direction: 'both', isTableShown: false },
      transform: { scale, x: 0, y: 0 },
      selected: '0:e0',
    };
    const app = new FlowApp({ post: () => undefined, saveState: () => undefined, prefersStillness: () => true }, state);
    document.body.replaceChildren(app.element);
    app.receive({ type: 'view', view: flowViewOf('nas-bench-201') });
    await new Promise((done) => requestAnimationFrame(done));
    return document.querySelector<HTMLElement>('.tooltip');
  };

  it('stands beside what is selected where it can not be read', async () => {
    const tooltip = await select(0.3);
    expect(tooltip?.hidden).toBe(false);
    expect(tooltip?.textContent).toBe('nor_conv_3x3 · edge 0 -> 1');
    const graph = document.querySelector('svg[role="application"]');
    graph?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
    expect(tooltip?.hidden).toBe(true);
  });

  it('is not repeated where it can', async () => {
    expect((await select(1))?.hidden).toBe(true);
  });
});
