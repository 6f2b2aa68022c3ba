import { describe, expect, it } from 'vitest';
import { flowLayerNames } from '../../../src/protocol/flowMessages';
import { printedSvg } from '../../../webview/flow/exportDrawing';
import { bestLayout } from '../../../webview/flow/layout';
import { legendScene } from '../../../webview/flow/legend';
import { flowWidth } from '../../../webview/flow/linkShapes';
import { printPalette, screenPalette } from '../../../webview/flow/palette';
import { sceneOf } from '../../../webview/flow/scene';
import type { ShapeGroup } from '../../../webview/flow/shapes';
import { progressAt, stateOf } from '../../../webview/flow/steps';
import { escapeXml } from '../../../webview/flow/svgText';
import { shortLabel } from '../../../webview/flow/vertexShapes';
import { cellOf } from './fixtures';

const room = { width: 800, height: 800 };
const cell = cellOf('nas-bench-201');
const layout = bestLayout(cell.diagram, room);
const options = { layer: 'flow', direction: 'forward', format: { digits: 'auto' }, palette: printPalette } as const;
const groupOf = (groups: readonly ShapeGroup[], id: string): ShapeGroup => groups.find((group) => group.id === id)!;
const widthOf = (group: ShapeGroup): number =>
  Number(group.shapes.find(({ attributes }) => attributes['class'] === 'line')!.attributes['stroke-width']);

describe('sceneOf', () => {
  it('draws links as wide as what they carry', () => {
    const { groups } = sceneOf(cell, layout, options);
    for (const link of cell.diagram.parts[0]!.links.filter(({ isLive }) => isLive)) {
      expect(widthOf(groupOf(groups, link.id))).toBeCloseTo(flowWidth(link.flow!.forward), 1);
    }
  });

  it('says everything about every vertex and link in words', () => {
    for (const layer of flowLayerNames) {
      const { groups } = sceneOf(cell, layout, { ...options, layer });
      expect(groups).toHaveLength(10 + 12);
      expect(groups.every(({ label }) => label !== undefined && label.length > 5)).toBe(true);
    }
    const { groups } = sceneOf(cell, layout, options);
    expect(groupOf(groups, '0:e0').label).toMatch(
      /^edge 0 -> 1: nor_conv_3x3; generation 1; forward flow \d+ %, backward flow \d+ %; .* params, .* FLOPs; Critical: /,
    );
  });

  it('tells kinds apart by shape and sign, not by colour alone', () => {
    const { groups } = sceneOf(cell, layout, options);
    const relative = (id: string): string =>
      groupOf(groups, id)
        .shapes.filter(({ attributes }) => attributes['class'] === 'body')
        .map(({ attributes }) => attributes['d']!.replace(/[\d.-]+/g, ''))
        .join();
    const shapes = ['0:e0', '0:e1', '0:e5'].map(relative);
    expect(new Set(shapes).size).toBe(3);
  });

  it('draws dead parts dashed and thin', () => {
    const { groups } = sceneOf(cell, layout, options);
    expect(groupOf(groups, '0:e1').classes).toContain('dead');
    expect(groupOf(groups, '0:e1<').classes).toContain('dead');
    expect(groupOf(groups, '0:e1<').shapes.some(({ attributes }) => attributes['stroke-dasharray'])).toBe(true);
  });

  it('lights up one generation after the other', () => {
    expect(progressAt(0, 5)).toEqual({ direction: 'forward', generation: 0 });
    expect(progressAt(5, 5)).toEqual({ direction: 'backward', generation: 4 });
    expect(progressAt(9, 5)).toEqual({ direction: 'backward', generation: 0 });
    const progress = progressAt(2, 5);
    expect([1, 2, 3].map((generation) => stateOf(generation, 'forward', progress))).toEqual(['done', 'now', 'later']);
    expect(stateOf(1, 'backward', progress)).toBe('later');
    const { groups } = sceneOf(cell, layout, { ...options, progress: progressAt(4, 5) });
    const opacity = (id: string): string | undefined =>
      groupOf(groups, id).shapes.find(({ attributes }) => attributes['class'] === 'line')!.attributes['opacity'];
    expect(opacity('0:e5>')).toBeUndefined();
    expect(opacity('0:e0<')).toBe('0.5');
  });

  it('uses the colours of the theme on the screen', () => {
    const text = JSON.stringify(sceneOf(cell, layout, { ...options, palette: screenPalette }));
    expect(text).toContain('var(--flow-forward)');
    expect(text).not.toMatch(/#[0-9a-f]{6}/i);
  });
});

describe('shortLabel', () => {
  it.each([
    ['nor_conv_3x3', 'convolution', 'NC3'],
    ['sep_conv_5x5', 'convolution', 'SC5'],
    ['conv1x1-bn-relu', 'convolution', 'CBR1'],
    ['skip_connect', 'identity', 'id'],
    ['input', 'input', 'in'],
  ] as const)('%s is %s', (label, kind, short) => expect(shortLabel(label, kind)).toBe(short));
});

describe('legendScene', () => {
  it('gives numbers, and stays in its width', () => {
    const legend = legendScene(cell, { layer: 'flow', direction: 'both', width: 420, palette: printPalette });
    const words = legend.groups.flatMap(({ shapes }) => shapes.flatMap(({ text }) => text ?? []));
    expect(words).toEqual(expect.arrayContaining(['0 %', '50 %', '100 %', 'convolution', 'pooling']));
    expect(legend.width).toBeLessThanOrEqual(420);
    const cost = legendScene(cell, { layer: 'parameters', direction: 'both', width: 420, palette: printPalette });
    expect(cost.groups.flatMap(({ shapes }) => shapes.flatMap(({ text }) => text ?? [])).join()).toMatch(/ k|M/);
  });
});

describe('printedSvg', () => {
  const svg = printedSvg([{ cell, options }]);

  it('stands by itself: no theme, no class, no script, nothing from elsewhere', () => {
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="\d+" height="\d+"/);
    expect(svg).not.toMatch(/var\(|color-mix|vscode|class=|<script|href|transparent/);
    expect(svg).toContain('fill="#ffffff"');
    expect(svg.match(/nor_conv_3x3<\/text>/g)).toHaveLength(3);
  });

  it('is well-formed, whatever names contain', () => {
    expect(escapeXml('<a b="&\u0000\'">')).toBe('&#60;a b=&#34;&#38;&#39;&#34;&#62;');
    const name = '</title><script>alert(1)</script>';
    expect(printedSvg([{ cell: { ...cell, name }, options }])).not.toContain('<script');
  });
});
