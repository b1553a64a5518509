import './vscodeStandIn.js';
import { createRequire } from 'node:module';
import path from 'node:path';

/** A file of src, as a lazy bundle in the dist/ of `folder` contains it. */
export function requireBundled(bundle: string, file: string, folder = '.'): unknown {
  return createRequire(path.resolve(folder, 'dist/extension.js'))(`./${bundle}.js`)[file]();
}
