import type { RequestLogEntry } from './aws/requestLog.js';
import { visibleLine } from './jobs/visibleText.js';

/** Where the lines go: see the `Log` of src/editor. */
export interface LogLines {
  readonly info: (line: string) => void;
  readonly warn: (line: string) => void;
}

/** Writes each request to the log: what was asked, how it went, how long it took, its request id. */
export class RequestLog {
  constructor(private readonly log: LogLines) {}

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
    if (entry.failure === undefined) this.log.info(facts.join(' · '));
    else if (entry.failure.kind === 'aborted') this.log.info([...facts, 'aborted'].join(' · '));
    else this.log.warn([...facts, entry.failure.kind, visibleLine(entry.failure.summary, 300)].join(' · '));
  };
}

function countText({ count, operation }: RequestLogEntry): string {
  return `${count} ${operation === 'ListBackupVaults' ? 'vault' : 'job'}${count === 1 ? '' : 's'}`;
}
