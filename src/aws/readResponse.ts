import { isAscii } from 'node:buffer';
import type { DescribedBackupJob } from '../jobs/backupJob.js';
import { parseExactJson } from '../jobs/exactJson.js';
import { hasJobField, isObject, type JsonObject, readDescribed, text } from '../jobs/fieldReaders.js';
import type { JobPage } from '../jobs/jobSource.js';
import { checkResponse } from './responseLimits.js';

/** The error for a successful response that does not come from AWS Backup. */
export class UnreadableResponseError extends Error {
  override readonly name = 'UnreadableResponseError';
}

/**
 * The page in the body of a ListBackupJobs response. Omits fields of the wrong type, so that one invalid job
 * does not make the whole page fail. Throws a `ResponseTooLargeError`, a SyntaxError if the body is not JSON,
 * and an {@link UnreadableResponseError} if the list is missing or the list or the token is malformed: such a
 * page must not count as the last one.
 */
export function readJobPage(body: Buffer): JobPage {
  const { items, nextToken } = listIn(parseResponse(body), 'BackupJobs');
  return { jobs: items.map(readDescribed), ...(nextToken !== undefined && { nextToken }) };
}

/** The job in the body of a DescribeBackupJob response. Throws like {@link readJobPage}. */
export function readDescribedJob(body: Buffer): DescribedBackupJob {
  const job = readDescribed(parseResponse(body));
  if (hasJobField(job)) return job;
  throw new UnreadableResponseError('There is no backup job in it');
}

/** A page of vault names from the body of a ListBackupVaults response. Throws like {@link readJobPage}. */
export function readVaultPage(body: Buffer): { names: string[]; nextToken: string | undefined } {
  const { items, nextToken } = listIn(parseResponse(body), 'BackupVaultList');
  const names = items.map((vault) => text(vault['BackupVaultName']));
  return { names: names.filter((name) => name !== undefined && name !== '') as string[], nextToken };
}

/** The token of the next page; undefined on the last page. Throws if it is present but not a string. */
export function nextTokenIn(response: JsonObject): string | undefined {
  const token = response['NextToken'] ?? '';
  if (typeof token !== 'string') throw new UnreadableResponseError('NextToken is not a text');
  return token || undefined;
}

/** The list in a page. It may be missing only if the page has a next token. */
function listIn(
  response: JsonObject,
  name: string,
): { readonly items: readonly JsonObject[]; readonly nextToken: string | undefined } {
  const nextToken = nextTokenIn(response);
  const items = response[name] ?? (nextToken === undefined ? undefined : []);
  if (!Array.isArray(items)) throw new UnreadableResponseError(`${name} is not a list`);
  return { items: items.filter(isObject), nextToken };
}

/** The object in a response. Throws like {@link readJobPage}. */
function parseResponse(body: Buffer): JsonObject {
  checkResponse(body);
  return parseObject(body);
}

/**
 * Parses a JSON object, which must be within the limits. Integers beyond 2^53 become `bigint`. ASCII is only
 * copied, which is five times as fast as decoding UTF-8. Throws a SyntaxError or an {@link
 * UnreadableResponseError}.
 */
export function parseObject(bytes: Buffer): JsonObject {
  const response = parseExactJson(
    isAscii(bytes) ? bytes.toString('latin1') : new TextDecoder().decode(bytes),
  );
  if (isObject(response)) return response;
  throw new UnreadableResponseError('The response is not an object');
}
