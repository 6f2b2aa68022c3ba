import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(__dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const pages = [
  ...['README.md', 'CHANGELOG.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md'],
  ...readdirSync(join(root, 'docs')).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
];

interface Link {
  /** Path of the file that it leads to, from the root. */
  readonly target: string;
  /** Heading of that file, as it stands in an address. */
  readonly heading: string | undefined;
}

/** Links and pictures of a page that stay in the repository. */
function linksOf(page: string): Link[] {
  const withoutCode = read(page).replace(/```[^]*?```/g, '');
  return [...withoutCode.matchAll(/\]\(([^)\s]+)\)/g)].flatMap((match) => {
    const [path = '', heading] = match[1]!.split('#');
    if (/^\w+:/.test(path)) return [];
    return [{ target: path === '' ? page : posix.join(posix.dirname(page), path), heading }];
  });
}

/** Addresses of headings as GitHub and VS Code make them. */
const headingsOf = (page: string): string[] =>
  [...read(page).matchAll(/^#+ (.+)$/gm)].map((match) =>
    match[1]!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** Whether a file comes along with the extension: .vscodeignore is a list of what does. */
const packaged = read('.vscodeignore')
  .split('\n')
  .flatMap((line) => (line.startsWith('!') ? [patternOf(line.slice(1))] : []));

function patternOf(glob: string): RegExp {
  const parts: Readonly<Record<string, string>> = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*' };
  return new RegExp(`^${glob.replace(/\*\*\/|\*\*|\*|[.+]/g, (part) => parts[part] ?? `\\${part}`)}$`);
}

const isPackaged = (path: string): boolean => packaged.some((pattern) => pattern.test(path));

describe.each(pages)('%s', (page) => {
  const links = linksOf(page);

  it('leads to files and headings that are there', () => {
    const broken = links.filter(
      ({ target, heading }) =>
        !existsSync(join(root, target)) || (heading !== undefined && !headingsOf(target).includes(heading)),
    );
    expect(broken).toEqual([]);
  });

  it('leads to nothing that stays behind when the extension is packaged', () => {
    const behind = isPackaged(page) ? links.filter(({ target }) => !isPackaged(target)) : [];
    expect(behind).toEqual([]);
  });
});

describe('docs/images', () => {
  it('has no picture that no page shows', () => {
    const shown = new Set(pages.flatMap((page) => linksOf(page).map(({ target }) => target)));
    const pictures = readdirSync(join(root, 'docs/images')).map((name) => `docs/images/${name}`);
    expect(pictures.filter((picture) => !shown.has(picture))).toEqual([]);
  });
});
