import { type ChildProcess, spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { isPlainWord } from '../jobs/plainWord.js';

/** A program, its arguments and its environment. */
export interface Program {
  readonly program: string;
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** Shown if the program is not installed. */
  readonly whenMissing: string;
}

/**
 * A program that runs without a shell, in the home folder, until it exits, is ended, or the extension host
 * exits. Its output goes to a pipe, so the program itself writes no escape sequences: any in the output come
 * from text that it quotes.
 */
export class RunningProgram {
  readonly #write: (text: string) => void;
  #child: ChildProcess | undefined;
  #finish = (_code: number): void => {};
  #closeOutput = (): void => {};
  /**
   * The program's exit code; 1 if it could not be started or was ended. It does not wait for the end of the
   * output: a browser that the program has opened can keep the pipe open for hours.
   */
  readonly exitCode = new Promise<number>((resolve) => {
    this.#finish = resolve;
  });
  readonly #outputClosed = new Promise<void>((resolve) => {
    this.#closeOutput = resolve;
  });

  /** Starts the program. `write` gets its command line, and then its output. */
  constructor(program: Program, write: (text: string) => void) {
    this.#write = write;
    write(`> ${[program.program, ...program.args].map(shownWord).join(' ')}\n`);
    try {
      this.#start(program);
    } catch (error) {
      this.#fail(error instanceof Error ? error.message : String(error));
    }
  }

  /** Resolves once the program has exited and its output has arrived. */
  async outputEnd(): Promise<void> {
    await this.exitCode;
    await Promise.race([this.#outputClosed, wait(lateOutputMs)]);
  }

  /** Ends the program: asks it to exit, and kills it if it does not. */
  end(): void {
    const child = this.#child;
    child?.kill();
    setTimeout(() => child?.kill('SIGKILL'), graceMs).unref();
    this.#finish(1);
  }

  #start({ args, environment, program, whenMissing }: Program): void {
    const child = spawn(program, args, {
      // Never in a workspace: a program could read files there as its own.
      cwd: homedir(),
      env: environment,
      shell: false,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => this.#write(text));
    const endWithHost = () => child.kill('SIGKILL');
    process.once('exit', endWithHost);
    child.once('error', (error) =>
      this.#fail('code' in error && error.code === 'ENOENT' ? whenMissing : error.message),
    );
    child.once('exit', (code) => {
      process.off('exit', endWithHost);
      this.#finish(code ?? 1);
    });
    child.once('close', () => {
      process.off('exit', endWithHost);
      this.#closeOutput();
    });
  }

  #fail(reason: string): void {
    this.#write(`${reason}\n`);
    this.#finish(1);
    this.#closeOutput();
  }
}

/**
 * A word of the command line, as shown. Users may copy the line, so a value that some shell would interpret
 * is replaced by "…".
 */
function shownWord(word: string): string {
  const option = /^--[a-z-]+=/.exec(word)?.[0] ?? '';
  return isPlainWord(word.slice(option.length)) ? word : `${option}…`;
}

/** Milliseconds that a program has to exit before it is killed. */
const graceMs = 2000;

/** Milliseconds to wait for the rest of the output if another process keeps the pipe open. */
const lateOutputMs = 500;
