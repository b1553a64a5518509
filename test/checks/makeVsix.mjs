// Makes the VSIX of a folder: node test/checks/makeVsix.mjs FOLDER VSIX
import { createVSIX } from '@vscode/vsce';

const [cwd, packagePath] = process.argv.slice(2);
await createVSIX({
  allowMissingRepository: true,
  cwd,
  dependencies: false,
  packagePath,
  rewriteRelativeLinks: false,
});
