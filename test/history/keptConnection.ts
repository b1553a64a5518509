import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { after } from 'mocha';
import { Session } from '../../src/connection/session.js';
import type { ArchivedConnection, ArchiveOptions } from '../../src/history/archive/openArchive.js';
import { withArchive } from '../../src/history/archive/openArchive.js';
import type { JobSource } from '../../src/jobs/jobSource.js';
import type { CallerIdentity } from '../../src/jobs/openedConnection.js';
import { historyWorker } from './historyFolder.js';
import { ownAccount } from './listedJobs.js';

/** What differs from a connection of which every page is stored and STS names the account. */
export interface KeptConnectionOptions extends Partial<ArchiveOptions> {
  readonly readIdentity?: (signal: AbortSignal) => Promise<CallerIdentity>;
}

/** The region of {@link keptConnections}. */
export const keptRegion = 'eu-west-1';

/**
 * A function that opens a connection to a service. Its history is kept in a folder with a name. They are
 * disposed after the tests of the `describe` that it is called in.
 */
export function keptConnections(
  folder: string,
): (service: JobSource, name: string, options?: KeptConnectionOptions) => ArchivedConnection {
  const opened: ArchivedConnection[] = [];
  after(() => {
    for (const { connection } of opened) connection.dispose();
  });
  return (service, name, { readIdentity = async () => ({ account: ownAccount }), ...options } = {}) => {
    const archived = withArchive(
      { regions: [{ region: keptRegion, source: service }], readIdentity, dispose: () => {} },
      {
        folder: () => path.join(folder, name),
        workerFile: historyWorker,
        isKept: () => true,
        retentionDays: () => 0,
        onProblem: () => {},
        onPutAside: () => {},
        ...options,
      },
    );
    opened.push(archived);
    return archived;
  };
}

/** A session of the only region of a connection. */
export function sessionOf({ connection }: ArchivedConnection, pageSize = 1000): Session {
  const [first] = connection.regions;
  if (first === undefined) throw new Error('The connection has no region');
  return new Session({ ...first, key: 'profile:prod', pageSize: () => pageSize });
}

/** Waits until a value is as expected, for at most a few seconds. Returns the last one. */
export async function eventually<Value>(
  read: () => Value | Promise<Value>,
  isExpected: (value: Value) => boolean,
): Promise<Value> {
  for (let tries = 0; ; tries++) {
    const value = await read();
    if (isExpected(value) || tries === 500) return value;
    await sleep(10);
  }
}
