import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A disk of 512 KB. */
export interface SmallDisk {
  readonly folder: string;
  unmount(): void;
}

/**
 * Mounts a small disk in the namespaces of a separate process. Other processes of the user reach it through
 * the root folder of that process. Resolves to undefined if that is not permitted, or if the system is not
 * Linux.
 */
export async function mountSmallDisk(): Promise<SmallDisk | undefined> {
  const script = 'mount -t tmpfs -o size=512k none /mnt && echo mounted && exec cat';
  const holder = spawn('unshare', ['--user', '--map-root-user', '--mount', 'sh', '-c', script], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = once(holder, 'close').catch(() => {});
  const isMounted = await Promise.race([
    once(holder.stdout, 'data').then(() => true),
    ended.then(() => false),
  ]);
  if (!isMounted) return undefined;
  return { folder: `/proc/${holder.pid}/root/mnt`, unmount: () => holder.stdin.end() };
}
