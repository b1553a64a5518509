import type { Locator, Page } from 'playwright-core';

/**
 * What a person does in a window, counted. An action is one click, one key chord, or one typed text with its
 * Enter.
 */
export class Actions {
  readonly #page: Page;
  #done: string[] = [];

  constructor(page: Page) {
    this.#page = page;
  }

  async click(target: Locator, options: { readonly button?: 'left' | 'right' } = {}): Promise<void> {
    this.#done.push(`${options.button === 'right' ? 'right-click' : 'click'} ${await nameOf(target)}`);
    await target.click(options);
  }

  /** Presses a key chord, as in VS Code's key bindings: `Control+K B` is two strokes of one chord. */
  async press(chord: string): Promise<void> {
    this.#done.push(chord);
    for (const stroke of chord.split(' ')) await this.#page.keyboard.press(stroke);
  }

  /** Types a text, waits until `found` is there, and presses Enter. */
  async type(text: string, found?: Locator): Promise<void> {
    this.#done.push(`type “${text}”`);
    await this.#page.keyboard.type(text, { delay: 5 });
    await found?.waitFor();
    await this.#page.keyboard.press('Enter');
  }

  /** The actions since the last call, in words. */
  take(): readonly string[] {
    const done = this.#done;
    this.#done = [];
    return done;
  }
}

async function nameOf(target: Locator): Promise<string> {
  const name = (await target.getAttribute('aria-label')) ?? (await target.innerText());
  return name.replaceAll(/\s+/g, ' ').trim().slice(0, 60);
}
