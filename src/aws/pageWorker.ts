// The entry point of the thread of a `PageThread`. It receives the bodies of ListBackupJobs responses.
import { parentPort } from 'node:worker_threads';
import { PagePacker } from './pagePacker.js';
import type { ThreadResult } from './pageThread.js';

const packer = new PagePacker();

parentPort?.on('message', ({ buffer, byteLength, byteOffset }: Uint8Array<ArrayBuffer>) => {
  const body = Buffer.from(buffer, byteOffset, byteLength);
  const result: ThreadResult = packer.packOrRefuse(body) ?? body;
  parentPort?.postMessage(result, buffersOf(result));
});

function buffersOf(result: ThreadResult): ArrayBuffer[] {
  if (result instanceof Uint8Array) return [result.buffer as ArrayBuffer];
  // The columns share one.
  return [...new Set([result.textEnds, ...result.columns].flatMap((array) => array?.buffer ?? []))];
}
