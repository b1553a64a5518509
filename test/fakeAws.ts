import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { scratchFolder } from './host/testEnvironment.js';

/** A folder with a program `aws` that runs this JavaScript. Returns a PATH on which it comes first. */
export function fakeAws(script: string, folder = scratchFolder('bin')): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'aws'), `#!${process.execPath}\n${script}\n`, { mode: 0o755 });
  return `${folder}${path.delimiter}${process.env['PATH']}`;
}
