import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { terminalText } from '../jobs/interpretedText.js';
import { textEnd } from '../jobs/visibleText.js';
import { showError, withNotification } from './notify.js';

/** Shows what a program writes. Every method may be called at any time, also after it was closed. */
export interface ProgramView {
  /** Appends any text. */
  write(text: string): void;
  /** Closes the view. */
  close(): void;
  /** Says how the program has failed; the view stays until the user closes it. */
  fail(text: string): void;
}

/** How a program is shown. */
export interface ProgramViewOptions {
  readonly name: string;
  /** What the program does, for a notification. */
  readonly title: string;
  /** Called where the user ends the program or closes its view. */
  readonly onEnd: () => void;
}

/**
 * Opens a terminal; in Restricted Mode an output channel and a notification, as VS Code starts no terminal in
 * a window before its folder is trusted, not even one that runs nothing.
 *
 * @see https://code.visualstudio.com/docs/editing/workspaces/workspace-trust
 */
export function openProgramView(options: ProgramViewOptions): ProgramView {
  return vscode.workspace.isTrusted ? ProgramTerminal.open(options) : new ProgramOutput(options);
}

/** A terminal in which a program is shown. Ctrl+C, or to close the terminal, ends the program. */
class ProgramTerminal implements vscode.Pseudoterminal, ProgramView {
  readonly #written = new vscode.EventEmitter<string>();
  readonly onDidWrite = this.#written.event;
  readonly #onEnd: () => void;
  #terminal: vscode.Terminal | undefined;
  /** What was written before the terminal was open, which takes nothing until then. */
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

  /** Also called by the editor, where the user closes the terminal. */
  close(): void {
    this.#onEnd();
    this.#terminal?.dispose();
  }
}

/**
 * An output channel in which a program is shown, and a notification that holds the last of it and can end it.
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

/** As many characters of the output as a notification shows, the last ones. */
const maxNoticeLength = 500;
