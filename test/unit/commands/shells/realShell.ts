import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { scratchFolder } from '../../../host/testEnvironment.js';

/** The path of a program on the PATH; undefined if there is none. */
export function programOnPath(name: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .find((file) => existsSync(file));
}

/**
 * The texts that a shell has parsed from words, and the files that have appeared in its working directory.
 */
export interface ShellRun {
  readonly texts: readonly string[];
  readonly files: readonly string[];
}

/** Lets a shell run lines of words as a script, in one process. */
export function runScript(program: string, lines: readonly (readonly string[])[]): ShellRun {
  const folder = scratchFolder('shell');
  const script = path.join(scratchFolder('script'), 'script');
  writeFileSync(script, `${lines.map(printing).join('\n')}\n`);
  const printed = execFileSync(program, [script], {
    cwd: folder,
    env: shellEnvironment(),
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { texts: textsIn(printed), files: readdirSync(folder) };
}

/**
 * Types lines of words at the prompt of a shell in a terminal (`script` of util-linux), in one process, or
 * pastes them like a terminal with bracketed paste. Each line has to be shorter than the terminal's buffer of
 * 4,095 bytes.
 */
export async function runAtPrompt(
  command: string,
  lines: readonly string[],
  { asPaste }: { readonly asPaste: boolean },
): Promise<ShellRun> {
  const folder = scratchFolder('shell');
  const output = path.join(scratchFolder('output'), 'output');
  writeFileSync(output, '');
  const terminal = spawn('script', ['-qec', command, '/dev/null'], {
    cwd: folder,
    env: { ...shellEnvironment(), OUTPUT: output, TERM: 'xterm' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const waiting = [...lines, 'exit'];
  let shown = '';
  terminal.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    shown += chunk;
    // A shell turns bracketed paste on when its prompt is ready.
    if (!shown.includes(pasteOn)) return;
    shown = shown.slice(shown.lastIndexOf(pasteOn) + pasteOn.length);
    const line = waiting.shift();
    if (line !== undefined) terminal.stdin.write(asPaste ? `\u001b[200~${line}\u001b[201~\r` : `${line}\r`);
  });
  await new Promise((resolve) => terminal.once('close', resolve));
  return { texts: textsIn(readFileSync(output)), files: readdirSync(folder) };
}

/** A line for {@link runAtPrompt} that records its words. */
export function promptLine(words: readonly string[]): string {
  return `${printing(words)} >> "$OUTPUT"`;
}

function printing(words: readonly string[]): string {
  return `printf '%s\\0' ${words.join(' ')}`;
}

function textsIn(printed: Buffer): string[] {
  return printed.toString().split('\0').slice(0, -1);
}

function shellEnvironment(): Record<string, string | undefined> {
  const home = scratchFolder('shell-home');
  // Otherwise fish fills this folder in the background, even while the test removes it.
  mkdirSync(path.join(home, '.local/share/fish/generated_completions'), { recursive: true });
  return { HOME: home, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', PATH: process.env['PATH'], XDG_CONFIG_HOME: home };
}

const pasteOn = '\u001b[?2004h';
