import { symlinkSync } from 'node:fs';
import path from 'node:path';
import type { EditorInstall } from './editorInstall.js';
import { scratchFolder } from './testEnvironment.js';

/**
 * A folder with the few of VS Code's own extensions that can be seen beside this one. Of the other ninety,
 * every server, window and extension host reads the manifests as it starts, and some do their own work from
 * then on.
 */
export function fewBuiltInExtensions({ server }: EditorInstall): string {
  const folder = scratchFolder('built-in-extensions');
  for (const name of seen)
    symlinkSync(path.join(server, 'extensions', name), path.join(folder, name), 'junction');
  return folder;
}

const seen = ['ini', 'json', 'json-language-features', 'theme-defaults', 'theme-seti'];
