// Checks the import rules: which module may import which, and who may import VS Code and the SDK. Only
// src/editor may call APIs of VS Code that interpret a text, and every text for users must be a literal, so
// that translators get it. Also finds import cycles, file names that are not unique, and `default` branches
// of a switch, which hide a missing case from the compiler.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * The modules that each module may import, besides itself. A file directly in src/ belongs to the module
 * `extension`.
 */
const mayImport = {
  extension: ['app'],
  app: [
    'calendar',
    'commands',
    'connection',
    'details',
    'documents',
    'editor',
    'filters',
    'history',
    'jobs',
    'overview',
    'tree',
    'aws',
    'sample',
  ],
  calendar: ['editor', 'jobs', 'schedule'],
  commands: [
    'connection',
    'details',
    'documents',
    'editor',
    'filters',
    'history',
    'jobs',
    'overview',
    'tree',
  ],
  connection: ['editor', 'jobs'],
  details: ['editor', 'jobs', 'schedule'],
  documents: ['editor', 'jobs', 'schedule'],
  filters: ['editor', 'jobs'],
  history: ['editor', 'jobs', 'schedule'],
  overview: ['editor', 'jobs', 'schedule'],
  tree: ['editor', 'jobs', 'schedule'],
  editor: ['jobs'],
  schedule: ['jobs'],
  sample: ['aws', 'jobs'],
  aws: ['jobs'],
  jobs: [],
};
const withoutEditor = ['aws', 'history', 'jobs', 'sample', 'schedule'];
const withSdk = ['aws'];
const sdk = /^@(aws-sdk|smithy)\//;
/** The package that the browser side of a module may import: it is bundled into the webview. */
const webviewParts = /^@vscode-elements\/elements\//;
/** The packages that draw the charts of the overview. */
const charting = /^d3-(axis|scale|selection)$/;
/** The package that decides which part of the calendar is in the document. */
const virtualizer = '@tanstack/virtual-core';
/** The package that describes cron expressions. */
const cronDescriber = /^cronstrue(\/locales\/\w+\.js)?$/;

/** The package that reads CSV. */
const csvParser = 'csv-parse';

/**
 * APIs of VS Code that interpret texts as links, icons, escape sequences or lines. src/editor has a function
 * for each that takes any text.
 */
