import * as vscode from 'vscode';

/** A fault in a step of {@link MemoryFiles}. */
export type FileFault = 'full' | 'notLookedAt' | 'renameLosesTarget';

/**
 * Files in memory, as a virtual workspace may have. Each file is written as a whole. A path with files below
 * it is a folder.
 */
export class MemoryFiles implements vscode.FileSystemProvider, vscode.Disposable {
  readonly files = new Map<string, Uint8Array>();
  fault: FileFault | undefined;
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  readonly #registration: vscode.Disposable;

  constructor(readonly scheme: string) {
    this.#registration = vscode.workspace.registerFileSystemProvider(scheme, this);
  }

  uri(name: string): vscode.Uri {
    return vscode.Uri.from({ scheme: this.scheme, path: `/${name}` });
  }

  text(name: string): string {
    return Buffer.from(this.files.get(`/${name}`) ?? []).toString('utf8');
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    if (this.fault === 'notLookedAt') throw vscode.FileSystemError.Unavailable('It cannot be looked at');
    const isFolder = uri.path === '/' || [...this.files.keys()].some((file) => isBelow(file, uri));
    if (isFolder) return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: this.readFile(uri).length };
  }

  readDirectory(): [string, vscode.FileType][] {
    return [...this.files.keys()].map((path) => [path.slice(1), vscode.FileType.File]);
  }

  readFile(uri: vscode.Uri): Uint8Array {
    const content = this.files.get(uri.path);
    if (content === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return content;
  }

  writeFile(uri: vscode.Uri, content: Uint8Array): void {
    this.files.set(uri.path, this.fault === 'full' ? content.slice(0, 5) : content);
    if (this.fault === 'full') throw vscode.FileSystemError.Unavailable('The quota is used up');
  }

  delete(uri: vscode.Uri): void {
    for (const file of [...this.files.keys()])
      if (file === uri.path || isBelow(file, uri)) this.files.delete(file);
  }

  rename(from: vscode.Uri, to: vscode.Uri): void {
    if (this.fault === 'renameLosesTarget') throw vscode.FileSystemError.Unavailable('It cannot be renamed');
    this.files.set(to.path, this.readFile(from));
    this.files.delete(from.path);
  }

  createDirectory(): void {}

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => {});
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}

function isBelow(file: string, folder: vscode.Uri): boolean {
  return file.startsWith(`${folder.path}/`);
}
