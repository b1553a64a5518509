/** A child of an element; `false` and undefined are left out. */
export type Child = Node | string | false | undefined;

/** Creates an element. Strings become text nodes: markup in them is not interpreted. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly Child[]
): HTMLElement {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children.filter((child) => child !== undefined && child !== false));
  return made;
}

/** A button without a style of its own. */
export function button(
  attributes: Readonly<Record<string, string>>,
  onClick: () => void,
  ...children: readonly Child[]
): HTMLElement {
  const made = element('button', { ...attributes, type: 'button' }, ...children);
  made.addEventListener('click', onClick);
  return made;
}

/** A codicon, hidden from screen readers. Its name is never job data. */
export function icon(name: string): HTMLElement {
  return element('span', { 'aria-hidden': 'true', class: `codicon codicon-${name}` });
}

/** A section under a heading. */
export function section(name: string, title: string, ...children: readonly Child[]): HTMLElement {
  const id = `heading-${name}`;
  return element(
    'section',
    { 'aria-labelledby': id, 'data-section': name },
    element('h2', { id }, title),
    ...children,
  );
}
