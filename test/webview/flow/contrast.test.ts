import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { flowTint } from '../../../webview/flow/linkShapes';
import { printPalette } from '../../../webview/flow/palette';

const style = readFileSync(join(import.meta.dirname, '../../../webview/flow/flow.css'), 'utf8');
const darkened = Number(
  /--flow-dark-orange: color-mix\(in srgb, var\(--flow-orange\) (\d+)%, black\)/.exec(style)?.[1],
);
const mix = (from: string, to: string, share: number): string => printPalette.mix(from, to, share);
const lightOrange = mix('#000000', '#d67e00', darkened / 100);

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const value = parseInt(colour.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast as WCAG 2 defines it. */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((first, second) => first - second);
  return (light + 0.05) / (dark + 0.05);
}

describe('the lines of messages', () => {
  it.each([
    ['forward, dark', '#ee9d28', '#1f1f1f'],
    ['backward, dark', '#b180d7', '#1f1f1f'],
    ['forward, high contrast', '#ee9d28', '#000000'],
    ['backward, high contrast', '#b180d7', '#000000'],
    ['forward, light', lightOrange, '#ffffff'],
    ['backward, light', '#652d90', '#ffffff'],
    ['forward, in print', printPalette.forward, printPalette.background],
    ['backward, in print', printPalette.backward, printPalette.background],
  ])('are seen, however little they carry: %s', (_, colour, background) => {
    expect(contrast(mix(background, colour, flowTint(0)), background)).toBeGreaterThanOrEqual(3);
    expect(contrast(mix(background, colour, flowTint(1)), background)).toBeGreaterThan(4.5);
  });
});
