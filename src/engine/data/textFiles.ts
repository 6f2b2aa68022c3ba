import type { FileLanguage } from '../../core/spec/syntax/parseSyntax';

/** By the file's name, or else by its first character. */
export function languageOf(path: string, text: string): FileLanguage {
  if (/\.ya?ml$/i.test(path)) return 'yaml';
  if (/\.jsonc?$/i.test(path)) return 'json';
  return /^\uFEFF?\s*[{[]/.test(text) ? 'json' : 'yaml';
}

/** UTF-8, a byte-order mark kept as in the editor; other bytes become replacement characters, which the parser reports. */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/** Whether bytes are what their text would be written as; otherwise writing it back would lose characters. */
export function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
