import { randomBytes } from 'node:crypto';
import { Uri, type Webview } from 'vscode';

/** Where scripts and styles of the views are; nothing else can be loaded by them. */
export function viewFolder(extensionUri: Uri): Uri {
  return Uri.joinPath(extensionUri, 'dist/webview');
}

/**
 * A view's document: it stays as it is, everything in it is made by its script.
 *
 * @param view name of its script and style in the folder of the views, and its title for screen readers
 */
export function viewHtml(
  webview: Webview,
  extensionUri: Uri,
  { name, title }: { readonly name: string; readonly title: string },
): string {
  const nonce = randomBytes(16).toString('base64');
  const file = (path: string): string => webview.asWebviewUri(Uri.joinPath(viewFolder(extensionUri), path)).toString();
  const policy = [
    "default-src 'none'",
    'img-src data:',
    `style-src ${webview.cspSource}`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${file(`${name}.css`)}">
<title>${title}</title>
</head>
<body>
<script nonce="${nonce}" src="${file(`${name}.js`)}"></script>
</body>
</html>`;
}
