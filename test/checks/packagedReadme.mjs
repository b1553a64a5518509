// The README in the VSIX. The extension page of VS Code removes relative links and `data:` pictures. It shows
// only pictures with an https: address.

const development = '\n## Development\n';
const picture = /<picture>[\s\S]*?<img alt="([^"]*)" src="([^"]+)">[\s\S]*?<\/picture>\n*/g;

/**
 * The README without its development part, which links to the sources. Pictures get their address in the
 * repository. Without a repository they are left out.
 *
 * @param {string} readme
 * @param {string | undefined} repository the URL of its web page
 */
export function packagedReadme(readme, repository) {
  const [forUsers = ''] = readme.split(development);
  const withAddress = (/** @type {string} */ _, /** @type {string} */ alt, /** @type {string} */ path) =>
    repository === undefined ? '' : `<img alt="${alt}" src="${repository}/raw/HEAD/${path}">\n\n`;
  return `${forUsers.replace(picture, withAddress).trimEnd()}\n`;
}

const link = /\]\(([^)\s]+)[^)]*\)|\b(?:src|href|srcset)="([^"]+)"/g;
const code = /^```[\s\S]*?^```$|`[^`\n]+`/gm;

/**
 * The links and pictures of a Markdown text that do not work on the extension page of VS Code.
 *
 * @param {string} markdown
 * @returns {string[]}
 */
export function brokenLinks(markdown) {
  const text = markdown.replace(code, '');
  const headings = new Set([...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) => `#${slugOf(title)}`));
  const works = (/** @type {string} */ target) =>
    target.startsWith('#') ? headings.has(target) : target.startsWith('https://');
  return [...text.matchAll(link)]
    .map(([, markdownTarget, htmlTarget]) => markdownTarget ?? htmlTarget ?? '')
    .filter((target) => !works(target));
}

/** @param {string} title */
function slugOf(title) {
  return title
    .trim()
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}
