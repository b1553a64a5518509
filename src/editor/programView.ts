import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { terminalText } from '../jobs/interpretedText.js';
import { textEnd } from '../jobs/visibleText.js';
import { showError, withNotification } from './notify.js';

/** Shows the output of a program. All methods may be called at any time, even after closing. */
export interface ProgramView {
  /** Appends any text. */
  write(text: string): void;
  /** Closes the view. */
  close(): void;
  /** Shows why the program has failed; the view stays open until the user closes it. */
  fail(text: string): void;
}

/** Options of {@link openProgramView}. */
export interface ProgramViewOptions {
  readonly name: string;
  /** What the program does, for the notification. */
  readonly title: string;
  /** Called when the user ends the program or closes its view. */
  readonly onEnd: () => void;
}

/**
 * Opens a terminal. In Restricted Mode, opens an output channel and a notification instead, because VS Code
 * then starts no terminal, not even one without a process.
 *
 * @see https://code.visualstudio.com/docs/editing/workspaces/workspace-trust
 */
export function openProgramView(options: ProgramViewOptions): ProgramView {
  return vscode.workspace.isTrusted ? ProgramTerminal.open(options) : new ProgramOutput(options);
}

/** Shows a program in a terminal. Ctrl+C, or closing the terminal, ends the program. */
class ProgramTerminal implements vscode.Pseudoterminal, ProgramView {
  readonly #written = new vscode.EventEmitter<string>();
  readonly onDidWrite = this.#written.event;
  readonly #onEnd: () => void;
  #terminal: vscode.Terminal | undefined;
  /** Output that arrives before the terminal is open, which accepts none until then; undefined afterwards. */
  #early: string | undefined = '';
  #hasFailed = false;

  private constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

  static open({ name, onEnd }: ProgramViewOptions): ProgramView {
    const view = new ProgramTerminal(onEnd);
    const iconPath = new vscode.ThemeIcon('key');
    view.#terminal = vscode.window.createTerminal({ name, pty: view, iconPath });
    view.#terminal.show(true);
    return view;
  }

  open(): void {
    const early = this.#early ?? '';
    this.#early = undefined;
    this.#written.fire(early);
  }

  write(text: string): void {
    const words = terminalText(text);
    if (this.#early === undefined) this.#written.fire(words);
    else this.#early += words;
  }

  fail(text: string): void {
    this.#hasFailed = true;
    this.write(`\n${text} ${l10n.t('Press any key to close this terminal.')}\n`);
  }

  handleInput(data: string): void {
    if (this.#hasFailed) this.#terminal?.dispose();
    else if (data === '\u0003') this.#onEnd();
  }

  /** VS Code calls this when the user closes the terminal. */
  close(): void {
    this.#onEnd();
    this.#terminal?.dispose();
  }
}

/**
 * Shows a program in an output channel, with a notification that shows the last output and can end the
 * program.
 */
class ProgramOutput implements ProgramView {
  readonly #channel: vscode.OutputChannel;
  #end = (): void => {};
  #report = (_text: string): void => {};
  #text = '';
  #isClosed = false;

  constructor({ name, onEnd, title }: ProgramViewOptions) {
    this.#channel = vscode.window.createOutputChannel(name);
    this.#channel.show(true);
    const ended = new Promise<void>((resolve) => {
      this.#end = resolve;
    });
    void withNotification(title, (report, token) => {
      this.#report = report;
      report(this.#text);
      token.onCancellationRequested(() => {
        onEnd();
        this.close();
      });
      return ended;
    });
  }

  write(text: string): void {
    if (this.#isClosed) return;
    this.#channel.append(terminalText(text));
    this.#text = textEnd(`${this.#text}${text}`, maxNoticeLength);
    this.#report(this.#text);
  }

  fail(text: string): void {
    this.#end();
    if (this.#isClosed) return;
    void showError(`${text} ${this.#text}`);
    this.write(`\n${text}\n`);
  }

  close(): void {
    this.#isClosed = true;
    this.#end();
    this.#channel.dispose();
  }
}

/** How many characters from the end of the output a notification shows. */
const maxNoticeLength = 500;
