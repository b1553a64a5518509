import assert from 'node:assert/strict';
import type { AppParts } from '../../../src/app/appParts.js';
import { filterCommandContext } from '../../../src/app/filterCommandContext.js';
import type { Connection } from '../../../src/connection/connection.js';

describe('The commands that edit the filter', () => {
  it('know that a history, and a connection whose history is kept, can have old jobs', () => {
    const hasOldJobs = (chosen: Connection | undefined, archives: readonly object[]) => {
      const sessions = { chosen, current: archives };
      const app = { sessions, log: {}, root: {}, knownJobs: () => [] } as unknown as AppParts;
      return filterCommandContext(app).hasOldJobs();
    };
    const prod: Connection = { kind: 'aws', profile: 'prod' };
    assert.deepEqual(
      [
        hasOldJobs(undefined, []),
        hasOldJobs(prod, [{}, {}]),
        hasOldJobs(prod, [{}, { archive: {} }]),
        hasOldJobs({ kind: 'history', paths: ['/reports'] }, [{}]),
      ],
      [false, false, true, true],
    );
  });
});
