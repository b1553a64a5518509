import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';

const running = new Set<ChildProcess>();
let hasExitHandlers = false;

/**
 * Starts a process in a new process group. The whole group ends when the process exits, and at the latest
 * when this process does.
 */
export function startGroup(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  endAllAtExit();
  const child = spawn(command, args, { ...options, detached: process.platform !== 'win32' });
  running.add(child);
  child.once('exit', () => {
    endGroup(child);
    running.delete(child);
  });
  return child;
}

/** Kills a process and its group, and waits until it has exited. */
export async function stopGroup(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  endGroup(child);
  await exited;
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group has already ended.
  }
}

function endAllAtExit(): void {
  if (hasExitHandlers) return;
  hasExitHandlers = true;
  process.on('exit', () => {
    for (const child of running) endGroup(child);
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => process.exit(signal === 'SIGINT' ? 130 : 143));
  }
}
