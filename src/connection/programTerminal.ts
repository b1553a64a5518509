import { type ChildProcess, spawn } from 'node:child_process';
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { terminalText } from '../jobs/interpretedText.js';
import { isPlainWord } from '../jobs/shellQuote.js';

/** What runs in a terminal. */
export interface TerminalProgram {
  readonly program: string;
  readonly args: readonly string[];
  /** What to say where there is no such program. */
  readonly whenMissing: string;
}

/**
 * A terminal in which one program runs, started without a shell. Ctrl+C, or to close the terminal, ends it. The program writes to
 * a pipe, so that it has no use for escape sequences: those that come are from what it quotes.
 */
export class ProgramTerminal implements vscode.Pseudoterminal {
  readonly #program: TerminalProgram;
  readonly #written = new vscode.EventEmitter<string>();
  readonly onDidWrite = this.#written.event;
  readonly #closed = new vscode.EventEmitter<number>();
  readonly onDidClose = this.#closed.event;
  #child: ChildProcess | undefined;
  #end = (_code: number): void => {};
  /** The program's exit code; 1 where it could not be started or was ended. */
  readonly exitCode = new Promise<number>((resolve) => {
    this.#end = resolve;
  });

  constructor(program: TerminalProgram) {
    this.#program = program;
  }

  open(): void {
    const { args, program, whenMissing } = this.#program;
    this.#written.fire(`> ${[program, ...args].map(shownWord).join(' ')}\r\n`);
    const child = spawn(program, args, {
      // Never in a workspace, whose files a program might take for its own.
      cwd: homedir(),
      shell: false,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    this.#child = child;
    const write = (words: string) => this.#written.fire(terminalText(words));
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', write);
    child.once('error', (error) => {
      write(`${'code' in error && error.code === 'ENOENT' ? whenMissing : error.message}\n`);
      this.#finish(1);
    });
    child.once('close', (code) => this.#finish(code ?? 1));
  }

  handleInput(data: string): void {
    if (data === '\u0003') this.#child?.kill();
  }

  close(): void {
    this.#child?.kill();
    this.#finish(1);
  }

  #finish(code: number): void {
    this.#end(code);
    this.#closed.fire(code);
  }
}

/** A word of the command as it is shown. A value that some shell would not read as it stands is left out: the line may be copied. */
function shownWord(word: string): string {
  const option = /^--[a-z-]+=/.exec(word)?.[0] ?? '';
  return isPlainWord(word.slice(option.length)) ? word : `${option}…`;
}
