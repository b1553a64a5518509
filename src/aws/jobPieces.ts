import { isAscii } from 'node:buffer';
import type { JsonObject } from './fieldReaders.js';
import { nextTokenIn, type ParsedJobPage, parseObject } from './readAnswer.js';

/**
 * Like `parseJobPage`, job by job: a text of a megabyte costs more to make than what is in it to parse. Undefined where the body is
 * not laid out as AWS lays it out, or not to be cut so.
 *
 * A cut at what only looks like the end of a job leaves a string or a bracket open, which does not parse. So where every piece
 * does, each is one job.
 */
export function parseJobPieces(body: Buffer): ParsedJobPage | undefined {
  if (!body.subarray(0, opening.length).equals(opening)) return undefined;
  const encoding = isAscii(body) ? 'latin1' : 'utf8';
  const jobs: JsonObject[] = [];
  try {
    let start = opening.length;
    for (let end = body.indexOf(between, start); end >= 0; end = body.indexOf(between, start)) {
      jobs.push(parseObject(body.toString(encoding, start, end + 1)));
      start = end + 2;
    }
    const end = body.indexOf(closing, start);
    jobs.push(parseObject(body.toString(encoding, start, end + 1)));
    const rest = parseObject(`{${body.toString(encoding, end + 2).replace(/^,/, '')}`);
    return 'BackupJobs' in rest ? undefined : { jobs, nextToken: nextTokenIn(rest) };
  } catch {
    return undefined;
  }
}

const opening = Buffer.from('{"BackupJobs":[');
const between = Buffer.from('},{');
const closing = Buffer.from('}]');
