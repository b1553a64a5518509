import assert from 'node:assert/strict';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

interface PackagedReadme {
  brokenLinks(markdown: string): string[];
  packagedReadme(readme: string, repository: string | undefined): string;
}

describe('The README in the VSIX', () => {
  let brokenLinks: PackagedReadme['brokenLinks'];
  let packagedReadme: PackagedReadme['packagedReadme'];
  before(async () => {
    const url = pathToFileURL(path.resolve('test/checks/packagedReadme.mjs')).href;
    ({ brokenLinks, packagedReadme } = (await import(url)) as PackagedReadme);
  });

  it('has https addresses for its pictures, and leaves out pictures without one and the development part', () => {
    const readme = `# Title

<picture>
  <source media="(prefers-color-scheme: dark)" srcset="media/dark.png">
  <img alt="The view" src="media/light.png">
</picture>

See [below](#more).

## More

## Development

[Contributing](CONTRIBUTING.md)
`;
    const [before, picture, after] = ['# Title\n\n', '<img alt="The view" src="', '\n\n## More\n'];
    const link = 'See [below](#more).';
    const published = packagedReadme(readme, 'https://example.com/it');
    const local = packagedReadme(readme, undefined);
    assert.equal(
      published,
      `${before}${picture}https://example.com/it/raw/HEAD/media/light.png">\n\n${link}${after}`,
    );
    assert.equal(local, `${before}${link}${after}`);
    assert.deepEqual([published, local].flatMap(brokenLinks), []);
  });

  it('has no link that is broken on VS Code’s page of the extension', () => {
    const text = `# Copy · Paste

[a](CHANGELOG.md) [b](https://example.com) [c](#copy--paste) [d](#missing) [e](http://example.com "title")
![f](media/light.png) <img alt="" src="/media/g.png"> <source srcset="h.png"> <a href="i.html">i</a>
\`[in](code)\`

\`\`\`md
[in](code)
\`\`\`
`;
    const broken = ['CHANGELOG.md', '#missing', 'http://example.com', 'media/light.png'];
    assert.deepEqual(brokenLinks(text), [...broken, '/media/g.png', 'h.png', 'i.html']);
  });
});
