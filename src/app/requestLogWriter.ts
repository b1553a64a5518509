import type { RequestLogEntry } from '../aws/requestLog.js';
import type { ForeignEndpoint } from '../jobs/foreignEndpoint.js';
import type { JobFailure } from '../jobs/jobSource.js';
import { type LogLine, logLine } from '../jobs/logLine.js';
import { visibleLine } from '../jobs/visibleText.js';

/** Receives the lines: see `Log` in src/editor. */
export interface LogLines {
  readonly info: (line: LogLine) => void;
  readonly warn: (line: LogLine) => void;
}

/** Writes each request to the log with its parameters, result, duration and request ID. */
export class RequestLogWriter {
  constructor(private readonly log: LogLines) {}

  /** Writes which endpoints replace those of AWS, when a connection opens. */
  writeEndpoints(endpoints: readonly ForeignEndpoint[]): void {
    for (const { service, url } of endpoints)
      this.log.warn(logLine(`The ${service} endpoint of this connection is not AWS's own: ${url}`));
  }

  readonly write = (entry: RequestLogEntry): void => {
    const filter = Object.entries(entry.filter)
      .map(([name, value]) => `${name}=${visibleLine(String(value), 200)}`)
      .join(' ');
    const facts = [
      entry.operation,
      filter,
      entry.count === undefined ? undefined : countText(entry),
      `${Math.round(entry.durationMs)} ms`,
      entry.attempts === undefined ? undefined : `${entry.attempts} attempt(s)`,
      entry.requestId && `request id ${visibleLine(entry.requestId, 100)}`,
    ].filter(Boolean);
    const { failure } = entry;
    if (failure === undefined) this.log.info(logLine(facts.join(' · ')));
    else if (failure.kind === 'aborted') this.log.info(logLine([...facts, 'aborted'].join(' · ')));
    else this.log.warn(logLine([...facts, failure.kind, ...wordsOf(failure)].join(' · ')));
  };
}

/** Only a failure with the remedy "Show Log" has its details in the log. */
function wordsOf({ detail, remedy, summary }: JobFailure): string[] {
  const words = remedy === 'showLog' ? [summary, detail] : [summary];
  return words.filter((text) => text !== '').map((text) => visibleLine(text, 1000));
}

function countText({ count, operation }: RequestLogEntry): string {
  const noun = nouns[operation];
  return noun === undefined ? '' : `${count} ${noun}${count === 1 ? '' : 's'}`;
}

const nouns: Readonly<Partial<Record<RequestLogEntry['operation'], string>>> = {
  DescribeBackupJob: 'job',
  GetQueryResults: 'row',
  ListBackupJobs: 'job',
  ListBackupVaults: 'vault',
  ListDatabases: 'database',
  ListReportPlans: 'report plan',
  ListTableMetadata: 'table',
  ListWorkGroups: 'workgroup',
};
