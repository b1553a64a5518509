import Module, { createRequire } from 'node:module';
import path from 'node:path';
import * as l10n from '@vscode/l10n';

/**
 * A file of src, as a lazy bundle in the dist/ of `folder` contains it. Outside VS Code, `vscode` has only
 * its texts, in English.
 */
export function requireBundled(bundle: string, file: string, folder = '.'): unknown {
  return createRequire(path.resolve(folder, 'dist/extension.js'))(`./${bundle}.js`)[file]();
}

const requireAny = Module.prototype.require;
Module.prototype.require = function requireOrStandIn(this: NodeJS.Module, id: string): unknown {
  try {
    return requireAny.call(this, id);
  } catch (error) {
    if (id === 'vscode') return { l10n };
    throw error;
  }
};
