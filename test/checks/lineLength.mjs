// Finds comments in src and test with lines that are too long. Biome wraps code, and literals cannot be
// split.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const maxLength = 110;
const checked = /\.(ts|mjs|js|css)$/;
const literal = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`/g;
const comment = /^\s*(?:\/?\*|\/\/)|\s\/\/ |\s\/\*/;
/** An address, which cannot be split. */
const address = /https?:\S+/;

let count = 0;
for (const folder of ['src', 'test'])
  for (const name of await readdir(folder, { recursive: true })) {
    if (!checked.test(name)) continue;
    const file = path.join(folder, name);
    const lines = (await readFile(file, 'utf8')).split('\n');
    for (const [index, line] of lines.entries()) {
      if (line.length <= maxLength || address.test(line)) continue;
      if (!comment.test(line.replaceAll(literal, ''))) continue;
      console.error(`${file}:${index + 1}: ${line.length} characters, at most ${maxLength} in a comment`);
      count++;
    }
  }
console.log(count === 0 ? 'No comment has a line that is too long' : `${count} lines are too long`);
process.exitCode = count === 0 ? 0 : 1;
