/**
 * An element without its texts: two elements with the same structure differ at most in texts, such as ages.
 * Compare it before the elements are on the page, where they get more attributes.
 */
export function structureOf(node: Node): string {
  if (!(node instanceof Element)) return '#';
  const attributes = [...node.attributes].filter(({ name }) => !textAttributes.includes(name));
  const names = attributes.map(({ name, value }) => `${name}=${JSON.stringify(value)}`);
  return `<${[node.localName, ...names].join(' ')}>${[...node.childNodes].map(structureOf).join('')}</>`;
}

/**
 * Gives an element on the page the texts of another one with the same structure. Nothing that the user
 * points at, selects or has scrolled is replaced.
 */
export function takeTexts(shown: Node, next: Node): void {
  if (shown instanceof Text && next instanceof Text && shown.data !== next.data) shown.data = next.data;
  if (shown instanceof Element && next instanceof Element)
    for (const name of textAttributes) {
      const text = next.getAttribute(name);
      if (text !== null && text !== shown.getAttribute(name)) shown.setAttribute(name, text);
    }
  for (const [index, child] of next.childNodes.entries()) {
    const same = shown.childNodes[index];
    if (same !== undefined) takeTexts(same, child);
  }
}

const textAttributes = ['aria-label', 'title'];
