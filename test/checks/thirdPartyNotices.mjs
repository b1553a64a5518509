// Lists the packages in the bundles with their licenses, which must be distributed with their code.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Packages that are published without a license file. Each takes the text of another bundled package with the
 * same repository and license. Check both before you add one.
 */
const reviewedTexts = {
  '@aws-sdk/credential-provider-http': '@aws-sdk/client-backup',
  '@aws-sdk/credential-provider-login': '@aws-sdk/client-backup',
  '@aws-sdk/nested-clients': '@aws-sdk/client-backup',
};

/** Statements about changes that a license requires, by package. */
const reviewedNotes = {
  '@aws-sdk/client-backup': 'Its documentation of the job fields is shown as plain text.',
  '@vscode/codicons': 'The icon font is unmodified.',
};

const licenseFile = /^(licen[cs]e|copying)/i;
const noticeFile = /^(notice|copyright|third.?party)/i;

/**
 * @typedef {object} BundledPackage
 * @property {string} name
 * @property {string} title its name and version
 * @property {string} license its SPDX expression
 * @property {string} repository
 * @property {string[]} facts a line each: license, author, source, and the copyright lines of its files
 * @property {{ file: string, text: string }[]} texts its license, and the notices that go with it
 */

/**
 * The packages with code, styles or fonts in the bundles, by name. Rejects with all problems: a file that
 * belongs neither to src/ nor to a package, a package without a license, a reviewed entry that is not needed.
 *
 * @param {readonly string[]} inputs the files in the bundles, as in an esbuild metafile
 * @param {object} [options]
 * @param {string} [options.folder] the folder to which the inputs are relative
 * @param {Record<string, string>} [options.texts] the package that provides the license text, by package
 * @param {Record<string, string>} [options.notes] a line to add, by package
 * @returns {Promise<BundledPackage[]>}
 */
export async function bundledPackages(inputs, options = {}) {
  const { folder = '.', texts = reviewedTexts, notes = reviewedNotes } = options;
  const problems = [];
  /** @type {Map<string, string[]>} */
  const filesOf = new Map();
  for (const input of new Set(inputs)) {
    const home = packageFolder(input);
    if (home !== undefined) filesOf.set(home, [...(filesOf.get(home) ?? []), input]);
    else if (!input.startsWith('src/')) problems.push(`${input} is neither in src/ nor in a package`);
  }
  const packages = await Promise.all(
    [...filesOf].map(([home, files]) => readPackage(folder, home, files.toSorted(), notes)),
  );
  packages.sort((a, b) => (a.title < b.title ? -1 : 1));
  for (const one of packages) {
    const textSource = packages.find(({ name }) => name === texts[one.name]);
    const hasSameLicense = textSource?.repository === one.repository && textSource.license === one.license;
    if (one.license === '') problems.push(`${one.title} has no license in its package.json`);
    if (hasLicense(one)) {
      if (texts[one.name] !== undefined) problems.push(`${one.title} has its own license file`);
    } else if (textSource !== undefined && hasSameLicense) one.texts.unshift(...textSource.texts);
    if (!hasLicense(one)) problems.push(`${one.title} has no license text`);
  }
  for (const name of new Set([...Object.keys(texts), ...Object.keys(notes)]))
    if (!packages.some((one) => one.name === name)) problems.push(`${name} is in no bundle`);
  if (problems.length > 0)
    throw new Error(`Correct the licenses in thirdPartyNotices.mjs:\n${problems.join('\n')}`);
  return packages;
}

/**
 * The text of the notices: the packages, then each license once.
 *
 * @param {string} product
 * @param {readonly BundledPackage[]} packages
 */
export function noticesOf(product, packages) {
  /** @type {Map<string, { text: string, files: string[] }>} */
  const texts = new Map();
  for (const { title, texts: own } of packages)
    for (const { file, text } of own) {
      const words = wordsOf(text);
      const known = texts.get(words) ?? { text, files: [] };
      texts.set(words, { ...known, files: [...known.files, `${title} (${file})`] });
    }
  const line = '='.repeat(80);
  return [
    `${product} contains code, styles and fonts of the following packages. Their licenses are below.`,
    ...packages.map(({ title, facts }) => [title, ...facts.map((fact) => `  ${fact}`)].join('\n')),
    ...[...texts.values()].map(({ text, files }) => [line, ...files, line, '', text].join('\n')),
    '',
  ].join('\n\n');
}

/**
 * The titles of the packages that are missing from the notices, or have no license there.
 *
 * @param {string} notices
 * @param {readonly BundledPackage[]} packages
 */
export function missingFrom(notices, packages) {
  const lines = notices.split('\n');
  const words = wordsOf(notices);
  return packages
    .filter(
      ({ title, texts }) =>
        !lines.includes(title) || !texts.every(({ text }) => words.includes(wordsOf(text))),
    )
    .map(({ title }) => title);
}

/** Normalizes white space, in which copies of a license differ. @param {string} text */
function wordsOf(text) {
  return text.replace(/\s+/g, ' ').trim();
}

/** The package folder of a file; undefined if it is in no package. @param {string} file */
function packageFolder(file) {
  return /^.*\bnode_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0];
}

/**
 * @param {string} folder @param {string} home @param {string[]} files @param {Record<string, string>} notes
 * @returns {Promise<BundledPackage>}
 */
async function readPackage(folder, home, files, notes) {
  const manifest = JSON.parse(await readFile(path.join(folder, home, 'package.json'), 'utf8'));
  const { name, version, author, license } = manifest;
  const repository = String(manifest.repository?.url ?? manifest.repository ?? '').replace(
    /^git\+|\.git$/g,
    '',
  );
  const facts = [
    `License: ${license}`,
    `Author: ${author?.name ?? author ?? 'not named'}`,
    `Source: ${repository}`,
    ...(await copyrightsOf(files.map((file) => path.join(folder, file)))),
    ...(notes[name] === undefined ? [] : [notes[name]]),
  ];
  const entries = await readdir(path.join(folder, home), { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  const texts = [];
  for (const file of names.filter((one) => licenseFile.test(one) || noticeFile.test(one)).sort())
    texts.push({ file, text: await readText(path.join(folder, home, file)) });
  return {
    name,
    title: `${name} ${version}`,
    license: typeof license === 'string' ? license : '',
    repository,
    facts,
    texts: texts.filter(({ text }) => text !== ''),
  };
}

/** Copyright lines in comments, which minified code loses. @param {string[]} files */
async function copyrightsOf(files) {
  const found = new Set();
  for (const file of files.filter((one) => /\.(css|[cm]?js)$/.test(one)))
    for (const [, words] of (await readText(file)).matchAll(
      /^\s*(?:\/[/*]|\*)[\s!*]*(.*\bcopyright\b.*)$/gim,
    ))
      found.add(words.replace(/\s*\*\/$/, ''));
  return [...found];
}

/** @param {string} file */
async function readText(file) {
  const text = await readFile(file, 'utf8');
  return text
    .replace(/^\uFEFF/, '')
    .replace(/[ \t\r]+$/gm, '')
    .replace(/^\n+|\n+$/g, '');
}

/** @param {BundledPackage} one */
function hasLicense({ texts }) {
  return texts.some(({ file }) => licenseFile.test(file));
}
