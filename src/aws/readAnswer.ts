import { isAscii } from 'node:buffer';
import type { DescribedBackupJob } from '../jobs/backupJob.js';
import type { JobPage } from '../jobs/jobSource.js';
import { checkAnswer } from './answerCaps.js';
import { parseExactJson } from './exactJson.js';
import { isObject, isReadOfJob, type JsonObject, readDescribed, readJob, text } from './fieldReaders.js';
import { UnreadableAnswerError } from './unreadableAnswerError.js';

/**
 * The text of a body. Most are ASCII, which is copied five times as fast as UTF-8 is decoded. Throws an `AnswerTooLargeError` where it
 * holds more than a parser should be given.
 */
export function textOf(body: Buffer): string {
  checkAnswer(body);
  return isAscii(body) ? body.toString('latin1') : new TextDecoder().decode(body);
}

/**
 * The page in the body of a ListBackupJobs answer. A field of a type that it should not have is left out, so that
 * one odd job costs no page. Throws an {@link UnreadableAnswerError} where the whole is no such answer: a page that does not say what it
 * holds, or how it goes on, must not be taken for the last one.
 */
export function readJobPage(body: string): JobPage {
  const { jobs, nextToken } = parseJobPage(body);
  return { jobs: jobs.map(readJob), ...(nextToken !== undefined && { nextToken }) };
}

/** A page whose jobs are as they came. */
export interface ParsedJobPage {
  readonly jobs: readonly JsonObject[];
  readonly nextToken: string | undefined;
}

/** {@link readJobPage} in two steps: its jobs are still to be read, each by `readJob`. */
export function parseJobPage(body: string): ParsedJobPage {
  const { items: jobs, nextToken } = listIn(parseObject(body), 'BackupJobs');
  return { jobs, nextToken };
}

/** The job in the body of a DescribeBackupJob answer; otherwise like {@link readJobPage}. */
export function readDescribedJob(body: string): DescribedBackupJob {
  const job = readDescribed(parseObject(body));
  if (isReadOfJob(job)) return job;
  throw new UnreadableAnswerError('There is no backup job in it');
}

/** A page of the names in the body of a ListBackupVaults answer; otherwise like {@link readJobPage}. */
export function readVaultPage(body: string): { names: string[]; nextToken: string | undefined } {
  const { items, nextToken } = listIn(parseObject(body), 'BackupVaultList');
  const names = items.map((vault) => text(vault['BackupVaultName']));
  return { names: names.filter((name) => name !== undefined && name !== '') as string[], nextToken };
}

/** The token of the page after this one; undefined where this is the last. Throws where it is neither a text nor absent. */
export function nextTokenIn(answer: JsonObject): string | undefined {
  const token = answer['NextToken'] ?? '';
  if (typeof token !== 'string') throw new UnreadableAnswerError('NextToken is not a text');
  return token || undefined;
}

/** The list of a page, which only a page that others follow may leave out. */
function listIn(
  answer: JsonObject,
  name: string,
): { readonly items: readonly JsonObject[]; readonly nextToken: string | undefined } {
  const nextToken = nextTokenIn(answer);
  const items = answer[name] ?? (nextToken === undefined ? undefined : []);
  if (!Array.isArray(items)) throw new UnreadableAnswerError(`${name} is not a list`);
  return { items: items.filter(isObject), nextToken };
}

/** Throws where it is no JSON of an object. Integers past 2^53 in it are `bigint`. */
export function parseObject(body: string): JsonObject {
  const answer = parseExactJson(body);
  if (isObject(answer)) return answer;
  throw new UnreadableAnswerError('The answer is not an object');
}
