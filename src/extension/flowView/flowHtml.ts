import { randomBytes } from 'node:crypto';
import { Uri, type Webview } from 'vscode';

/** Where the view's script and style are; nothing else can be loaded by it. */
export function viewFolder(extensionUri: Uri): Uri {
  return Uri.joinPath(extensionUri, 'dist/webview');
}

/** The view's document: it stays as it is, everything in it is made by the script. */
export function flowHtml(webview: Webview, extensionUri: Uri): string {
  const nonce = randomBytes(16).toString('base64');
  const file = (name: string): string => webview.asWebviewUri(Uri.joinPath(viewFolder(extensionUri), name)).toString();
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
<link rel="stylesheet" href="${file('flow.css')}">
<title>Flow</title>
</head>
<body>
<script nonce="${nonce}" src="${file('flow.js')}"></script>
</body>
</html>`;
}
