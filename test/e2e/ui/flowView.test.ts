import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Workbench } from './workbench';

/** Prepares a workbench for the tests of a describe block. */
function useWorkbench(theme: string): () => Workbench {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await Workbench.start({
      // The address names a file to open; the views of the window before are to come back all the same.
      settings: { 'workbench.colorTheme': theme, 'window.restoreWindows': 'preserve' },
    });
  });
  afterAll(() => workbench?.stop());
  beforeEach((context) => {
    context.onTestFailed(() => workbench.failurePicture(context.task.name));
  });
  return () => workbench;
}

/** The lenses of a cell stand in the line above it: the index-th cell's lens with this text. */
async function clickLens(workbench: Workbench, text: string, index: number): Promise<void> {
  await workbench
    .lens(/\d % CIFAR-10/)
    .nth(index)
    .waitFor();
  await workbench.lens(text).nth(index).click();
}

/** Waits until the view shows this cell; returns its document. */
async function viewOf(workbench: Workbench, cell: string): Promise<FrameLocator> {
  const view = workbench.webview();
  await view.locator('.pane h2', { hasText: cell }).first().waitFor();
  return view;
}

const hideSideBar = (workbench: Workbench) => workbench.command('View: Toggle Primary Side Bar Visibility');

/** A picture of text and view without what else is in the window. */
async function flowPicture(workbench: Workbench, name: string): Promise<void> {
  await workbench.page.mouse.move(640, 4);
  await workbench.page.waitForTimeout(1_000);
  await workbench.picture(name);
}

const vertex = (view: FrameLocator, label: string) => view.locator(`g.vertex[aria-label^="${label}"]`).first();
/** The list with this label. */
const list = (view: FrameLocator, label: string) => view.getByRole('combobox', { name: label, exact: true });
/** The line of the cursor, whether the editor has the focus or not. */
const currentLine = (workbench: Workbench) => workbench.page.locator('.monaco-editor .active-line-number').first();

