import { button, element } from '../../editor/webview/element.js';
import type { Section } from '../viewModels/section.js';
import { oneTabStop } from './oneTabStop.js';
import type { PageContext } from './pageContext.js';

/**
 * The navigation at the top of the page, with a button for each section. It marks the section that is at the
 * top of the window. Alt+PageDown and Alt+PageUp go to the section after and before that one, Shift+Alt+1 to
 * Shift+Alt+9 to one of the first nine.
 */
export class SectionNav {
  #nav: HTMLElement | undefined;
  /** The section that the user went to. It stays marked at that position, even if the page ends before. */
  #visited: { readonly name: string; readonly top: number } | undefined;

  constructor() {
    addEventListener('scroll', () => this.mark(), { passive: true });
    addEventListener('resize', () => this.mark(), { passive: true });
    addEventListener('keydown', (event) => {
      if (!event.altKey || event.ctrlKey || event.metaKey) return;
      const step = steps[event.key];
      // The layout of the keyboard decides what Shift and a digit type.
      const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
      if (event.shiftKey && digit !== undefined) this.#buttons()[Number(digit) - 1]?.click();
      else if (!event.shiftKey && step !== undefined) this.#goBy(step);
      else return;
      event.preventDefault();
    });
  }

  /** Builds the navigation. Call {@link mark} when it is in the page. */
  element(sections: readonly Section[], context: PageContext): HTMLElement {
    const list = element(
      'ul',
      {},
      ...sections.map(({ isFolded, name, shortTitle, title }, index) =>
        element(
          'li',
          {},
          button(
            {
              'data-key': `nav-${name}`,
              'data-goes-to': name,
              ...(index < 9
                ? { 'aria-keyshortcuts': `Shift+Alt+${index + 1}`, title: `${title} (${keyName(index + 1)})` }
                : { title }),
            },
            () => this.#open(name, isFolded ?? false, context),
            shortTitle,
          ),
        ),
      ),
    );
    oneTabStop(list, [list]);
    list.addEventListener('scroll', () => this.#markEnds(), { passive: true });
    this.#nav = element(
      'nav',
      { 'aria-keyshortcuts': 'Alt+PageDown Alt+PageUp', 'aria-label': context.labels.sections },
      list,
    );
    return this.#nav;
  }

  /** Marks the current section, and keeps the navigation from covering what has the focus. */
  mark(): void {
    const nav = this.#nav;
    if (nav === undefined) return;
    document.documentElement.style.scrollPaddingTop = `${nav.offsetHeight + gap}px`;
    if (scrollY !== this.#visited?.top) this.#visited = undefined;
    const line = nav.offsetHeight + 2 * gap;
    const buttons = this.#buttons();
    const passed = buttons.filter(({ dataset }) => {
      const section = sectionOf(dataset['goesTo']);
      return section !== null && section.getBoundingClientRect().top <= line;
    });
    const name = this.#visited?.name ?? (passed.at(-1) ?? buttons[0])?.dataset['goesTo'];
    for (const one of buttons) {
      if (one.dataset['goesTo'] !== name) one.removeAttribute('aria-current');
      else if (!one.hasAttribute('aria-current')) {
        one.setAttribute('aria-current', 'true');
        // In a narrow page, the navigation scrolls. Scrolling the button into view would move the page.
        const list = one.closest('ul');
        if (list !== null) list.scrollLeft = one.offsetLeft - list.offsetLeft - endWidth;
      }
    }
    this.#markEnds();
  }

  /** Shows on which sides the navigation has more sections, if it scrolls. */
  #markEnds(): void {
    const list = this.#nav?.querySelector('ul');
    if (!list) return;
    const { clientWidth, scrollLeft, scrollWidth } = list;
    this.#nav?.classList.toggle('more-before', scrollLeft > 1);
    this.#nav?.classList.toggle('more-after', scrollLeft + clientWidth < scrollWidth - 1);
  }

  #buttons(): HTMLElement[] {
    return [...(this.#nav?.querySelectorAll<HTMLElement>('[data-goes-to]') ?? [])];
  }

  /** Goes to a section, and unfolds it. */
  #open(name: string, isFolded: boolean, { opened, render }: PageContext): void {
    if (isFolded && !opened.has(`fold-${name}`)) {
      opened.add(`fold-${name}`);
      render();
    }
    this.#goTo(name);
  }

  #goBy(step: number): void {
    const buttons = this.#buttons();
    const current = buttons.findIndex((one) => one.hasAttribute('aria-current'));
    const name = buttons[current + step]?.dataset['goesTo'];
    if (name !== undefined) this.#goTo(name);
  }

  /** Scrolls to a section, and moves the focus to the first of its entries. */
  #goTo(name: string): void {
    const section = sectionOf(name);
    const nav = this.#nav;
    if (section === null || nav === undefined) return;
    // `scrollIntoView` would also scroll the frames around the page.
    scrollTo(0, scrollY + section.getBoundingClientRect().top - nav.offsetHeight - gap);
    firstEntry(section)?.focus({ preventScroll: true });
    this.#visited = { name, top: scrollY };
    this.mark();
  }
}

/**
 * The first tab stop below the heading of a section, or the first one of its heading. An empty section may
 * have none: then the heading takes the focus.
 */
function firstEntry(section: HTMLElement): HTMLElement | SVGElement | null {
  const stops = [...section.querySelectorAll<HTMLElement | SVGElement>('button, summary, [tabindex]')].filter(
    (one) => one.tabIndex === 0 && one.checkVisibility(),
  );
  const heading = section.querySelector('h2');
  const entry = stops.find((one) => one.closest('.heading') === null) ?? stops[0] ?? heading;
  if (entry === heading) heading?.setAttribute('tabindex', '-1');
  return entry;
}

function sectionOf(name: string | undefined): HTMLElement | null {
  return name === undefined ? null : document.querySelector(`section[data-section="${CSS.escape(name)}"]`);
}

/** The keys that go to a section, as macOS or other systems write them. */
function keyName(digit: number): string {
  return navigator.platform.startsWith('Mac') ? `⇧⌥${digit}` : `Shift+Alt+${digit}`;
}

/** Pixels between the navigation and a section below it. */
const gap = 8;
/** Pixels of the mark at an end of the navigation. */
const endWidth = 28;
/** How far the keys go. */
const steps: Readonly<Partial<Record<string, number>>> = { PageDown: 1, PageUp: -1 };
