// Packs the VSIX, and fails when it holds anything but what runs, or has outgrown its bound.
import { readFile, stat } from 'node:fs/promises';
import { createVSIX, listFiles } from '@vscode/vsce';

/** Everything that an installed extension needs, and nothing else. */
const allowed = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'dist/aws.js',
  'dist/extension.js',
  'dist/sample.js',
  'dist/webview/jobPanel.js',
  'dist/webview/jobPanelStyle.css',
  'media/activity-bar.svg',
  'media/icon.png',
  'package.json',
  'package.nls.json',
];
const bounds = { 'the VSIX': 700, 'the activation bundle': 60 };

const { name, version } = JSON.parse(await readFile('package.json', 'utf8'));
const packagePath = `${name}-${version}.vsix`;
const files = await listFiles({ dependencies: false });
const strangers = files.filter((file) => !allowed.includes(file));
const missing = allowed.filter((file) => !files.includes(file));
if (strangers.length > 0 || missing.length > 0) {
  console.error(
    `The VSIX would hold ${strangers.join(', ') || 'nothing'} that is not allowed, and lacks ${missing.join(', ') || 'nothing'}.`,
  );
  process.exit(1);
}
process.env['VSCE_STORE'] = 'file';
await createVSIX({
  dependencies: false,
  packagePath,
  useYarn: false,
  allowMissingRepository: true,
  skipLicense: false,
});
const sizes = {
  'the VSIX': (await stat(packagePath)).size / 1024,
  'the activation bundle': (await stat('dist/extension.js')).size / 1024,
};
for (const [what, size] of Object.entries(sizes)) {
  const bound = bounds[what];
  console.log(`${what}: ${size.toFixed(1)} KB of at most ${bound} KB`);
  if (size > bound) process.exitCode = 1;
}
