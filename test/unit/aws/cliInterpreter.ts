import { execFile } from 'node:child_process';
import { readFile, realpath } from 'node:fs/promises';

/**
 * The Python that runs the `aws` on the PATH: the one in the first line of its script, also behind a shim of
 * pyenv. Resolves to undefined if `aws` is not a Python program, or if this module cannot be loaded.
 */
export async function interpreterOfCli(module: 'awscli' | 'botocore'): Promise<string | undefined> {
  const found = [await output('pyenv', ['which', 'aws']), await output('which', ['aws'])];
  for (const file of found) {
    if (!file) continue;
    const text = await readFile(await realpath(file), 'utf8').catch(() => '');
    const [, python] = /^#!\s*(\S*python\S*)/.exec(text) ?? [];
    if (python !== undefined && (await output(python, ['-c', `import ${module}; print(1)`])) === '1')
      return python;
  }
  return undefined;
}

function output(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(program, args, (error, stdout) => resolve(error ? '' : stdout.trim()));
  });
}