describe('the flow view', () => {
  const workbench = useWorkbench('Default Dark Modern');

  it('opens from a lens, and shows every node, every edge and the numbers of the lens', async () => {
    await workbench().open('candidates.cell.yaml');
    await clickLens(workbench(), 'Show Flow', 2);
    const view = await viewOf(workbench(), 'candidate');
    await expect.poll(() => view.locator('g.vertex').count()).toBe(4 + 6);
    expect(await view.locator('g.link').count()).toBe(12);
    for (const label of ['edge 0 -> 1: nor_conv_3x3', 'edge 1 -> 2: skip_connect', 'edge 2 -> 3: avg_pool_3x3']) {
      expect(await vertex(view, label).getAttribute('aria-label')).toMatch(/forward flow \d+ %, backward flow \d+ %/);
    }
    expect(await vertex(view, 'edge 0 -> 2: none').getAttribute('aria-label')).toContain('dead: passes nothing on');
    const lens = await workbench()
      .lens(/\d % CIFAR-10/)
      .nth(2)
      .innerText();
    const [number] = /^[\d.]+ % CIFAR-10 \([\d.]+-[\d.]+\)/.exec(lens) ?? ['no number'];
    await expect.poll(() => view.locator('.pane .numbers').first().innerText()).toContain(number);
    await hideSideBar(workbench());
    await flowPicture(workbench(), 'flow-dark');
  });

  it('selects the source of what is clicked, and shows where the cursor is', async () => {
    await workbench().open('candidates.cell.yaml');
    await clickLens(workbench(), 'Show Flow', 2);
    const view = await viewOf(workbench(), 'candidate');
    await vertex(view, 'edge 1 -> 2: skip_connect').click();
    await expect.poll(() => currentLine(workbench()).innerText()).toBe('23');
    expect(await vertex(view, 'edge 1 -> 2').getAttribute('class')).toContain('selected');
    await workbench().word('2 -> 3: avg', 'avg_pool_3x3').click();
    await expect.poll(() => vertex(view, 'edge 2 -> 3').getAttribute('class')).toContain('cursor');
    await workbench().word('0 -> 3: skip', 'skip_connect').click();
    await viewOf(workbench(), 'residual');
  });

  it('shows the cell that is asked for, wherever the cursor is', async () => {
    await workbench().open('candidates.cell.yaml');
    await workbench().line('best-known:').click();
    await clickLens(workbench(), 'Show Flow', 2);
    const view = await viewOf(workbench(), 'candidate');
    await list(view, 'Cell').selectOption('residual');
    await viewOf(workbench(), 'residual');
    await workbench().reload();
    await viewOf(workbench(), 'residual');
  });

  it('follows an edit, with the same scale and selection', async () => {
    await workbench().open('candidates.cell.yaml');
    await clickLens(workbench(), 'Show Flow', 2);
    const view = await viewOf(workbench(), 'candidate');
    await view.locator('vscode-button[aria-label="Zoom In"]').first().click();
    await vertex(view, 'edge 0 -> 1').click();
    await expect.poll(() => currentLine(workbench()).innerText()).toBe('21');
    const drawing = view.locator('g.drawing').first();
    const scale = async (): Promise<string | undefined> =>
      (await drawing.getAttribute('data-transform'))?.split(' ')[0];
    const before = await scale();
    await workbench().overtype('1 -> 2: skip', 'skip_connect', 'nor_conv_1x1');
    await vertex(view, 'edge 1 -> 2: nor_conv_1x1').waitFor();
    expect(await scale()).toBe(before);
    expect(await vertex(view, 'edge 0 -> 1').getAttribute('class')).toContain('selected');
  });

  it('opens from the palette and from the title of the editor, once for each file', async () => {
    await workbench().open('candidates.cell.yaml');
    await workbench()
      .lens(/\d % CIFAR-10/)
      .first()
      .waitFor();
    await workbench().command('Flowcell: Show Flow');
    await viewOf(workbench(), 'best-known');
    await workbench().line('space: nas-bench-201').click();
    await workbench().page.locator('.editor-actions a[aria-label^="Show Flow"]').first().click();
    expect(await workbench().page.locator('.tab', { hasText: 'Flow: candidates.cell.yaml' }).count()).toBe(1);
  });

  it('says what matters, in words and as a table', async () => {
    await workbench().open('candidates.cell.yaml');
    await clickLens(workbench(), 'Show Flow', 2);
    const view = await viewOf(workbench(), 'candidate');
    await list(view, 'Show').selectOption('What Matters');
    await expect
      .poll(() => vertex(view, 'edge 0 -> 1').getAttribute('aria-label'))
      .toMatch(/(Critical|Redundant|Harmful): without it [\d.]+ % CIFAR-10/);
    await view.locator('vscode-checkbox', { hasText: 'Table' }).click();
    await expect.poll(() => view.locator('tbody tr').count()).toBe(10);
    await hideSideBar(workbench());
    await flowPicture(workbench(), 'flow-what-matters-dark');
    await view.locator('.link-button').last().click();
    await expect.poll(() => currentLine(workbench()).innerText()).toMatch(/^2\d$/);
  });

  it('compares two cells', async () => {
    await workbench().open('candidates.cell.yaml');
    await clickLens(workbench(), 'Compare', 2);
    await workbench().page.locator('.quick-input-list .monaco-list-row', { hasText: 'residual' }).click();
    const view = await viewOf(workbench(), 'residual');
    await expect.poll(() => view.locator('.graph').filter({ visible: true }).count()).toBe(2);
    const rows = view.locator('.comparison tbody tr');
    expect(await rows.first().innerText()).toMatch(/CIFAR-10.*(tie|[+-][\d.]+ \((better|worse)\))/s);
    expect(await view.locator('.changes li').allInnerTexts()).toContain(
      'edge 0 -> 3: nor_conv_3x3 becomes skip_connect',
    );
    await hideSideBar(workbench());
    await flowPicture(workbench(), 'flow-compare-dark');
  });

  it('compares two cells in one drawing', async () => {
    await workbench().open('candidates.cell.yaml');
    await clickLens(workbench(), 'Compare', 2);
    await workbench().page.locator('.quick-input-list .monaco-list-row', { hasText: 'residual' }).click();
    const view = await viewOf(workbench(), 'residual');
    await view.locator('vscode-checkbox', { hasText: 'Overlaid' }).click();
    await view.locator('.pane h2', { hasText: 'candidate and residual' }).waitFor();
    expect(await view.locator('.graph').filter({ visible: true }).count()).toBe(1);
    expect(await view.locator('.graph').first().locator('g.vertex').count()).toBe(10);
    expect(await vertex(view, 'edge 0 -> 3').getAttribute('aria-label')).toContain('nor_conv_3x3 becomes skip_connect');
    await hideSideBar(workbench());
    await flowPicture(workbench(), 'flow-overlay-dark');
    await view.locator('vscode-checkbox', { hasText: 'Table' }).click();
    const row = view.locator('.twin tbody tr', { hasText: 'edge 0 -> 3' });
    expect(await row.innerText()).toContain('changed');
    await row.locator('.link-button').last().click();
    const there = workbench().page.locator('.view-line', { hasText: '0 -> 3: skip_connect' });
    await expect.poll(() => there.first().isVisible()).toBe(true);
    await workbench().reload();
    await workbench().webview().locator('.pane h2', { hasText: 'candidate and residual' }).waitFor();
  });

  it('is saved as SVG and PNG, and copied as Mermaid', async () => {
    const { page } = workbench();
    const folder = await workbench().open('candidates.cell.yaml');
    await clickLens(workbench(), 'Show Flow', 2);
    const view = await viewOf(workbench(), 'candidate');
    const saved = async (format: 'svg' | 'png'): Promise<Buffer> => {
      await view.locator(`vscode-button[aria-label="Export as ${format.toUpperCase()}"]`).click();
      const name = page.locator('.quick-input-widget input').first();
      await expect.poll(() => name.inputValue()).toMatch(new RegExp(`candidate\\.${format}$`));
      await name.press('Enter');
      const file = join(folder, `candidate.${format}`);
      await expect.poll(() => (existsSync(file) ? statSync(file).size : 0)).toBeGreaterThan(500);
      return readFileSync(file);
    };
    const svg = (await saved('svg')).toString('utf8');
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg).toContain('skip_connect');
    expect(svg).not.toMatch(/var\(|vscode/);
    expect((await saved('png')).subarray(1, 4).toString('latin1')).toBe('PNG');

    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await view.locator('vscode-button[aria-label="Copy as Mermaid"]').click();
    await page.locator('.statusbar-item', { hasText: 'Copied as Mermaid' }).waitFor();
    await page.bringToFront();
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(copied).toMatch(/^flowchart TB\n/);
    expect(copied).toContain('nor_conv_3x3');
  });

  it('keeps to the colours that the system forces', async () => {
    await workbench().open('candidates.cell.yaml');
    await clickLens(workbench(), 'Show Flow', 2);
    await viewOf(workbench(), 'candidate');
    await workbench().page.emulateMedia({ forcedColors: 'active' });
    try {
      const frame = await workbench().webviewFrame();
      const isForced = (): Promise<boolean> =>
        frame.evaluate<boolean>(`(() => {
          const probe = document.createElement('span');
          probe.style.color = 'CanvasText';
          document.body.append(probe);
          const system = getComputedStyle(probe).color;
          probe.remove();
          return getComputedStyle(document.querySelector('g.vertex.convolution .body')).stroke === system;
        })()`);
      // colours change gradually
      await expect.poll(isForced).toBe(true);
    } finally {
      await workbench().page.emulateMedia({ forcedColors: 'none' });
    }
  });

  it('is as it was after the window is loaded anew', async () => {
    await workbench().open('candidates.cell.yaml');
    await clickLens(workbench(), 'Show Flow', 2);
    const view = await viewOf(workbench(), 'candidate');
    await list(view, 'Show').selectOption('Parameters');
    await vertex(view, 'edge 1 -> 3').click();
    await view.locator('vscode-button[aria-label="Zoom In"]').first().click();
    const transform = await view.locator('g.drawing').first().getAttribute('data-transform');
    await workbench().reload();
    const restored = await viewOf(workbench(), 'candidate');
    await expect.poll(() => vertex(restored, 'edge 1 -> 3').getAttribute('class')).toContain('selected');
    expect(await restored.locator('g.drawing').first().getAttribute('data-transform')).toBe(transform);
    await restored.locator('svg.legend text', { hasText: 'parameters' }).waitFor();
  });

  it('is as it was after it was hidden, and after it was moved', async () => {
    await workbench().open('candidates.cell.yaml');
    await clickLens(workbench(), 'Show Flow', 2);
    const view = await viewOf(workbench(), 'candidate');
    await vertex(view, 'edge 1 -> 3').click();
    await view.locator('vscode-button[aria-label="Zoom In"]').first().click();
    const transform = await view.locator('g.drawing').first().getAttribute('data-transform');
    const isAsItWas = async (): Promise<void> => {
      const shown = await viewOf(workbench(), 'candidate');
      await expect.poll(() => vertex(shown, 'edge 1 -> 3').getAttribute('class')).toContain('selected');
      expect(await shown.locator('g.drawing').first().getAttribute('data-transform')).toBe(transform);
    };
    await workbench().command('File: New Untitled Text File');
    await workbench().page.locator('iframe.webview.ready').first().waitFor({ state: 'hidden' });
    await workbench().command('View: Close Editor');
    await isAsItWas();
    await workbench().command('View: Move Editor into Previous Group');
    await isAsItWas();
  });

  it('says so when its file is deleted', async () => {
    const folder = await workbench().open('candidates.cell.yaml');
    await clickLens(workbench(), 'Show Flow', 2);
    const view = await viewOf(workbench(), 'candidate');
    rmSync(join(folder, 'candidates.cell.yaml'));
    await view.locator('.message', { hasText: 'candidates.cell.yaml has been deleted.' }).waitFor();
  });

  it('is one stop for the keyboard, and axe finds nothing wrong with it', async () => {
    await workbench().open('candidates.cell.yaml');
    await clickLens(workbench(), 'Show Flow', 2);
    const view = await viewOf(workbench(), 'candidate');
    await view.locator('svg[role="application"]').first().focus();
    for (const key of ['Home', 'ArrowDown', 'Enter']) await workbench().page.keyboard.press(key);
    await expect.poll(() => currentLine(workbench()).innerText()).toMatch(/^2\d$/);
    expect(await workbench().axeViolations()).toEqual([]);
    expect(
      workbench().errors.filter((error) => /Content Security Policy.*flow|webview.*flow\.js/i.test(error)),
    ).toEqual([]);
  });
});

describe('in other themes', () => {
  const workbench = useWorkbench('Default Light Modern');

  it('can be read', async () => {
    await workbench().open('published.cell.yaml');
    await workbench().lens(/\d %/).first().waitFor();
    await workbench().lens('Show Flow').first().click();
    const view = workbench().webview();
    await expect.poll(() => view.locator('g.vertex').count()).toBe(30);
    await hideSideBar(workbench());
    for (const [theme, name] of [
      ['Light Modern', 'light'],
      ['Dark High Contrast', 'high-contrast'],
      ['Light High Contrast', 'high-contrast-light'],
    ] as const) {
      await workbench().useTheme(theme);
      await view.locator(`body.vscode-${name}`).waitFor();
      await flowPicture(workbench(), `flow-${name}`);
      expect(await workbench().axeViolations({ runOnly: ['color-contrast'] })).toEqual([]);
    }
  });
});
