import type * as vscode from 'vscode';
import type { RequestLogEntry } from './aws/requestLog.js';
import type { ForeignEndpoint } from './jobs/foreignEndpoint.js';
import { visibleLine } from './jobs/visibleText.js';

/** Writes each request to the output channel: what was asked, how it went, how long it took, its request id. */
export class RequestLog {
  constructor(private readonly channel: Pick<vscode.LogOutputChannel, 'info' | 'warn'>) {}

  /** Writes who answers in the place of AWS, once a connection is open. */
  writeEndpoints(endpoints: readonly ForeignEndpoint[]): void {
    for (const { service, url } of endpoints)
      this.channel.warn(`The ${service} endpoint of this connection is not AWS's own: ${url}`);
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
    if (entry.failure === undefined) this.channel.info(facts.join(' · '));
    else if (entry.failure.kind === 'aborted') this.channel.info([...facts, 'aborted'].join(' · '));
    else
      this.channel.warn([...facts, entry.failure.kind, visibleLine(entry.failure.summary, 300)].join(' · '));
  };
}

function countText({ count, operation }: RequestLogEntry): string {
  return `${count} ${operation === 'ListBackupVaults' ? 'vault' : 'job'}${count === 1 ? '' : 's'}`;
}
