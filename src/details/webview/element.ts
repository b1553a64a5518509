/** Makes an element. Texts become text nodes: no markup in them is ever read as such. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly (HTMLElement | string)[]
): HTMLElement {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}
