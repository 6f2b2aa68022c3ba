import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errors, type Browser, type Frame, type FrameLocator, type Locator, type Page } from 'playwright-core';
import { launchChromium } from '../host/chromium';
import { installHost } from '../host/install';
import { repositoryRoot } from '../host/locate';
import { installExtension, remoteUri, startServer, workbenchUrl, type RunningServer } from '../host/server';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const artifacts = join(repositoryRoot, 'test-artifacts');
/** Pictures for docs/ are written only when they are asked for: `UPDATE_SCREENSHOTS=1 npm run test:e2e`. */
const pictures = process.env['UPDATE_SCREENSHOTS'] ? join(repositoryRoot, 'docs/images') : artifacts;

export interface WorkbenchOptions {
  /** Opens folders in Restricted Mode. */
  readonly isRestricted?: boolean;
  /** Puts what a test needs into the extension's own storage before the editor starts. */
  readonly prepareStorage?: (folder: string) => void;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly machineSettings?: Readonly<Record<string, unknown>>;
}

/** A VS Code with the packaged extension, seen through a browser; each document is opened in a fresh copy of examples/. */
export class Workbench {
  readonly errors: string[] = [];
  #copies = 0;

  private constructor(
    readonly page: Page,
    private readonly temporary: string,
    private readonly server: RunningServer,
    private readonly browser: Browser,
  ) {
    page.setDefaultTimeout(30_000);
    page.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(message.text());
    });
  }

  static async start({
    settings = {},
    machineSettings = {},
    isRestricted = false,
    prepareStorage,
  }: WorkbenchOptions = {}): Promise<Workbench> {
    const vsix = process.env['VSIX'] ?? join(repositoryRoot, 'dist/flowcell.vsix');
    if (!existsSync(vsix)) throw new Error(`no ${vsix}: run npm run package first`);
    const host = installHost('latest');
    const temporary = mkdtempSync(join(tmpdir(), 'flowcell-ui-'));
    const [userDataDir, extensionsDir] = [join(temporary, 'data'), join(temporary, 'extensions')];
    const storage = join(userDataDir, 'User/globalStorage/flowcell.flowcell');
    mkdirSync(storage, { recursive: true });
    prepareStorage?.(storage);
    await installExtension(vsix, { host, userDataDir, extensionsDir });
    const server = await startServer({ host, userDataDir, extensionsDir, settings, machineSettings, isRestricted });
    const browser = await launchChromium();
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    return new Workbench(page, temporary, server, browser);
  }

  /** Opens `file` of a fresh copy of `folder` (by default examples/); returns the folder's path. */
  async open(file: string, folder = join(repositoryRoot, 'examples')): Promise<string> {
    const copy = join(this.temporary, `workspace-${++this.#copies}`);
    cpSync(folder, copy, { recursive: true });
    const payload = [['openFile', remoteUri(this.server, join(copy, file))]] as const;
    await this.page.goto(workbenchUrl(this.server, { folder: copy, payload }));
    await this.page.locator('.monaco-editor .view-lines').first().waitFor();
    return copy;
  }

  /** The extension's own storage. */
  get globalStorage(): string {
    return join(this.temporary, 'data', 'User', 'globalStorage', 'flowcell.flowcell');
  }

  /** Lenses whose text contains `text`. */
  lens(text: string | RegExp): Locator {
    return this.page.locator('.codelens-decoration a', { hasText: text });
  }

  /** Lines of the editor whose text contains `text`. */
  line(text: string | RegExp): Locator {
    return this.page.locator('.view-line', { hasText: text });
  }

  /** A word of the line that contains `line`, as one token of the colouring. */
  word(line: string, word: string): Locator {
    return this.line(line).locator('span span', { hasText: word }).last();
  }

  /** Selects a word of a line and types over it. */
  async overtype(line: string, word: string, text: string): Promise<void> {
    await this.word(line, word).dblclick();
    await this.page.keyboard.type(text, { delay: 30 });
    await this.page.keyboard.press('Escape');
  }

  /** Rests the mouse on a word of a line and returns the hover that appears. */
  async hover(line: string, word: string): Promise<Locator> {
    const hover = this.page.locator('.monaco-hover:visible .hover-contents').first();
    await this.word(line, word).hover();
    await hover.waitFor();
    return hover;
  }

  /**
   * How many lenses there are once none has come or gone for two seconds: an extension that starts late and has lenses, too, makes
   * VS Code draw all of them anew.
   */
  async settledLenses(): Promise<number> {
    let [count, since] = [0, Date.now()];
    for (const begin = Date.now(); Date.now() - begin < 60_000; await this.page.waitForTimeout(100)) {
      const now = await this.lens('').count();
      if (now !== count) [count, since] = [now, Date.now()];
      if (count > 0 && Date.now() - since > 2_000) return count;
    }
    throw new Error(`the lenses do not come to rest; ${count} at the end`);
  }

  /** Counts the lenses in every frame while `action` runs; the smallest number is what flickers. */
  async fewestLenses(action: () => Promise<void>): Promise<number> {
    await this.page.evaluate(`
      window.fewestLenses = Infinity;
      window.countLenses = () => {
        window.fewestLenses = Math.min(window.fewestLenses, document.querySelectorAll('.codelens-decoration a').length);
        window.countHandle = requestAnimationFrame(window.countLenses);
      };
      window.countLenses();
    `);
    await action();
    return this.page.evaluate('cancelAnimationFrame(window.countHandle), window.fewestLenses');
  }

  /**
   * Runs a command of the palette by its title. The palette closes when something else takes the focus (an editor that
   * was asked for a moment ago, on a busy machine), so it is opened again until the command was taken from it.
   */
  async command(title: string): Promise<void> {
    for (let openings = 1; ; openings++) {
      await this.page.keyboard.press('F1');
      try {
        await this.#pick(title, `>${title}`, 5_000);
        return;
      } catch (error) {
        if (openings === 10 || !(error instanceof errors.TimeoutError)) throw error;
      }
    }
  }

  /** Reloads the window, as its user would. */
  async reload(): Promise<void> {
    await Promise.all([this.page.waitForEvent('load'), this.command('Developer: Reload Window')]);
  }

  /** Changes the colour theme by its title in the picker. */
  async useTheme(title: string): Promise<void> {
    await this.command('Preferences: Color Theme');
    await this.#pick(title, title);
  }

  /** Filters the open quick pick by `filter` and takes the first row that contains `title`. */
  async #pick(title: string, filter: string, timeout = 30_000): Promise<void> {
    await this.page.locator('.quick-input-widget input').first().fill(filter, { timeout });
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click({ timeout });
  }

  /** Milliseconds of each extension's activation, as VS Code itself measures and shows them. */
  async activationTimes(): Promise<ReadonlyMap<string, number>> {
    const size = this.page.viewportSize();
    // A list has only the rows that are in sight.
    await this.page.setViewportSize({ width: 1280, height: 3_000 });
    await this.command('Developer: Show Running Extensions');
    const rows = this.page.locator('.runtime-extensions-editor .monaco-list-row');
    await rows.locator('.activation-time', { hasText: /\d/ }).first().waitFor();
    const expected = Number(await rows.first().getAttribute('aria-setsize'));
    for (let tries = 0; (await rows.count()) < expected && tries < 50; tries++) await this.page.waitForTimeout(100);
    const [names, times] = await Promise.all([
      rows.locator('.name').allTextContents(),
      rows.locator('.activation-time').allTextContents(),
    ]);
    if (size) await this.page.setViewportSize(size);
    return new Map(names.map((name, row) => [name, Number(/\d+/.exec(times[row] ?? '')?.[0] ?? Number.NaN)]));
  }

  /** The document that the extension wrote into its webview. */
  webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  /** The frame of that document, to run scripts in. */
  async webviewFrame(): Promise<Frame> {
    const handle = await this.webview().locator('main').elementHandle();
    const frame = await handle?.ownerFrame();
    if (!frame) throw new Error('the view has no frame');
    return frame;
  }

  /** What axe finds wrong with the document of the webview: of each violation its rule and the elements. */
  async axeViolations(options: object = { resultTypes: ['violations'] }): Promise<unknown> {
    const frame = await this.webviewFrame();
    await frame.evaluate(axeSource);
    return frame.evaluate(
      `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html.slice(0, 200))]))`,
    );
  }

  /** Takes a picture for docs/, once what fades in has done so. */
  async picture(name: string): Promise<void> {
    await this.page.waitForTimeout(500);
    await this.#screenshot(pictures, name);
  }

  /** Takes a picture of how a test failed. */
  async failurePicture(test: string): Promise<void> {
    await this.#screenshot(artifacts, `FAILED-${test.replace(/\W+/g, '-')}`);
  }

  async #screenshot(folder: string, name: string): Promise<void> {
    mkdirSync(folder, { recursive: true });
    await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
    rmSync(this.temporary, { recursive: true, force: true, maxRetries: 3 });
  }
}
