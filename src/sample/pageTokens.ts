import { createHash } from 'node:crypto';
import { invalidParameter } from './serviceError.js';
import type { JobPlace } from './wireJob.js';

/**
 * The first item of a page: its place in the order, and how many items with the same place come before it.
 */
export interface PageStart {
  readonly place: JobPlace;
  readonly before: number;
}

/**
 * A page token: opaque, and valid only for the operation and filters in `boundTo`. The page size may change
 * from page to page.
 */
export function writeToken(start: PageStart, boundTo: string): string {
  const { created, backupJobId } = start.place;
  const place = JSON.stringify([created ?? null, backupJobId ?? null, start.before]);
  return Buffer.from(`${seal(place, boundTo)}${place}`).toString('base64url');
}

/**
 * The page start in a token.
 *
 * @throws InvalidParameterValueException if the token is invalid or belongs to other filters.
 */
export function readToken(token: string, boundTo: string): PageStart {
  const text = Buffer.from(token, 'base64url').toString();
  const place = text.slice(sealLength);
  if (text.slice(0, sealLength) !== seal(place, boundTo)) {
    throw invalidParameter('Invalid value for parameter NextToken: it does not belong to this request.');
  }
  const [created, backupJobId, before] = JSON.parse(place) as [number | null, string | null, number];
  return {
    place: { created: created ?? undefined, backupJobId: backupJobId ?? undefined },
    before,
  };
}

const sealLength = 16;

function seal(place: string, boundTo: string): string {
  return createHash('sha256').update(`${boundTo}\n${place}`).digest('hex').slice(0, sealLength);
}
