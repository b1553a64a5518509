// The entry point of the thread of a `PageThread`. It receives the bodies of ListBackupJobs responses.
import { parentPort } from 'node:worker_threads';
import { PagePacker } from './pagePacker.js';
import type { ThreadResult } from './pageThread.js';

const packer = new PagePacker();

parentPort?.on('message', ({ buffer, byteLength, byteOffset }: Uint8Array<ArrayBuffer>) => {
  const body = Buffer.from(buffer, byteOffset, byteLength);
  const result: ThreadResult = packer.packOrRefuse(body) ?? body;
  const transferred = result instanceof Uint8Array ? [result] : [result.cells, result.textEnds];
  parentPort?.postMessage(
    result,
    transferred.map((array) => array.buffer as ArrayBuffer),
  );
});