const interpretingApi =
  /(?<!#)\b(show(?:Error|Information|Warning)Message|setStatusBarMessage|createStatusBarItem|(?:create|show)InputBox|(?:create|show)QuickPick|withProgress|createOutputChannel|createTerminal|MarkdownString|Pseudoterminal)\b/g;

/** A text that `@vscode/l10n-dev export` finds. */
const exportedText = /(?<!\.)\bl10n\.t\(\s*(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")\s*[,)]/g;

/** An import; with `type` if it does not exist at run time. */
const importStatement =
  /^\s*(?:import|export)\s+(type\s)?[^;'"]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|^\s*import\s+['"]([^'"]+)['"]/gm;

const source = path.resolve('src');
const allNames = await readdir(source, { recursive: true });
const names = allNames.filter((name) => name.endsWith('.ts'));
const violations = [];
/** The files of src that each file imports, including types but not dynamic imports. */
const graph = new Map();
for (const name of names) {
  const file = path.join(source, name);
  const text = await readFile(file, 'utf8');
  const imported = [];
  for (const [, isType, from, later, bare] of text.matchAll(importStatement)) {
    const target = from ?? later ?? bare;
    const reason = violationOf(file, target, isType !== undefined);
    if (reason !== undefined) violations.push(`src/${name}: ${reason}`);
    if (from?.startsWith('.')) imported.push(path.resolve(path.dirname(file), from).replace(/\.js$/, '.ts'));
  }
  graph.set(file, imported);
  const browserTime = /[\\/]webview[\\/]/.test(name)
    ? /\b(?:Intl|Date)\b|\.toLocale\w*/.exec(text)?.[0]
    : undefined;
  if (browserTime !== undefined)
    violations.push(
      `src/${name}: ${browserTime} depends on the browser's clock and zone: format texts in the extension host`,
    );
  if (/^\s*default:/m.test(text))
    violations.push(
      `src/${name}: a default branch hides a missing case: name the cases, or use a table or an if`,
    );
  if (/[!=]== \w+Dimension\b(?!\.)|\bDimension [!=]==/.test(text))
    violations.push(`src/${name}: compare dimensions by name: each bundle has its own objects`);
  const texts = text.replace("import * as l10n from '@vscode/l10n';", '').replaceAll(exportedText, '');
  const unexported = /^.*\bl10n\b.*$/m.exec(texts)?.[0].trim();
  if (unexported !== undefined && file !== path.join(source, 'editor/l10n.ts'))
    violations.push(`src/${name}: write a text as l10n.t('literal') of @vscode/l10n, not as: ${unexported}`);
  if (moduleOf(file) === 'editor') continue;
  for (const [word] of text.matchAll(interpretingApi))
    violations.push(`src/${name}: only src/editor may use ${word}, because it interprets texts`);
}
for (const cycle of cyclesIn(graph))
  violations.push(`import cycle: ${cycle.map((file) => path.relative(source, file)).join(' → ')}`);
const byBasename = new Map();
for (const name of allNames.filter((one) => /\.(css|ts)$/.test(one))) {
  const other = byBasename.get(path.basename(name));
  if (other !== undefined) violations.push(`src/${name} and src/${other}: file names are unique`);
  byBasename.set(path.basename(name), name);
}
for (const line of violations) console.error(line);
console.log(
  violations.length === 0
    ? `${names.length} files follow the import rules`
    : `${violations.length} violations of the import rules`,
);
process.exitCode = violations.length === 0 ? 0 : 1;

/** @param {string} file */
function moduleOf(file) {
  const [module, ...rest] = path.relative(source, file).split(path.sep);
  return rest.length === 0 ? 'extension' : module;
}

/** @param {string} file @param {string} target @param {boolean} isType */
function violationOf(file, target, isType) {
  const module = moduleOf(file);
  if (mayImport[module] === undefined)
    return `the module ${module} has no import rules: add some to test/checks/importRules.mjs`;
  if (target === 'vscode')
    return withoutEditor.includes(module) ? `${module} must not import VS Code` : undefined;
  if (sdk.test(target))
    return withSdk.includes(module) || isType ? undefined : `${module} must not import the SDK`;
  if (webviewParts.test(target) && path.basename(path.dirname(file)) === 'webview') return undefined;
  if (cronDescriber.test(target) && module === 'schedule') return undefined;
  if (target === csvParser && module === 'history') return undefined;
  if (target === virtualizer && file.includes(path.join('calendar', 'webview'))) return undefined;
  if (charting.test(target) && file.includes(path.join('overview', 'webview'))) return undefined;
  if (!target.startsWith('.'))
    return target.startsWith('node:') || target === '@vscode/l10n'
      ? undefined
      : `${target} is not a dependency`;
  const other = moduleOf(path.resolve(path.dirname(file), target));
  return other === module || mayImport[module].includes(other)
    ? undefined
    : `${module} must not import ${other}`;
}

/**
 * Finds the import cycles, one for each import that closes a cycle.
 *
 * @param {Map<string, string[]>} imports
 */
function cyclesIn(imports) {
  const cycles = [];
  const finished = new Set();
  const trail = [];
  const visit = (/** @type {string} */ file) => {
    if (finished.has(file)) return;
    const start = trail.indexOf(file);
    if (start >= 0) {
      cycles.push([...trail.slice(start), file]);
      return;
    }
    trail.push(file);
    for (const next of imports.get(file) ?? []) visit(next);
    trail.pop();
    finished.add(file);
  };
  for (const file of imports.keys()) visit(file);
  return cycles;
}
