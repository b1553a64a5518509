import { symlinkSync } from 'node:fs';
import path from 'node:path';
import type { EditorInstall } from './editorInstall.js';
import { scratchFolder } from './testEnvironment.js';

/**
 * A folder with the few built-in extensions of VS Code that the tests see. Loading the manifests of the other
 * ninety, and running some of them, would slow down every server, window and extension host.
 */
export function fewBuiltInExtensions({ server }: EditorInstall): string {
  const folder = scratchFolder('built-in-extensions');
  for (const name of needed)
    symlinkSync(path.join(server, 'extensions', name), path.join(folder, name), 'junction');
  return folder;
}

const needed = ['ini', 'json', 'json-language-features', 'theme-defaults', 'theme-seti'];
