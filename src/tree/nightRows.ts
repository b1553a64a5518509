import type { BackupJob } from '../jobs/backupJob.js';
import { isBad } from '../jobs/jobStates.js';
import { entry } from '../jobs/mapEntry.js';
import { endOfNight, nightOf, startOfHour, startOfNight } from '../jobs/nights.js';
import { jobRow } from './jobRow.js';
import type { Branch, ChunkPart, ChunkRow, Row } from './rows.js';

/**
 * The rows of the jobs of a list. A long list is divided by night, a long night by hour, and a long hour by
 * number. At each page, VS Code requests all rows below a row that has changed, about 0.6 KB each. With
 * chunks, it requests only the chunks and the jobs of those that are expanded.
 */
export function foldedRows(branch: Branch, parent: Row | undefined, jobs: readonly BackupJob[]): Row[] {
  if (jobs.length <= maxChunkLength) return jobs.map((job) => jobRow(job, branch, parent));
  return partsByNight(jobs).map(({ jobs: own, key }, place) =>
    chunkRow(branch, parent, { by: 'night', night: key }, `${branch.id}/night:${key ?? ''}`, own, place),
  );
}

/** The rows of a chunk: its jobs, or smaller chunks. */
export function rowsOfChunk(chunk: ChunkRow): Row[] {
  const { branch, jobs, part } = chunk;
  if (jobs.length <= maxChunkLength) return jobs.map((job) => jobRow(job, branch, chunk));
  switch (part.by) {
    case 'night':
      return part.night === undefined ? numberChunks(chunk, nextLength) : hourChunks(chunk, part.night);
    case 'hour':
      return numberChunks(chunk, nextLength);
    case 'number':
      return numberChunks(chunk, () => maxChunkLength);
  }
}

function hourChunks(chunk: ChunkRow, night: string): ChunkRow[] {
  const { branch, jobs } = chunk;
  const byHour = new Map<number, BackupJob[]>();
  for (const job of jobs) append(byHour, startOfHour(timeOf(job) ?? 0, night), job);
  return [...byHour]
    .sort(([one], [other]) => other - one)
    .map(([start, own], place) =>
      chunkRow(
        branch,
        chunk,
        { by: 'hour', start: new Date(start) },
        `${branch.id}/hour:${start}`,
        own,
        place,
      ),
    );
}

function numberChunks(chunk: ChunkRow, lengthAt: (start: number) => number): ChunkRow[] {
  const { branch, jobs, part } = chunk;
  const offset = part.by === 'number' ? part.start : 0;
  const chunks: ChunkRow[] = [];
  for (let start = 0, length: number; start < jobs.length; start += length) {
    length = lengthAt(start);
    const id = `${chunk.id}/chunk:${offset + start}+${length}`;
    const own = jobs.slice(start, start + length);
    chunks.push(chunkRow(branch, chunk, { by: 'number', start: offset + start }, id, own, chunks.length));
  }
  return chunks;
}

/** Each chunk by number is as long as all before it, so there are never many of them. */
function nextLength(start: number): number {
  return Math.max(maxChunkLength, start);
}

function chunkRow(
  branch: Branch,
  parent: Row | undefined,
  part: ChunkPart,
  id: string,
  jobs: readonly BackupJob[],
  place: number,
): ChunkRow {
  const bad = jobs.reduce((count, job) => count + (isBad(job) ? 1 : 0), 0);
  return { kind: 'chunk', id, part, jobs, bad, isFirst: place === 0, branch, parent };
}

interface NightPart {
  readonly key: string | undefined;
  readonly jobs: readonly BackupJob[];
}

/** The jobs of each night of creation, the latest night first, and last those without a creation date. */
function partsByNight(jobs: readonly BackupJob[]): NightPart[] {
  const parts = new Map<string | undefined, BackupJob[]>();
  let [night, start, end]: [string | undefined, number, number] = [undefined, 0, 0];
  for (const job of jobs) {
    const time = timeOf(job);
    if (time === undefined) {
      append(parts, undefined, job);
      continue;
    }
    // Most jobs are in the night of the job before, and computing a night is slow.
    if (night === undefined || time < start || time >= end) {
      night = nightOf(job.CreationDate) ?? '';
      [start, end] = [startOfNight(night).getTime(), endOfNight(night).getTime()];
    }
    append(parts, night, job);
  }
  return [...parts]
    .map(([key, own]) => ({ key, jobs: own }))
    .sort((one, other) => (startOf(other) ?? -Infinity) - (startOf(one) ?? -Infinity));
}

function startOf({ key }: NightPart): number | undefined {
  return key === undefined ? undefined : startOfNight(key).getTime();
}

function timeOf({ CreationDate }: BackupJob): number | undefined {
  const time = CreationDate?.getTime();
  return time === undefined || Number.isNaN(time) ? undefined : time;
}

function append<Key>(parts: Map<Key, BackupJob[]>, key: Key, job: BackupJob): void {
  entry(parts, key, () => []).push(job);
}

/** In jobs. Short enough to scan at a glance, and to transfer again at each page. */
const maxChunkLength = 250;
