import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Browser, chromium, type Frame, type Locator, type Page } from 'playwright-core';
import type { BrowserInstall } from './browserInstall.js';
import { cacheFolder } from './cachedInstall.js';
import type { Editor } from './editorServer.js';

/** Starts a browser without a window. About one start in hundreds crashes, so it is tried twice. */
export async function launchBrowser(
  install: BrowserInstall,
  flags: readonly string[] = [],
): Promise<Browser> {
  return launchOnce(install, flags).catch(() => launchOnce(install, flags));
}

/**
 * Flags for short windows: they close before optimized code pays off, which is a third of the cost of a
 * window. Do not use them for measurements.
 */
export const shortLived = ['--js-flags=--no-maglev,--no-turbofan'] as const;

function launchOnce(install: BrowserInstall, flags: readonly string[]): Promise<Browser> {
  return chromium.launch({
    executablePath: install.executable,
    env: { ...definedOf(process.env), ...install.environment },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...flags,
    ],
  });
}

/**
 * The colour themes of the pictures: the name in the settings, and the file name, which is in a class of the
 * page.
 */
export const themes = {
  light: { id: 'Default Light Modern', file: 'light_modern' },
  dark: { id: 'Default Dark Modern', file: 'dark_modern' },
  'high-contrast': { id: 'Default High Contrast', file: 'hc_black' },
  'high-contrast-light': { id: 'Default High Contrast Light', file: 'hc_light' },
} as const;
export type Theme = keyof typeof themes;

/** Whether pictures are taken in all themes, including those without assertions: `npm test -- --themes`. */
export const takesAllThemes = process.env['TEST_THEMES'] !== undefined;

/** Whether tests take pictures for somebody to look at: `npm test -- --only ui`. */
const takesPictures = takesAllThemes || process.env['TEST_PICTURES'] !== undefined;

/** Options of {@link Workbench.open}. */
export interface WorkbenchOptions {
  readonly editor: Editor;
  readonly browser: Browser;
  readonly folder: string;
  /** Pairs for the workbench's address, see {@link EditorOptions.takesTests}. */
  readonly payload?: readonly (readonly [string, string])[];
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Device pixels per CSS pixel. */
  readonly scale?: number;
  /** Called with the page before it is opened. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** The detail of a choice has the same class as its label, so it is excluded. */
const choiceLabel = '.label-name:not(.quick-input-list-label-meta *)';

/** A VS Code window, driven like a user would. */
export class Workbench {
  readonly page: Page;
  readonly #editor: Editor;

  private constructor(page: Page, editor: Editor) {
    this.page = page;
    this.#editor = editor;
  }

