/** An object of lists as JSON with one line for each item: whole tables stay small, and tools that read lines can work on them. */
export function toJson(lists: Readonly<Record<string, readonly unknown[]>>): string {
  const members = Object.entries(lists).map(([name, items]) => {
    const lines = items.map((item) => `\n    ${JSON.stringify(item)}`);
    return `  ${JSON.stringify(name)}: [${lines.join(',')}${lines.length > 0 ? '\n  ' : ''}]`;
  });
  return `{\n${members.join(',\n')}\n}`;
}
