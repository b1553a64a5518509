import { type ChildProcess, spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { isPlainWord } from '../jobs/plainWord.js';

/** What runs, and with what. */
export interface Program {
  readonly program: string;
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** What to say where there is no such program. */
  readonly whenMissing: string;
}

/**
 * A program that runs without a shell, in the home folder, until it exits, is ended or the extension host
 * exits. It writes to a pipe, so that it has no use for escape sequences: those that come are from what it
 * quotes.
 */
export class RunningProgram {
  readonly #write: (text: string) => void;
  #child: ChildProcess | undefined;
  #finish = (_code: number): void => {};
  #closeOutput = (): void => {};
  /**
   * The program's exit code; 1 where it could not be started or was ended. It does not wait for the end of
   * the output: a browser that the program has opened may keep that open for hours.
   */
  readonly exitCode = new Promise<number>((resolve) => {
    this.#finish = resolve;
  });
  readonly #outputClosed = new Promise<void>((resolve) => {
    this.#closeOutput = resolve;
  });

  /** Starts it. `write` is given what it writes, beginning with the command line. */
  constructor(program: Program, write: (text: string) => void) {
    this.#write = write;
    write(`> ${[program.program, ...program.args].map(shownWord).join(' ')}\n`);
    try {
      this.#start(program);
    } catch (error) {
      this.#fail(error instanceof Error ? error.message : String(error));
    }
  }

  /** Resolves once it has exited and what it wrote has come. */
  async outputEnd(): Promise<void> {
    await this.exitCode;
    await Promise.race([this.#outputClosed, wait(lateOutputMs)]);
  }

  /** Ends it, whatever it is doing. */
  end(): void {
    const child = this.#child;
    child?.kill();
    setTimeout(() => child?.kill('SIGKILL'), graceMs).unref();
    this.#finish(1);
  }

  #start({ args, environment, program, whenMissing }: Program): void {
    const child = spawn(program, args, {
      // Never in a workspace, whose files a program might take for its own.
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
 * A word of the command as it is shown. A value that some shell would not read as it stands is left out: the
 * line may be copied.
 */
function shownWord(word: string): string {
  const option = /^--[a-z-]+=/.exec(word)?.[0] ?? '';
  return isPlainWord(word.slice(option.length)) ? word : `${option}…`;
}

/** Milliseconds in which a program that is asked to end may do so by itself. */
const graceMs = 2000;

/** Milliseconds in which the last of the output comes, where something else keeps it open. */
const lateOutputMs = 500;
