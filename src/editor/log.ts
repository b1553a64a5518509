import * as vscode from 'vscode';
import { logLine } from '../jobs/interpretedText.js';

/** The extension's log: each entry is one line, whatever is in it, and holds no secret. */
export class Log implements vscode.Disposable {
  readonly #channel: vscode.LogOutputChannel;

  constructor(name: string) {
    this.#channel = vscode.window.createOutputChannel(name, { log: true });
  }

  readonly info = (text: string): void => this.#channel.info(logLine(text));

  readonly warn = (text: string): void => this.#channel.warn(logLine(text));

  show(): void {
    this.#channel.show();
  }

  dispose(): void {
    this.#channel.dispose();
  }
}
