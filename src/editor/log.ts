import * as vscode from 'vscode';
import type { LogLine } from '../jobs/logLine.js';

/** The extension's log. What makes its lines is loaded by what writes them, not by activation. */
export class Log implements vscode.Disposable {
  readonly #channel: vscode.LogOutputChannel;

  constructor(name: string) {
    this.#channel = vscode.window.createOutputChannel(name, { log: true });
  }

  readonly info = (line: LogLine): void => this.#channel.info(line);

  readonly warn = (line: LogLine): void => this.#channel.warn(line);

  show(): void {
    this.#channel.show();
  }

  dispose(): void {
    this.#channel.dispose();
  }
}
