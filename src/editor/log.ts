import * as vscode from 'vscode';
import type { LogLine } from '../jobs/logLine.js';

/** The extension's log. The code that builds its lines is not loaded at activation. */
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
