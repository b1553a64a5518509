import { isAscii } from 'node:buffer';
import type { DescribedBackupJob } from '../jobs/backupJob.js';
import type { JobPage } from '../jobs/jobSource.js';
import { checkAnswer } from './answerCaps.js';
import { isObject, isReadOfJob, type JsonObject, readDescribed, readJob, text } from './fieldReaders.js';

/** A successful answer that is not one of AWS Backup. */
export class UnreadableAnswerError extends Error {
  override readonly name = 'UnreadableAnswerError';
}

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
 * one odd job costs no page. Throws an {@link UnreadableAnswerError} where the whole is no such answer.
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
  const answer = parseObject(body);
  const jobs = answer['BackupJobs'] ?? [];
  if (!Array.isArray(jobs)) throw new UnreadableAnswerError('BackupJobs is not a list');
  const isForeign = Object.keys(answer).length > 0 && !('BackupJobs' in answer || 'NextToken' in answer);
  if (isForeign) throw new UnreadableAnswerError('There are no BackupJobs in it');
  return { jobs: jobs.filter(isObject), nextToken: nextTokenIn(answer) };
}

/** The job in the body of a DescribeBackupJob answer; otherwise like {@link readJobPage}. */
export function readDescribedJob(body: string): DescribedBackupJob {
  const job = readDescribed(parseObject(body));
  if (isReadOfJob(job)) return job;
  throw new UnreadableAnswerError('There is no backup job in it');
}

/** A page of the names in the body of a ListBackupVaults answer; otherwise like {@link readJobPage}. */
export function readVaultPage(body: string): { names: string[]; nextToken: string | undefined } {
  const answer = parseObject(body);
  const vaults = answer['BackupVaultList'] ?? [];
  if (!Array.isArray(vaults)) throw new UnreadableAnswerError('BackupVaultList is not a list');
  const names = vaults.filter(isObject).map((vault) => text(vault['BackupVaultName']));
  return {
    names: names.filter((name) => name !== undefined && name !== '') as string[],
    nextToken: nextTokenIn(answer),
  };
}

/** The token of the page after this one; undefined where this is the last. */
export function nextTokenIn(answer: JsonObject): string | undefined {
  return text(answer['NextToken']) || undefined;
}

/** Throws where it is no JSON of an object. */
export function parseObject(body: string): JsonObject {
  const answer: unknown = JSON.parse(withLongIntegersQuoted(body));
  if (isObject(answer)) return answer;
  throw new UnreadableAnswerError('The answer is not an object');
}

/**
 * JSON.parse would round an integer past 2^53. Quotes inside of a string are escaped, so that what looks like a
 * whole key is one, and no text of a job is touched.
 */
function withLongIntegersQuoted(json: string): string {
  if (!mayHaveLongInteger(json)) return json;
  return json.replaceAll(/("\w+"\s*:\s*)(-?\d{16,})(?=\s*[,}])/g, '$1"$2"');
}

/**
 * Whether a number may be in it that `JSON.parse` rounds. A run of so many digits has one of them at a multiple of its length, so
 * that no other places are looked at: it takes a fifth of what a regular expression does.
 */
function mayHaveLongInteger(json: string): boolean {
  for (let place = 0; place < json.length; place += longIntegerDigits) {
    if (!isDigit(json, place)) continue;
    let [first, end] = [place, place + 1];
    while (isDigit(json, first - 1)) first--;
    while (isDigit(json, end)) end++;
    if (end - first >= longIntegerDigits && /[:\s]-?$/.test(json.slice(Math.max(0, first - 2), first)))
      return true;
    // The whole run has been looked at.
    place = end - longIntegerDigits;
  }
  return false;
}

/** NaN, where there is no such place, is none. */
function isDigit(text: string, place: number): boolean {
  const code = text.charCodeAt(place);
  return code >= 48 && code <= 57;
}

/** 2^53 has as many. */
const longIntegerDigits = 16;