  static async open(options: WorkbenchOptions): Promise<Workbench> {
    const context = await options.browser.newContext({
      viewport: options.viewport ?? { width: 1280, height: 800 },
      deviceScaleFactor: options.scale ?? 1,
    });
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: options.editor.origin });
    const page = await context.newPage();
    await options.prepare?.(page);
    await openFolder(page, options);
    return new Workbench(page, options.editor);
  }

  /** Opens another window of the same user on a folder. */
  async openAnother(folder: string): Promise<Workbench> {
    const page = await this.page.context().newPage();
    await openFolder(page, { editor: this.#editor, folder });
    return new Workbench(page, this.#editor);
  }

  /**
   * Opens the Backup Jobs view by its icon in the activity bar. It tries again if the view was just opening
   * by itself, because the click then closes it.
   */
  async openBackupJobs(): Promise<void> {
    const icon = this.page.locator('.activitybar .action-item', {
      has: this.page.locator('[aria-label^="Backup Jobs"]'),
    });
    await icon.waitFor({ timeout: 60_000 });
    await withRetries(async (timeout) => {
      if (!(await icon.getAttribute('class'))?.includes('checked')) await icon.click();
      await this.view.waitFor({ timeout });
    });
  }

  /** The view in the side bar. */
  get view(): Locator {
    return this.page.locator('.sidebar .pane-body').first();
  }

  /** Rows of the tree, by their accessible names. */
  row(name: string | RegExp): Locator {
    return this.page.getByRole('treeitem', { name });
  }

  /** The first visible job with a state. */
  jobRow(state: string): Locator {
    return this.row(new RegExp(`, ${state}, `)).first();
  }

  /** The label and description of each visible row of the tree, from the top, as `web-1 | EBS · 2 h ago`. */
  async rows(): Promise<string[]> {
    return this.page.locator('.sidebar .monaco-list-row').evaluateAll((rows: RowElement[]) => {
      const place = (row: RowElement) => Number(row.getAttribute('data-index'));
      const text = (row: RowElement, part: string) => row.querySelector(part)?.textContent?.trim() ?? '';
      return rows
        .sort((one, other) => place(one) - place(other))
        .map((row) => `${text(row, '.label-name')} | ${text(row, '.label-description')}`);
    });
  }

  /**
   * Observes every frame from now on. Returns a function that gives each distinct content seen: the message
   * above the rows, and then the rows, one per line.
   */
  async watchFrames(): Promise<() => Promise<string[]>> {
    await this.page.evaluate(observeFrames);
    return () => this.page.evaluate('[...globalThis.seenFrames]');
  }

  /** Expands or collapses a row, and waits until the rows are there. */
  async toggle(name: string | RegExp): Promise<void> {
    await this.row(name).locator('.monaco-tl-twistie').click();
    await this.untilQuiet();
  }

  /**
   * Runs a command by its title in the palette. It tries again if another element took the focus late and
   * closed the palette, or if the command became available after the palette was opened, because the palette
   * does not update.
   */
  async runCommand(title: string): Promise<void> {
    await withRetries(async (timeout) => {
      await this.#typeInPalette(title, timeout);
      await this.choice(title).click({ timeout });
    });
  }

  /** Opens the palette, and types the title of a command. It tries again as {@link runCommand} does. */
  async typeInPalette(title: string): Promise<void> {
    await withRetries((timeout) => this.#typeInPalette(title, timeout));
  }

  async #typeInPalette(title: string, timeout: number): Promise<void> {
    if (await this.quickInput.isVisible()) await this.page.keyboard.press('Escape');
    await this.page.keyboard.press('F1');
    await this.quickInput.locator('input').fill(`>${title}`, { timeout });
  }

  /**
   * The tooltip of a row, or the hover of a text, which must contain a text. It tries again if what it is of
   * has moved under the pointer.
   */
  async tooltip(owner: Locator, hasText: string): Promise<Locator> {
    const tooltip = this.page.locator('.monaco-hover:visible', { hasText });
    await withRetries(async (timeout) => {
      await this.page.mouse.move(640, 790);
      await owner.hover();
      await tooltip.waitFor({ timeout });
    });
    return tooltip;
  }

  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget');
  }

  /** A choice of the open quick pick, by its label. */
  choice(label: string): Locator {
    return this.quickInput.locator('.monaco-list-row').filter({
      has: this.page.locator('.label-name', {
        hasText: new RegExp(`^${label.replaceAll(/\W/g, '\\$&')}$`),
      }),
    });
  }

  /** The labels of the visible choices. */
  async choices(): Promise<string[]> {
    return this.quickInput.locator(`.monaco-list-row ${choiceLabel}`).allInnerTexts();
  }

  /** The visible choices with their descriptions, as `prod | role · us-east-1`. */
  async describedChoices(): Promise<string[]> {
    return this.quickInput.locator('.monaco-list-row').evaluateAll((rows: RowElement[]) =>
      rows
        .map((row) =>
          ['.label-name', '.label-description'].map(
            (part) => row.querySelector(part)?.textContent?.trim() ?? '',
          ),
        )
        .filter(([label]) => label !== '')
        .map((parts) => parts.join(' | ')),
    );
  }

  /** A status bar item, by its id. */
  statusBarItem(id: string): Locator {
    return this.page.locator(`.statusbar-item[id$="${id}"]`);
  }

  /** Picks a choice of the open quick pick by its label. */
  async pick(label: string): Promise<void> {
    await this.choice(label).click();
  }

  /** Selects a profile and its regions in the palette. */
  async selectConnection(profile: string, ...regions: readonly string[]): Promise<void> {
    await this.runCommand('Backup Jobs: Select Connection…');
    await this.pick(profile);
    await this.check(...regions);
  }

  /** The label of the highlighted choice: the one that Enter picks or Space checks. */
  get markedChoice(): Locator {
    return this.quickInput.locator(`.monaco-list-row.focused ${choiceLabel}`);
  }

  /** The labels of the visible choices that are checked. */
  async checkedChoices(): Promise<string[]> {
    return this.quickInput.locator(`.monaco-list-row[aria-checked="true"] ${choiceLabel}`).allInnerTexts();
  }

  /** Checks exactly these visible choices of the open quick pick, and accepts. */
  async check(...labels: readonly string[]): Promise<void> {
    await this.quickInput.locator('.quick-input-count').waitFor();
    const before = await this.checkedChoices();
    const isOther = (label: string) => labels.includes(label) !== before.includes(label);
    for (const label of [...before, ...labels].filter(isOther)) await this.pick(label);
    // The extension is notified of the checked choices shortly after.
    await this.page.waitForTimeout(300);
    await this.page.keyboard.press('Enter');
  }

  /** Clicks an item of a row's context menu. */
  async chooseInMenu(row: Locator, item: string): Promise<void> {
    await row.click({ button: 'right' });
    await this.chooseItem(item);
  }

  /** Clicks an item of the open menu. */
  async chooseItem(name: string): Promise<void> {
    const item = this.page.getByRole('menuitem', { name });
    await item.hover();
    // A menu first ignores clicks for a moment, so that the click that opened it picks nothing.
    await this.page.waitForTimeout(200);
    await item.click();
  }

  /** Clicks an icon in the view's title. */
  async titleAction(name: string): Promise<void> {
    const title = this.page.locator('.sidebar .composite.title');
    await title.hover();
    await title.getByRole('button', { name }).click();
  }

  /** The items of the overflow menu in the view's title. The menu is closed again. */
  async titleMenu(): Promise<string[]> {
    const title = this.page.locator('.sidebar .composite.title');
    await title.hover();
    await title.locator('.codicon-toolbar-more').click();
    const items = this.page.getByRole('menuitem');
    await items.first().waitFor();
    const names = await items.allInnerTexts();
    await this.page.keyboard.press('Escape');
    return names.map((name) => name.trim());
  }

  /** Drags the edge of the side bar to the right. */
  async widenSideBar(pixels: number): Promise<void> {
    const { x, y, width } = (await this.page.locator('.part.sidebar').boundingBox()) ?? {
      x: 0,
      y: 0,
      width: 0,
    };
    const edge = x + width;
    await this.page.mouse.move(edge, y + 200);
    await this.page.mouse.down();
    await this.page.mouse.move(edge + pixels, y + 200, { steps: 5 });
    await this.page.mouse.up();
  }

  /** Waits until a locator finds nothing. */
  async untilGone(locator: Locator): Promise<void> {
    await locator.waitFor({ state: 'detached' });
  }

  /** Waits until the view's progress bar is inactive and its rows stay the same. */
  async untilQuiet(): Promise<void> {
    await this.page.evaluate(lookUntilQuiet);
  }

  /** Reloads the window by its command, so that VS Code stores its state. */
  async reload(): Promise<void> {
    const reloaded = this.page.waitForEvent('load');
    await this.runCommand('Developer: Reload Window');
    await reloaded;
    await this.page.locator('.monaco-workbench .activitybar').waitFor({ timeout: 60_000 });
  }

  async clipboard(): Promise<string> {
    return this.page.evaluate('navigator.clipboard.readText()');
  }

  /** The visible notifications. */
  async notifications(): Promise<string[]> {
    return this.page.locator('.notification-toast .notification-list-item-message').allInnerTexts();
  }

  /** The visible text of the active editor. */
  async editorText(): Promise<string> {
    const lines = this.page.locator('.editor-instance .view-line');
    await lines.first().waitFor();
    return (await lines.allInnerTexts()).join('\n').replaceAll('\u00a0', ' ');
  }

  /** The frame of the webview with an element that matches a selector. */
  async webview(selector: string): Promise<Frame> {
    for (let look = 0; look < 300; look++) {
      for (const frame of this.page.frames()) {
        const isIt = await frame
          .locator(selector)
          .count()
          .catch(() => 0);
        if (isIt > 0) return frame;
      }
      await this.page.waitForTimeout(100);
    }
    throw new Error(`No webview has ${selector}`);
  }

  /** Changes the colour theme of the open window. */
  async setTheme(theme: Theme): Promise<void> {
    const { id, file } = themes[theme];
    const themed = this.page.locator(`.monaco-workbench[class*="-themes-${file}-json"]`);
    // VS Code can miss one of two changes to a file in quick succession, so it is written again.
    for (let attempts = 0; attempts < 6; attempts++) {
      const way = attempts % 2 === 0 ? 'write' : 'replace';
      await this.#editor.changeSettings({ 'workbench.colorTheme': id }, way);
      const hasCome = await themed
        .waitFor({ timeout: 5000 })
        .then(() => true)
        .catch(() => false);
      if (hasCome) break;
    }
    await themed.waitFor();
    const isThemed = `[undefined, 'vscode-${theme}'].includes(document.body?.dataset.vscodeThemeKind)`;
    for (const frame of this.page.frames()) await untilTrue(frame, isThemed);
    await this.page.waitForTimeout(100);
  }

  /**
   * Takes a picture; with {@link takesAllThemes} one in each theme, `NAME-dark` and so on. The window then
   * keeps the light theme.
   */
  async pictures(name: string): Promise<void> {
    if (!takesAllThemes) return this.picture(name);
    for (const theme of ['dark', 'high-contrast', 'high-contrast-light', 'light'] satisfies Theme[]) {
      await this.setTheme(theme);
      await this.picture(`${name}-${theme}`);
    }
  }

  /** Takes a picture for somebody to look at, if tests take pictures. */
  async picture(name: string): Promise<void> {
    // Even if no picture is taken, so that the test behaves the same.
    await this.page.mouse.move(640, 790);
    if (takesPictures) await this.keepPicture(name);
  }

  /** Takes a picture of the window; by default into the cache. */
  async keepPicture(name: string, folder = path.join(cacheFolder, 'pictures')): Promise<void> {
    await mkdir(folder, { recursive: true });
    await this.page.mouse.move(640, 790);
    await this.page.screenshot({ path: path.join(folder, `${name}.png`) });
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}

/**
 * Waits until an expression is true in a frame. Playwright's own wait uses `eval` in the page, which the
 * content security policy of a webview forbids.
 */
export async function untilTrue(frame: Frame, expression: string): Promise<void> {
  const end = Date.now() + 15_000;
  while (!frame.isDetached() && !(await frame.evaluate(expression).catch(() => false))) {
    if (Date.now() > end) throw new Error(`${frame.url()}: ${expression} did not become true`);
    await setTimeout(50);
  }
}

async function openFolder(
  page: Page,
  { editor, folder, payload }: Pick<WorkbenchOptions, 'editor' | 'folder' | 'payload'>,
): Promise<void> {
  await page.goto(editor.address({ folder, ...(payload && { payload: JSON.stringify(payload) }) }));
  await page.locator('.monaco-workbench .activitybar').waitFor({ timeout: 60_000 });
}

const observeFrames = `(() => {
  globalThis.seenFrames = new Set();
  const textsOf = (selector) => [...document.querySelectorAll('.sidebar .pane-body ' + selector)].map((one) => one.textContent.trim());
  const look = () => {
    globalThis.seenFrames.add([textsOf('.message').join(''), ...textsOf('.monaco-list-row .label-name')].join('\\n'));
    requestAnimationFrame(look);
  };
  look();
})()`;

/**
 * Runs in the page; resolves when the view has not changed for 400 ms, twice the time by which VS Code
 * debounces changes of a tree.
 */
const lookUntilQuiet = `new Promise((resolve) => {
  let before = '';
  let since = performance.now();
  const look = setInterval(() => {
    const bar = document.querySelector('.sidebar');
    const rows = [...bar.querySelectorAll('.monaco-list-row')].map((row) => row.getAttribute('data-index') + row.textContent).sort();
    const now = rows.join('\\n');
    const isBusy = bar.querySelector('.monaco-progress-container.active, .codicon-tree-item-loading') !== null;
    if (isBusy || now !== before) since = performance.now();
    before = now;
    if (performance.now() - since < 400) return;
    clearInterval(look);
    resolve();
  }, 40);
})`;

/** The part of a row element that functions in the page use. */
interface RowElement {
  getAttribute(name: string): string | null;
  querySelector(selector: string): { textContent: string | null } | null;
}

function definedOf(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/**
 * Retries a failing action, and rejects with the last failure. Each attempt has a longer timeout, in
 * milliseconds.
 */
async function withRetries(act: (timeout: number) => Promise<void>): Promise<void> {
  for (const timeout of [2500, 5000, 10_000]) {
    try {
      return await act(timeout);
    } catch {
      // Try again.
    }
  }
  return act(10_000);
}
