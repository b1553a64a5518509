// The thread of a `PageThread`: takes the bodies of ListBackupJobs answers.
import { parentPort } from 'node:worker_threads';
import type { PackedPage } from './packedPage.js';
import { PagePacker } from './pagePacker.js';
import type { ThreadAnswer } from './pageThread.js';

const packer = new PagePacker();

parentPort?.on('message', (body: Uint8Array<ArrayBuffer>) => {
  const page = packed(Buffer.from(body.buffer, body.byteOffset, body.byteLength));
  const answer: ThreadAnswer = { body, ...(page !== undefined && { page }) };
  const handedOver = [body, ...(page === undefined ? [] : [page.cells, page.textEnds])];
  parentPort?.postMessage(
    answer,
    handedOver.map(({ buffer }) => buffer as ArrayBuffer),
  );
});

/** Whoever gets the body back finds out what is wrong with it. */
function packed(body: Buffer): PackedPage | undefined {
  try {
    return packer.pack(body);
  } catch {
    return undefined;
  }
}
