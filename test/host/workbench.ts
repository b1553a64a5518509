import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Browser, chromium, type Frame, type Locator, type Page } from 'playwright-core';
import type { BrowserInstall } from './browserInstall.js';
import { cacheFolder } from './cachedInstall.js';
import type { Editor } from './editorServer.js';

/**
 * Starts the browser, without a window. One in hundreds crashes as it starts, before it has opened anything:
 * it is started again.
 */
export async function launchBrowser(
  install: BrowserInstall,
  flags: readonly string[] = [],
): Promise<Browser> {
  return launchOnce(install, flags).catch(() => launchOnce(install, flags));
}

/**
 * A window of a test is gone before its optimized code has paid: to make that code is a third of all that
 * such a window costs. Not for what is measured.
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
 * The colour themes in which pictures are taken: what the settings call each, and its file, after which the
 * page is marked.
 */
export const themes = {
  light: { id: 'Default Light Modern', file: 'light_modern' },
  dark: { id: 'Default Dark Modern', file: 'dark_modern' },
  'high-contrast': { id: 'Default High Contrast', file: 'hc_black' },
  'high-contrast-light': { id: 'Default High Contrast Light', file: 'hc_light' },
} as const;
export type Theme = keyof typeof themes;

/**
 * Whether pictures are taken in all themes, also where nothing is asserted of them: `npm test -- --themes`.
 */
export const takesAllThemes = process.env['TEST_THEMES'] !== undefined;

/** Whether tests take pictures, to be looked at: `npm test -- --only ui`. */
const takesPictures = takesAllThemes || process.env['TEST_PICTURES'] !== undefined;

/** What a page is opened with. */
export interface WorkbenchOptions {
  readonly editor: Editor;
  readonly browser: Browser;
  readonly folder: string;
  /** Pairs that the workbench takes from its address, see {@link EditorOptions.takesTests}. */
  readonly payload?: readonly (readonly [string, string])[];
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Pixels of the screen to one of the page. */
  readonly scale?: number;
  /** Called with the page before it goes anywhere. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** A choice's detail below its label is one, too. */
const choiceLabel = '.label-name:not(.quick-input-list-label-meta *)';

/** A VS Code window, driven as a person would. */
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
   * Opens the Backup Jobs view by its icon in the activity bar: again where the view was about to open by
   * itself, and was closed by that.
   */
  async openBackupJobs(): Promise<void> {
    const icon = this.page.locator('.activitybar .action-item', {
      has: this.page.locator('[aria-label^="Backup Jobs"]'),
    });
    await icon.waitFor({ timeout: 60_000 });
    await inAttempts(async (timeout) => {
      if (!(await icon.getAttribute('class'))?.includes('checked')) await icon.click();
      await this.view.waitFor({ timeout });
    });
  }

  /** The side bar's view. */
  get view(): Locator {
    return this.page.locator('.sidebar .pane-body').first();
  }

  /** The rows of the tree, as a screen reader names them. */
  row(name: string | RegExp): Locator {
    return this.page.getByRole('treeitem', { name });
  }

  /** The first job of a state that is on the screen. */
  jobRow(state: string): Locator {
    return this.row(new RegExp(`, ${state}, `)).first();
  }

  /**
   * The label and description of each row of the tree that is on the screen, from the top, as `web-1 | EBS ·
   * 2 h ago`.
   */
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
   * Looks at every frame from now on; answers what then tells each that was seen: the line above the rows,
   * and below it the rows.
   */
  async watchFrames(): Promise<() => Promise<string[]>> {
    await this.page.evaluate(lookAtFrames);
    return () => this.page.evaluate('[...globalThis.seenFrames]');
  }

  /** Opens or closes a row that has others below it, and waits until they have come. */
  async toggle(name: string | RegExp): Promise<void> {
    await this.row(name).locator('.monaco-tl-twistie').click();
    await this.untilQuiet();
  }

