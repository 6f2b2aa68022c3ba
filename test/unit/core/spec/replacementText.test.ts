import { describe, expect, it } from 'vitest';
import { replacementText } from '../../../../src/core/spec/replacementText';

/** The text after the part between the bars was replaced. */
function replaced(marked: string, name: string): string {
  const start = marked.indexOf('¦');
  const end = marked.indexOf('¦', start + 1) - 1;
  const text = marked.replaceAll('¦', '');
  return text.slice(0, start) + replacementText(name, text, { start, end }) + text.slice(end);
}

describe('replacementText', () => {
  it.each([
    ['edges: { 0 -> ¦1¦: none, 1 -> 2: none }', 'mid', 'edges: { 0 -> mid: none, 1 -> 2: none }'],
    ['edges: { 0 -> 1: none, ¦1¦ -> 2: none }', 'mid', 'edges: { 0 -> 1: none, mid -> 2: none }'],
    ['  ¦a¦ -> b: none', 'größe', '  größe -> b: none'],
    ['  a -> ¦b¦: none', 'my node', '  a -> my node: none'],
  ])('writes no quotes inside a plain key: %s', (text, name, expected) => {
    expect(replaced(text, name)).toBe(expected);
  });

  it.each([
    ['{"a -> ¦b¦": "none"}', 'my "node"', '{"a -> my \\"node\\"": "none"}'],
    ["'a -> ¦b¦': none", "it's", "'a -> it''s': none"],
    ['["¦a¦", "b"]', 'two words', '["two words", "b"]'],
  ])('escapes inside quotes: %s', (text, name, expected) => {
    expect(replaced(text, name)).toBe(expected);
  });

  it.each([
    ['inputs: [¦a¦]', 'null', 'inputs: ["null"]'],
    ['¦a¦: { op: x }', 'two words', '"two words": { op: x }'],
    ['¦a¦: { op: x }', 'größe', 'größe: { op: x }'],
    ['{"inputs": [¦1¦]}', 'mid', '{"inputs": ["mid"]}'],
    ['{"inputs": [¦1¦]}', '2', '{"inputs": [2]}'],
    ['{"inputs": [¦"1"¦]}', 'mid', '{"inputs": ["mid"]}'],
  ])('quotes a text of its own where it has to: %s', (text, name, expected) => {
    expect(replaced(text, name)).toBe(expected);
  });
});
