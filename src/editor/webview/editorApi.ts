/** What VS Code offers to a page, which sends `Request`s to the extension. */
export interface EditorApi<Request> {
  postMessage(message: Request): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): EditorApi<unknown>;

/**
 * Connects a page to VS Code. A second call throws.
 *
 * @see https://code.visualstudio.com/api/extension-guides/webview#scripts-and-message-passing
 */
export function connectToEditor<Request>(): EditorApi<Request> {
  return acquireVsCodeApi();
}
