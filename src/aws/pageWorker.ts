// The entry point of the thread of a `PageThread`. It gets the bodies of ListBackupJobs responses.
import { parentPort } from 'node:worker_threads';
import { PagePacker } from './pagePacker.js';
import type { ThreadAnswer } from './pageThread.js';

const packer = new PagePacker();

parentPort?.on('message', ({ buffer, byteLength, byteOffset }: Uint8Array<ArrayBuffer>) => {
  const body = Buffer.from(buffer, byteOffset, byteLength);
  const answer: ThreadAnswer = packer.packOrRefuse(body) ?? body;
  const transferred = answer instanceof Uint8Array ? [answer] : [answer.cells, answer.textEnds];
  parentPort?.postMessage(
    answer,
    transferred.map((array) => array.buffer as ArrayBuffer),
  );
});
