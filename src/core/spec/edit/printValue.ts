import type { OutputPair, OutputValue } from '../forms/outputTree';
import type { TextStyle } from './textEdit';

/** Words that YAML readers, of version 1.1 too, take for something else than a text. */
const YAML_WORDS = /^(true|false|null|yes|no|on|off|y|n|nan|inf|~)$/i;

/** Writes pairs as lines of a YAML block mapping, without indentation before the first and with `indent` before the others. */
export function printYamlPairs(pairs: readonly OutputPair[], indent: string, style: TextStyle): string {
  return pairs
    .map(([key, value]) => `${yamlKey(key)}:${printYamlValue(value, indent, style)}`)
    .join(style.endOfLine + indent);
}

/** What follows the colon or dash, with the space or line break before it. */
function printYamlValue(value: OutputValue, indent: string, style: TextStyle): string {
  const isBlock = value.kind !== 'scalar' && !value.inline;
  const isEmpty =
    value.kind === 'list' ? value.items.length === 0 : value.kind === 'object' && value.pairs.length === 0;
  if (!isBlock || isEmpty) return ` ${printYamlFlow(value)}`;
  const deeper = indent + yamlIndent(style);
  const lineBreak = style.endOfLine + deeper;
  if (value.kind === 'object') return lineBreak + printYamlPairs(value.pairs, deeper, style);
  return value.items.map((item) => `${lineBreak}- ${printYamlFlow(item)}`).join('');
}

/** YAML on one line. */
export function printYamlFlow(value: OutputValue): string {
  if (value.kind === 'list') return `[${value.items.map(printYamlFlow).join(', ')}]`;
  if (value.kind === 'object') {
    const pairs = value.pairs.map(([key, item]) => `${yamlKey(key)}: ${printYamlFlow(item)}`);
    return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
  }
  return typeof value.value === 'number' ? String(value.value) : yamlText(value.value);
}

/** Tabs can not indent YAML. */
export function yamlIndent(style: TextStyle): string {
  return style.indent.includes('\t') ? '  ' : style.indent;
}

function yamlText(text: string): string {
  return /^[A-Za-z_][\w.+/-]*$/.test(text) && !YAML_WORDS.test(text) ? text : JSON.stringify(text);
}

function yamlKey(text: string): string {
  const isPlain = /^([A-Za-z_][\w.+/-]*|0|[1-9]\d{0,8}|[\w.+-]+ -> [\w.+-]+)$/.test(text);
  return isPlain && !YAML_WORDS.test(text) ? text : JSON.stringify(text);
}

/** Writes pairs as the inside of a JSON object: on lines of their own with `indent` before each but the first, or on one line. */
export function printJsonPairs(
  pairs: readonly OutputPair[],
  indent: string,
  style: TextStyle,
  isOneLine: boolean,
): string {
  const separator = isOneLine ? ', ' : `,${style.endOfLine}${indent}`;
  return pairs
    .map(([key, value]) => `${JSON.stringify(key)}: ${printJson(value, indent, style, isOneLine)}`)
    .join(separator);
}

export function printJson(value: OutputValue, indent: string, style: TextStyle, isOneLine: boolean): string {
  if (value.kind === 'scalar') return JSON.stringify(value.value);
  const oneLine = isOneLine || value.inline;
  const deeper = indent + style.indent;
  const [open, close] = value.kind === 'list' ? ['[', ']'] : ['{', '}'];
  const padding = value.kind === 'object' ? ' ' : '';
  const inside =
    value.kind === 'list'
      ? value.items
          .map((item) => printJson(item, deeper, style, oneLine))
          .join(oneLine ? ', ' : `,${style.endOfLine}${deeper}`)
      : printJsonPairs(value.pairs, deeper, style, oneLine);
  if (inside === '') return open + close;
  if (oneLine) return `${open}${padding}${inside}${padding}${close}`;
  return `${open}${style.endOfLine}${deeper}${inside}${style.endOfLine}${indent}${close}`;
}
