import { gzipSync } from 'node:zlib';
import type { FileFacts, FileJob, UnreadLine } from '../../../src/history/fileJob.js';
import { HistoryFile } from '../../../src/history/forms/historyFile.js';
import { fieldsOf } from '../../../src/jobs/backupJob.js';

/** What a file holds. */
export interface ReadFile extends FileFacts {
  readonly jobs: readonly FileJob[];
  readonly unread: readonly UnreadLine[];
}

/** Reads a file of a history. `pieceLength` is the number of bytes that come at a time. */
export async function readFile(
  content: string | Uint8Array,
  { path = 'file', pieceLength = 1000 }: { readonly path?: string; readonly pieceLength?: number } = {},
): Promise<ReadFile> {
  const bytes = Buffer.from(content);
  const pieces = (async function* () {
    for (let place = 0; place < bytes.length; place += pieceLength)
      yield bytes.subarray(place, place + pieceLength);
  })();
  const file = new HistoryFile(path);
  const jobs: FileJob[] = [];
  const unread: UnreadLine[] = [];
  for await (const batch of file.read(pieces)) {
    // With their fields as own properties, for comparisons.
    jobs.push(...batch.jobs.map((one) => ({ ...one, job: fieldsOf(one.job) })));
    unread.push(...batch.unread);
  }
  return { jobs, unread, ...file.facts };
}

/** The content as it is, and gzipped. */
export function plainAndPacked(content: string): readonly (string | Uint8Array)[] {
  return [content, gzipSync(content)];
}
