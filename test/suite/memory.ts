import type * as vscode from 'vscode';

/** A Memento that stores JSON, like VS Code's. */
export function memory(stored: Record<string, unknown> = {}): vscode.Memento {
  const texts = new Map(Object.entries(stored).map(([key, value]) => [key, JSON.stringify(value)]));
  return {
    keys: () => [...texts.keys()],
    get: (key: string, fallback?: unknown) => {
      const text = texts.get(key);
      return text === undefined ? fallback : JSON.parse(text);
    },
    update: (key: string, value: unknown) => {
      if (value === undefined) texts.delete(key);
      else texts.set(key, JSON.stringify(value));
      return Promise.resolve();
    },
  } as vscode.Memento;
}
