import type { Uri, WebviewPanel } from 'vscode';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FlowPanel, type FlowServer } from '../../../../src/extension/flowView/flowPanel';
import type { FlowViewChoice } from '../../../../src/protocol/flowMessages';
import { desk, editorOf, FakeDocument, FakePanel, FakeUri } from './fakeWindow';

vi.mock('vscode', async () => (await import('./fakeWindow')).vscode);

const file = FakeUri.file('/project/a.cell.yaml');
const untitled = FakeUri.parse('untitled:Untitled-1');
const asked: string[] = [];
const moves: string[] = [];
let server: () => Promise<FlowServer>;

const view = (uri: string): unknown => ({ uri, version: 1, cells: [], format: { digits: 'auto' } });

beforeEach(() => {
  desk.clear();
  asked.length = 0;
  moves.length = 0;
  server = () =>
    Promise.resolve({
      request: (_, { uri }) => {
        asked.push(uri);
        return Promise.resolve(view(uri));
      },
      onFlowChanged: () => ({ dispose: () => undefined }),
    });
});

/** Opens a view as the window does, and waits for its first picture. */
async function open(uri: FakeUri, choice: Partial<FlowViewChoice> = {}): Promise<FakePanel> {
  const panel = new FakePanel();
  const created: FlowPanel = new FlowPanel({
    panel: panel as unknown as WebviewPanel,
    uri: uri as unknown as Uri,
    choice: { importance: false, ...choice },
    extensionUri: FakeUri.file('/extension') as unknown as Uri,
    server: () => server(),
    onMove: (from) => void moves.push(`${from.toString()} -> ${created.uri.toString()}`),
    onDispose: () => undefined,
  });
  desk.fire('message', { type: 'ready' });
  await vi.waitFor(() => expect(panel.posted).not.toEqual([]));
  await settled();
  return panel;
}

const settled = (): Promise<void> => new Promise((done) => setTimeout(done, 40));
const typed = (panel: FakePanel, type: string): { readonly type: string }[] =>
  panel.posted.filter((message) => message.type === type);
const reveal = {
  ...{ type: 'reveal', takeFocus: false },
  range: { start: { line: 1, character: 0 }, end: { line: 1, character: 4 } },
};

describe('the cursor', () => {
  const document = new FakeDocument(file, 'space: darts');

  it('chooses the first cell only where nobody named one', async () => {
    desk.documents = [document];
    desk.editors = [editorOf(document, 7)];
    const position = { line: 7, character: 0 };
    expect(typed(await open(file), 'cursor')).toEqual([{ type: 'cursor', position, isFollowed: true }]);
    expect(typed(await open(file, { cell: 'b' }), 'cursor')).toEqual([{ type: 'cursor', position, isFollowed: false }]);
  });

  it('is followed where somebody moves it, not where an editor comes back', async () => {
    desk.documents = [document];
    desk.editors = [editorOf(document, 7)];
    const panel = await open(file, { cell: 'b' });
    panel.posted.length = 0;
    desk.fire('activeEditor', editorOf(document, 7));
    desk.fire('selection', { textEditor: editorOf(document, 8), kind: undefined });
    desk.fire('selection', { textEditor: editorOf(document, 9), kind: 2 });
    expect(panel.posted.map((message) => 'isFollowed' in message && message.isFollowed)).toEqual([false, false, true]);
  });
});

describe('an untitled document', () => {
  it('is not made anew when it is closed', async () => {
    const document = new FakeDocument(untitled, 'space: darts');
    desk.documents = [document];
    const panel = await open(untitled);
    desk.documents = [];
    document.isClosed = true;
    desk.fire('close', document);
    await vi.waitFor(() =>
      expect(typed(panel, 'gone')).toEqual([
        { type: 'gone', message: 'Untitled-1 has been closed.', remedies: ['close'] },
      ]),
    );
    desk.fire('message', reveal);
    await settled();
    expect(desk.documents).toEqual([]);
    expect(desk.shown).toEqual([]);
  });

  it('is followed to the file that it is saved as', async () => {
    const document = new FakeDocument(untitled, 'space: darts  \n\n');
    desk.documents = [document];
    const panel = await open(untitled);
    const saved = new FakeDocument(file, 'space: darts\n');
    desk.documents = [saved];
    document.isClosed = true;
    desk.fire('open', saved);
    desk.fire('close', document);
    await vi.waitFor(() => expect(panel.title).toBe('Flow: a.cell.yaml'));
    await vi.waitFor(() => expect(asked.at(-1)).toBe('file:///project/a.cell.yaml'));
    expect(typed(panel, 'gone')).toEqual([]);
    expect(desk.watched).toEqual(['/project/a.cell.yaml']);
  });
});

describe('a file with another name', () => {
  it.each([
    ['itself', '/project/a.cell.yaml', '/project/b.cell.yaml', '/project/b.cell.yaml'],
    ['its folder', '/project', '/other', '/other/a.cell.yaml'],
  ])('is followed: %s is renamed', async (_, from, to, expected) => {
    desk.files.add('/project/a.cell.yaml').add(expected);
    const panel = await open(file);
    desk.fire('rename', { files: [{ oldUri: FakeUri.file(from), newUri: FakeUri.file(to) }] });
    await vi.waitFor(() => expect(asked.at(-1)).toBe(`file://${expected}`));
    expect(panel.title).toBe(`Flow: ${expected.split('/').at(-1)}`);
    expect(typed(panel, 'moved')).toEqual([{ type: 'moved', uri: `file://${expected}` }]);
    expect(moves).toEqual([`file:///project/a.cell.yaml -> file://${expected}`]);
    expect(desk.watched).toEqual([expected]);
  });
});

describe('a click', () => {
  it('opens the text beside the view where the view is in the first column', async () => {
    desk.files.add('/project/a.cell.yaml');
    const panel = await open(file);
    desk.fire('message', reveal);
    await settled();
    panel.viewColumn = 1;
    desk.fire('message', reveal);
    await settled();
    expect(desk.shown.map(({ viewColumn }) => viewColumn)).toEqual([1, -2]);
  });
});

describe('a view that is closed', () => {
  it('says nothing to what is not there any more', async () => {
    desk.files.add('/project/a.cell.yaml');
    let answer: (picture: unknown) => void = () => undefined;
    let subscribe: (running: FlowServer) => void = () => undefined;
    const running: FlowServer = {
      request: () => new Promise((done) => (answer = done)),
      onFlowChanged: () => ({ dispose: () => undefined }),
    };
    const subscriptions = vi.spyOn(running, 'onFlowChanged');
    let calls = 0;
    // The first one to ask is who listens to changes.
    server = () => (++calls === 1 ? new Promise((done) => (subscribe = done)) : Promise.resolve(running));
    const panel = new FakePanel();
    new FlowPanel({
      ...{ panel: panel as unknown as WebviewPanel, uri: file as unknown as Uri, server: () => server() },
      ...{ choice: { importance: false }, extensionUri: FakeUri.file('/extension') as unknown as Uri },
      ...{ onMove: () => undefined, onDispose: () => undefined },
    });
    desk.fire('message', { type: 'ready' });
    await settled();
    const { posted } = panel;
    panel.dispose();
    answer(view(file.toString()));
    subscribe(running);
    await settled();
    expect(posted).toEqual([]);
    expect(subscriptions).not.toHaveBeenCalled();
    expect(desk.watched).toEqual([]);
  });
});
