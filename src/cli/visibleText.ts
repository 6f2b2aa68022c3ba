/**
 * Text of a file on one line of a terminal: control characters, line breaks among them, and marks that turn the direction of writing become
 * visible escapes. A name could otherwise clear the screen or look like another one.
 */
export function visibleText(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
