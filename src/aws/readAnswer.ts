import { isAscii } from 'node:buffer';
import type { DescribedBackupJob } from '../jobs/backupJob.js';
import type { JobPage } from '../jobs/jobSource.js';
import { checkAnswer } from './answerCaps.js';
import { parseExactJson } from './exactJson.js';
import { hasJobField, isObject, type JsonObject, readDescribed, text } from './fieldReaders.js';

/** A successful response that does not come from AWS Backup. */
export class UnreadableAnswerError extends Error {
  override readonly name = 'UnreadableAnswerError';
}

/**
 * The page in the body of a ListBackupJobs response. Fields of the wrong type are left out, so that one odd
 * job does not cost the whole page. Throws an `AnswerTooLargeError`, a SyntaxError if the body is not JSON,
 * and an {@link UnreadableAnswerError} if the list or the token is missing or malformed: such a page must not
 * count as the last one.
 */
export function readJobPage(body: Buffer): JobPage {
  const { items, nextToken } = listIn(parseAnswer(body), 'BackupJobs');
  return { jobs: items.map(readDescribed), ...(nextToken !== undefined && { nextToken }) };
}

/** The job in the body of a DescribeBackupJob response. Throws like {@link readJobPage}. */
export function readDescribedJob(body: Buffer): DescribedBackupJob {
  const job = readDescribed(parseAnswer(body));
  if (hasJobField(job)) return job;
  throw new UnreadableAnswerError('There is no backup job in it');
}

/** A page of vault names from the body of a ListBackupVaults response. Throws like {@link readJobPage}. */
export function readVaultPage(body: Buffer): { names: string[]; nextToken: string | undefined } {
  const { items, nextToken } = listIn(parseAnswer(body), 'BackupVaultList');
  const names = items.map((vault) => text(vault['BackupVaultName']));
  return { names: names.filter((name) => name !== undefined && name !== '') as string[], nextToken };
}

/** The token of the next page; undefined on the last page. Throws if it is present but not a string. */
export function nextTokenIn(answer: JsonObject): string | undefined {
  const token = answer['NextToken'] ?? '';
  if (typeof token !== 'string') throw new UnreadableAnswerError('NextToken is not a text');
  return token || undefined;
}

/** The list in a page. Only a page with a next token may lack it. */
function listIn(
  answer: JsonObject,
  name: string,
): { readonly items: readonly JsonObject[]; readonly nextToken: string | undefined } {
  const nextToken = nextTokenIn(answer);
  const items = answer[name] ?? (nextToken === undefined ? undefined : []);
  if (!Array.isArray(items)) throw new UnreadableAnswerError(`${name} is not a list`);
  return { items: items.filter(isObject), nextToken };
}

/** The object in a response. Throws like {@link readJobPage}. */
function parseAnswer(body: Buffer): JsonObject {
  checkAnswer(body);
  return parseObject(body);
}

/**
 * Parses a JSON object that is within the limits; integers beyond 2^53 become `bigint`. ASCII has a path of
 * its own because copying it is five times as fast as decoding UTF-8. Throws a SyntaxError or an {@link
 * UnreadableAnswerError}.
 */
export function parseObject(bytes: Buffer): JsonObject {
  const answer = parseExactJson(isAscii(bytes) ? bytes.toString('latin1') : new TextDecoder().decode(bytes));
  if (isObject(answer)) return answer;
  throw new UnreadableAnswerError('The answer is not an object');
}
