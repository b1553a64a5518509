// Holds the import rules: which room may import which, who may import the editor and the SDK, and who may hand it a
// text in which it reads more than words; and that every text is a literal, which translators get.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** What each module may import besides itself. `extension` is the file that lies directly in src/. */
const mayImport = {
  extension: ['app'],
  app: [
    'commands',
    'connection',
    'details',
    'documents',
    'editor',
    'filters',
    'jobs',
    'overview',
    'tree',
    'aws',
    'sample',
  ],
  commands: ['connection', 'details', 'documents', 'editor', 'filters', 'jobs', 'overview', 'tree'],
  connection: ['editor', 'jobs'],
  details: ['editor', 'jobs'],
  documents: ['editor', 'jobs'],
  filters: ['editor', 'jobs'],
  overview: ['editor', 'jobs'],
  tree: ['editor', 'jobs'],
  editor: ['jobs'],
  sample: ['aws', 'jobs'],
  aws: ['jobs'],
  jobs: [],
};
const knowTheEditor = [
  'extension',
  'app',
  'commands',
  'connection',
  'details',
  'documents',
  'editor',
  'filters',
  'overview',
  'tree',
];
const knowTheSdk = ['aws'];
const sdk = /^@(aws-sdk|smithy)\//;
/** What the browser side of a room may use besides: it is bundled into the webview. */
const webviewParts = /^@vscode-elements\/elements\//;
/** What the browser side of the overview draws with: it is bundled into the webview. */
const charting = /^d3-(axis|scale|selection)$/;

/**
 * Where VS Code makes links, icons, escape sequences or lines of a text: src/editor has a function for each that takes any text.
 */
const interpreting =
  /(?<!#)\b(show(?:Error|Information|Warning)Message|setStatusBarMessage|createStatusBarItem|(?:create|show)InputBox|(?:create|show)QuickPick|withProgress|createOutputChannel|createTerminal|MarkdownString|Pseudoterminal)\b/g;
/** Who uses one of them all the same. */
const interpretingElsewhere = {
  // The names of the columns are its own.
  'documents/export/pickColumns.ts': ['createQuickPick'],
};

/** A text that `@vscode/l10n-dev export` finds. */
const exportedText = /(?<!\.)\bl10n\.t\(\s*(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")\s*[,)]/g;

/** What a file imports, with `type` where nothing of it is there at run time. */
const importing =
  /^\s*(?:import|export)\s+(type\s)?[^;'"]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|^\s*import\s+['"]([^'"]+)['"]/gm;

const source = path.resolve('src');
const names = (await readdir(source, { recursive: true })).filter((name) => name.endsWith('.ts'));
const breaches = [];
for (const name of names) {
  const file = path.join(source, name);
  const room = roomOf(file);
  const text = await readFile(file, 'utf8');
  for (const [, isType, ...targets] of text.matchAll(importing)) {
    const target = targets.find((one) => one !== undefined);
    const reason = breach(room, file, target, isType !== undefined);
    if (reason !== undefined) breaches.push(`src/${name}: ${reason}`);
  }
  const timeOfBrowser = /[\\/]webview[\\/]/.test(name)
    ? /\b(?:Intl|Date)\b|\.toLocale\w*/.exec(text)?.[0]
    : undefined;
  if (timeOfBrowser !== undefined)
    breaches.push(
      `src/${name}: ${timeOfBrowser} is of the browser's clock and zone: write texts in the extension host`,
    );
  const texts = text.replace("import * as l10n from '@vscode/l10n';", '').replaceAll(exportedText, '');
  const unexported = /^.*\bl10n\b.*$/m.exec(texts)?.[0].trim();
  if (unexported !== undefined && file !== path.join(source, 'editor/l10n.ts'))
    breaches.push(`src/${name}: a text is l10n.t of @vscode/l10n with a literal, unlike: ${unexported}`);
  if (room === 'editor') continue;
  const mayUse = interpretingElsewhere[name.replaceAll(path.sep, '/')] ?? [];
  for (const [word] of text.matchAll(interpreting))
    if (!mayUse.includes(word)) breaches.push(`src/${name}: ${word} is for src/editor, which takes any text`);
}
for (const line of breaches) console.error(line);
console.log(
  breaches.length === 0
    ? `${names.length} files keep to their rooms`
    : `${breaches.length} breaches of a wall`,
);
process.exitCode = breaches.length === 0 ? 0 : 1;

/** @param {string} file */
function roomOf(file) {
  const [room, ...rest] = path.relative(source, file).split(path.sep);
  return rest.length === 0 ? 'extension' : room;
}

/** @param {string} room @param {string} file @param {string} target @param {boolean} isType */
function breach(room, file, target, isType) {
  if (mayImport[room] === undefined)
    return `the room ${room} has no walls yet: give it some in test/checks/walls.mjs`;
  if (target === 'vscode')
    return knowTheEditor.includes(room) ? undefined : `${room} must not know the editor`;
  if (sdk.test(target))
    return knowTheSdk.includes(room) || isType ? undefined : `${room} must not know the SDK`;
  if (webviewParts.test(target) && path.basename(path.dirname(file)) === 'webview') return undefined;
  if (charting.test(target) && file.includes(path.join('overview', 'webview'))) return undefined;
  if (!target.startsWith('.'))
    return target.startsWith('node:') || target === '@vscode/l10n'
      ? undefined
      : `${target} is not a dependency`;
  const other = roomOf(path.resolve(path.dirname(file), target));
  return other === room || mayImport[room].includes(other) ? undefined : `${room} must not import ${other}`;
}