  /**
   * Runs a command by its title in the palette: again where something that was opened before took the focus
   * late, and the palette away, or where the command has become available since the palette was opened, which
   * lists what there is at that moment.
   */
  async runCommand(title: string): Promise<void> {
    await inAttempts(async (timeout) => {
      if (await this.quickInput.isVisible()) await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('F1');
      await this.quickInput.locator('input').fill(`>${title}`, { timeout });
      await this.choice(title).click({ timeout });
    });
  }

  /**
   * The tooltip of a row that holds a text: pointed at again where the rows have moved away below the
   * pointer.
   */
  async tooltip(row: Locator, hasText: string): Promise<Locator> {
    const tooltip = this.page.locator('.monaco-hover:visible', { hasText });
    await inAttempts(async (timeout) => {
      await this.page.mouse.move(640, 790);
      await row.hover();
      await tooltip.waitFor({ timeout });
    });
    return tooltip;
  }

  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget');
  }

  /** A choice of the quick pick that is open, by its label. */
  choice(label: string): Locator {
    return this.quickInput.locator('.monaco-list-row').filter({
      has: this.page.locator('.label-name', {
        hasText: new RegExp(`^${label.replaceAll(/\W/g, '\\$&')}$`),
      }),
    });
  }

  /** The labels of the choices that are on the screen. */
  async choices(): Promise<string[]> {
    return this.quickInput.locator(`.monaco-list-row ${choiceLabel}`).allInnerTexts();
  }

  /** The choices that are on the screen, each with its description, as `prod | role · us-east-1`. */
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

  /** An item of the status bar, by its id. */
  statusBarItem(id: string): Locator {
    return this.page.locator(`.statusbar-item[id$="${id}"]`);
  }

  /** Picks a choice of the quick pick that is open, by its label. */
  async pick(label: string): Promise<void> {
    await this.choice(label).click();
  }

  /** Selects a profile and its regions, as a person does in the palette. */
  async selectConnection(profile: string, ...regions: readonly string[]): Promise<void> {
    await this.runCommand('Backup Jobs: Select Connection…');
    await this.pick(profile);
    await this.check(...regions);
  }

  /** The label of the choice that is marked: the one that Enter takes, or Space checks. */
  get markedChoice(): Locator {
    return this.quickInput.locator(`.monaco-list-row.focused ${choiceLabel}`);
  }

  /** The labels of the choices that are checked, of those on the screen. */
  async checkedChoices(): Promise<string[]> {
    return this.quickInput.locator(`.monaco-list-row[aria-checked="true"] ${choiceLabel}`).allInnerTexts();
  }

  /**
   * Checks these choices of the quick pick that is open, of those on the screen, and no others, and goes on.
   */
  async check(...labels: readonly string[]): Promise<void> {
    await this.quickInput.locator('.quick-input-count').waitFor();
    const before = await this.checkedChoices();
    const isOther = (label: string) => labels.includes(label) !== before.includes(label);
    for (const label of [...before, ...labels].filter(isOther)) await this.pick(label);
    // The extension hears of what was checked a moment later.
    await this.page.waitForTimeout(300);
    await this.page.keyboard.press('Enter');
  }

  /** Chooses an item of a row's context menu. */
  async chooseInMenu(row: Locator, item: string): Promise<void> {
    await row.click({ button: 'right' });
    await this.chooseItem(item);
  }

  /** Chooses an item of the menu that is open. */
  async chooseItem(name: string): Promise<void> {
    const item = this.page.getByRole('menuitem', { name });
    await item.hover();
    // A menu ignores clicks in its first moment, so that the click that has opened it chooses nothing.
    await this.page.waitForTimeout(200);
    await item.click();
  }

  /** Clicks an icon in the view's title. */
  async titleAction(name: string): Promise<void> {
    const title = this.page.locator('.sidebar .composite.title');
    await title.hover();
    await title.getByRole('button', { name }).click();
  }

  /** The items of the menu behind the dots in the view's title; it is closed again. */
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

  /** Waits until nothing is left of what a locator finds. */
  async untilGone(locator: Locator): Promise<void> {
    await locator.waitFor({ state: 'detached' });
  }

  /** Waits until neither the view's progress bar nor its rows have moved for a moment. */
  async untilQuiet(): Promise<void> {
    await this.page.evaluate(lookUntilQuiet);
  }

  /** Reloads the window as a person does, by its command, which lets the window keep what it has to keep. */
  async reload(): Promise<void> {
    const reloaded = this.page.waitForEvent('load');
    await this.runCommand('Developer: Reload Window');
    await reloaded;
    await this.page.locator('.monaco-workbench .activitybar').waitFor({ timeout: 60_000 });
  }

  async clipboard(): Promise<string> {
    return this.page.evaluate('navigator.clipboard.readText()');
  }

  /** The notifications that are up: there should be none that nobody asked for. */
  async notifications(): Promise<string[]> {
    return this.page.locator('.notification-toast .notification-list-item-message').allInnerTexts();
  }

  /** The text of the active editor, as far as it is on the screen. */
  async editorText(): Promise<string> {
    const lines = this.page.locator('.editor-instance .view-line');
    await lines.first().waitFor();
    return (await lines.allInnerTexts()).join('\n').replaceAll('\u00a0', ' ');
  }

  /** The frame of the webview that has an element of this selector. */
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

  /** Changes the colour theme; whatever is open stays open. */
  async setTheme(theme: Theme): Promise<void> {
    const { id, file } = themes[theme];
    const themed = this.page.locator(`.monaco-workbench[class*="-themes-${file}-json"]`);
    // Of two changes to a file that come close to each other the editor may see one only: it is written
    // again.
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
   * Takes a picture; with {@link takesAllThemes} one in each kind of theme, `NAME-dark` and so on, of which
   * the light one stays.
   */
  async pictures(name: string): Promise<void> {
    if (!takesAllThemes) return this.picture(name);
    for (const theme of ['dark', 'high-contrast', 'high-contrast-light', 'light'] satisfies Theme[]) {
      await this.setTheme(theme);
      await this.picture(`${name}-${theme}`);
    }
  }

  /** Takes a picture of what a test has come to, where somebody is going to look at it. */
  async picture(name: string): Promise<void> {
    // Also without a picture, so that what follows is the same.
    await this.page.mouse.move(640, 790);
    if (takesPictures) await this.keepPicture(name);
  }

  /** Takes a picture of the window: into the cache, unless another folder is named. */
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
 * Waits until an expression is true in a frame. Playwright's own wait evaluates it in the page, which a
 * webview forbids.
 */
export async function untilTrue(frame: Frame, expression: string): Promise<void> {
  const end = Date.now() + 15_000;
  while (!frame.isDetached() && !(await frame.evaluate(expression).catch(() => false))) {
    if (Date.now() > end) throw new Error(`It is not true of ${frame.url()} that ${expression}`);
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

const lookAtFrames = `(() => {
  globalThis.seenFrames = new Set();
  const textsOf = (selector) => [...document.querySelectorAll('.sidebar .pane-body ' + selector)].map((one) => one.textContent.trim());
  const look = () => {
    globalThis.seenFrames.add([textsOf('.message').join(''), ...textsOf('.monaco-list-row .label-name')].join('\\n'));
    requestAnimationFrame(look);
  };
  look();
})()`;

/**
 * In the page: resolves when the view has been still for 400 ms, which is twice the time by which VS Code
 * puts off what changes a tree.
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

/** What is looked at of a row, in the page. */
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
 * Does something again where it fails; the last failure is that of all. Each attempt may wait longer, in
 * milliseconds.
 */
async function inAttempts(act: (timeout: number) => Promise<void>): Promise<void> {
  for (const timeout of [2500, 5000, 10_000]) {
    try {
      return await act(timeout);
    } catch {
      // Once more.
    }
  }
  return act(10_000);
}
