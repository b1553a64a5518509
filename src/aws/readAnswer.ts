import { isAscii } from 'node:buffer';
import type { DescribedBackupJob } from '../jobs/backupJob.js';
import type { JobPage } from '../jobs/jobSource.js';
import { checkAnswer } from './answerCaps.js';
import { parseExactJson } from './exactJson.js';
import { isObject, isReadOfJob, type JsonObject, readDescribed, text } from './fieldReaders.js';

/** A successful answer that is not one of AWS Backup. */
export class UnreadableAnswerError extends Error {
  override readonly name = 'UnreadableAnswerError';
}

/**
 * The page in the body of a ListBackupJobs answer. A field of a wrong type is left out, so that one odd job
 * costs no page. Throws an `AnswerTooLargeError`, a SyntaxError where it is no JSON, and an {@link
 * UnreadableAnswerError} where the whole is no such answer: a page that does not say what it holds, or how it
 * goes on, must not be taken for the last one.
 */
export function readJobPage(body: Buffer): JobPage {
  const { items, nextToken } = listIn(parseAnswer(body), 'BackupJobs');
  return { jobs: items.map(readDescribed), ...(nextToken !== undefined && { nextToken }) };
}

/** The job in the body of a DescribeBackupJob answer; otherwise like {@link readJobPage}. */
export function readDescribedJob(body: Buffer): DescribedBackupJob {
  const job = readDescribed(parseAnswer(body));
  if (isReadOfJob(job)) return job;
  throw new UnreadableAnswerError('There is no backup job in it');
}

/** A page of the names in the body of a ListBackupVaults answer; otherwise like {@link readJobPage}. */
export function readVaultPage(body: Buffer): { names: string[]; nextToken: string | undefined } {
  const { items, nextToken } = listIn(parseAnswer(body), 'BackupVaultList');
  const names = items.map((vault) => text(vault['BackupVaultName']));
  return { names: names.filter((name) => name !== undefined && name !== '') as string[], nextToken };
}

/** The token of the next page; undefined on the last one. Throws where it is neither a text nor absent. */
export function nextTokenIn(answer: JsonObject): string | undefined {
  const token = answer['NextToken'] ?? '';
  if (typeof token !== 'string') throw new UnreadableAnswerError('NextToken is not a text');
  return token || undefined;
}

/** The list of a page. Only a page that others follow may leave it out. */
function listIn(
  answer: JsonObject,
  name: string,
): { readonly items: readonly JsonObject[]; readonly nextToken: string | undefined } {
  const nextToken = nextTokenIn(answer);
  const items = answer[name] ?? (nextToken === undefined ? undefined : []);
  if (!Array.isArray(items)) throw new UnreadableAnswerError(`${name} is not a list`);
  return { items: items.filter(isObject), nextToken };
}

/** The object in a whole answer. Throws as {@link readJobPage} does. */
function parseAnswer(body: Buffer): JsonObject {
  checkAnswer(body);
  return parseObject(body);
}

/**
 * The JSON object in bytes that are within the caps; integers past 2^53 in it are `bigint`. ASCII is copied
 * five times as fast as UTF-8 is decoded. Throws a SyntaxError or an {@link UnreadableAnswerError}.
 */
export function parseObject(bytes: Buffer): JsonObject {
  const answer = parseExactJson(isAscii(bytes) ? bytes.toString('latin1') : new TextDecoder().decode(bytes));
  if (isObject(answer)) return answer;
  throw new UnreadableAnswerError('The answer is not an object');
}
