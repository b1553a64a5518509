import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { scratchFolder } from '../../host/testEnvironment.js';

interface BundledPackage {
  readonly title: string;
}
interface Options {
  readonly folder: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly notes: Readonly<Record<string, string>>;
}
interface Notices {
  bundledPackages(inputs: readonly string[], options: Options): Promise<BundledPackage[]>;
  missingFrom(notices: string, packages: readonly BundledPackage[]): string[];
  noticesOf(product: string, packages: readonly BundledPackage[]): string;
}

describe('Third-party notices', () => {
  let notices: Notices;
  before(async () => {
    notices = (await import(
      pathToFileURL(path.resolve('test/checks/thirdPartyNotices.mjs')).href
    )) as Notices;
  });

  it('list every package once, with its authors, and contain each license and NOTICE once', async () => {
    const folder = projectWith({
      'node_modules/@a/code/package.json': manifest('@a/code', 'Apache-2.0', 'https://example.test/a.git'),
      'node_modules/@a/code/LICENSE': '\uFEFF\n    Apache License\r\n  of A\r\n',
      'node_modules/@a/code/NOTICE.txt': 'A has parts of Z.',
      'node_modules/@a/code/deep/index.js':
        '/*! Copyright 2020 Z */\nlet copyright = "© none";\n// copyright Y',
      'node_modules/@a/code/deep/package.json': '{ "type": "module" }',
      'node_modules/@a/none/package.json': manifest(
        '@a/none',
        'Apache-2.0',
        'git+https://example.test/a.git',
      ),
      'node_modules/@a/none/node_modules/same/package.json': manifest(
        'same',
        'Apache-2.0',
        'https://example.test/same',
      ),
      'node_modules/@a/none/node_modules/same/License.md': 'Apache License\nof A',
      'node_modules/icons/package.json': manifest('icons', 'CC-BY-4.0', 'https://example.test/icons'),
      'node_modules/icons/LICENCE': 'Attribution',
    });
    const packages = await notices.bundledPackages(
      [
        'src/extension.ts',
        'node_modules/icons/dist/icons.ttf',
        'node_modules/@a/none/package.json',
        'node_modules/@a/none/node_modules/same/package.json',
        'node_modules/@a/code/deep/index.js',
        'node_modules/@a/code/deep/index.js',
        'node_modules/@a/code/deep/package.json',
      ],
      { folder, texts: { '@a/none': '@a/code' }, notes: { icons: 'The font is unmodified.' } },
    );
    const text = notices.noticesOf('The product', packages);
    assert.equal(text, expectedNotices);
    assert.deepEqual(notices.missingFrom(text, packages), []);
    assert.deepEqual(notices.missingFrom(text.replace('\n\nicons 1.0.0\n', '\n\n'), packages), [
      'icons 1.0.0',
    ]);
    assert.deepEqual(notices.missingFrom(text.replace('parts of Z', ''), packages), [
      '@a/code 1.0.0',
      '@a/none 1.0.0',
    ]);
  });

  it('cannot be generated while a license is missing or a reviewed entry is wrong', async () => {
    const folder = projectWith({
      'vendor/copied.js': '',
      'node_modules/blank/package.json': manifest('blank', 'MIT', 'https://example.test/blank'),
      'node_modules/blank/LICENSE': ' \n',
      'node_modules/other-license/package.json': manifest(
        'other-license',
        'ISC',
        'https://example.test/licensed',
      ),
      'node_modules/licensed/package.json': manifest('licensed', 'MIT', 'https://example.test/licensed'),
      'node_modules/licensed/LICENSE': 'MIT',
      'node_modules/only-notice/package.json': manifest('only-notice', 'MIT', 'https://example.test/notice'),
      'node_modules/only-notice/NOTICE': 'Thanks',
      'node_modules/stranger/package.json': manifest('stranger', 'MIT', 'https://example.test/elsewhere'),
      'node_modules/unnamed/package.json': JSON.stringify({ name: 'unnamed', version: '1.0.0' }),
      'node_modules/unnamed/LICENSE': 'Some license',
    });
    const names = ['blank', 'licensed', 'only-notice', 'other-license', 'stranger', 'unnamed'];
    await assert.rejects(
      notices.bundledPackages(
        ['vendor/copied.js', ...names.map((name) => `node_modules/${name}/package.json`)],
        {
          folder,
          texts: {
            removed: 'licensed',
            licensed: 'unnamed',
            'other-license': 'licensed',
            stranger: 'licensed',
          },
          notes: { 'removed-too': 'A note' },
        },
      ),
      {
        message: `Correct the licenses in thirdPartyNotices.mjs:
vendor/copied.js is neither in src/ nor in a package
blank 1.0.0 has no license text
licensed 1.0.0 has its own license file
only-notice 1.0.0 has no license text
other-license 1.0.0 has no license text
stranger 1.0.0 has no license text
unnamed 1.0.0 has no license in its package.json
removed is in no bundle
removed-too is in no bundle`,
      },
    );
  });
});

function manifest(name: string, license: string, url: string): string {
  return JSON.stringify({ name, version: '1.0.0', author: { name: 'Ann' }, license, repository: { url } });
}

function projectWith(files: Readonly<Record<string, string>>): string {
  const folder = scratchFolder('notices');
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

const line = '='.repeat(80);
const expectedNotices = `The product contains code, styles and fonts of the following packages. Their licenses are below.

@a/code 1.0.0
  License: Apache-2.0
  Author: Ann
  Source: https://example.test/a
  Copyright 2020 Z
  copyright Y

@a/none 1.0.0
  License: Apache-2.0
  Author: Ann
  Source: https://example.test/a

icons 1.0.0
  License: CC-BY-4.0
  Author: Ann
  Source: https://example.test/icons
  The font is unmodified.

same 1.0.0
  License: Apache-2.0
  Author: Ann
  Source: https://example.test/same

${line}
@a/code 1.0.0 (LICENSE)
@a/none 1.0.0 (LICENSE)
same 1.0.0 (License.md)
${line}

    Apache License
  of A

${line}
@a/code 1.0.0 (NOTICE.txt)
@a/none 1.0.0 (NOTICE.txt)
${line}

A has parts of Z.

${line}
icons 1.0.0 (LICENCE)
${line}

Attribution

`;
