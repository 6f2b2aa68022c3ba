import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { URI } from 'vscode-uri';

/** The page below the extension's folder and below its repository's. */
const page = 'docs/diagnostics.md';

/**
 * Tells where each code of diagnostics is described: in the repository that package.json names, at the section of the code; without one
 * in the page that comes with the extension, at the section's line. Nothing is read before the first question.
 *
 * @param root folder of the extension
 */
export function diagnosticPages(root: string): (code: string) => string | undefined {
  let find: ((code: string) => string | undefined) | undefined;
  return (code) => (find ??= onlinePage(root) ?? localPage(root))(code);
}

function onlinePage(root: string): ((code: string) => string) | undefined {
  const address = repositoryOf(readOrNothing(join(root, 'package.json')));
  return address === undefined ? undefined : (code) => `${address}/blob/HEAD/${page}#${code}`;
}

/** Address of the repository in a package.json, as browsers open it; undefined without one, and for all but HTTPS. */
export function repositoryOf(manifest: string): string | undefined {
  try {
    const { repository } = JSON.parse(manifest) as { repository?: string | { url?: string } };
    const url = typeof repository === 'object' ? repository.url : repository;
    return typeof url === 'string' ? /^(?:git\+)?(https:\/\/\S+?)(?:\.git)?\/?$/.exec(url)?.[1] : undefined;
  } catch {
    return undefined;
  }
}

function localPage(root: string): (code: string) => string | undefined {
  const path = join(root, page);
  const lines = new Map<string, number>();
  readOrNothing(path)
    .split('\n')
    .forEach((text, line) => {
      const code = /^### (\S+)\s*$/.exec(text)?.[1];
      if (code !== undefined) lines.set(code, line + 1);
    });
  return (code) => {
    const line = lines.get(code);
    return line === undefined
      ? undefined
      : URI.file(path)
          .with({ fragment: `L${line}` })
          .toString();
  };
}

function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
