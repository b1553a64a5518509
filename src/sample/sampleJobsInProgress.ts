import type { AccountDraft } from './accountDraft.js';
import type { SampleOwner } from './backupRules.js';
import { kindOf } from './sampleResourceTypes.js';
import { completed, type Ending, endingsOf } from './statusMessages.js';

const minute = 60_000;

/**
 * Jobs that are running at `now` (epoch milliseconds), at least one for each state that is not final. The
 * first of them ends within minutes, so that users can watch it.
 */
export function addJobsInProgress(draft: AccountDraft, owner: SampleOwner, now: number): void {
  const [vss = completed] = endingsOf('EC2', ['COMPLETED']);
  const stopped: Ending = { state: 'ABORTED', message: 'Backup job was stopped by user.' };
  const [expired = completed] = endingsOf('FSx', ['EXPIRED']);
  const courses: readonly (readonly [type: string, age: number, wait: number, run: number, Ending])[] = [
    ['S3', 10, 0.5, 12, completed],
    ['EBS', 40, 0.7, 70, completed],
    ['EC2', 120, 0.2, 240, vss],
    ['RDS', 1, 1.2, 6, completed],
    ['DynamoDB', 4, 12, 3, completed],
    ['FSx', 50, 60, 0, expired],
    ['VirtualMachine', 30, 0.5, 36, stopped],
  ];
  for (const [type, age, wait, run, ending] of courses) {
    const created = now - age * minute - draft.chance.whole(0, 5000);
    draft.add(draft.onDemand(owner, kindOf(type)), {
      created,
      wait: wait * minute,
      run: run * minute,
      ending,
    });
  }
  addNestedJobsInProgress(draft, owner, now);
}

/** The parent job of a cluster, with one nested job that has ended and others that are running. */
function addNestedJobsInProgress(draft: AccountDraft, owner: SampleOwner, now: number): void {
  const cluster = draft.series(owner, kindOf('EKS'));
  const created = now - 15 * minute - draft.chance.whole(0, 5000);
  const nested = draft.nestedSeries(cluster).map((part, index) => ({
    part,
    course: { created: created + 3000, wait: minute, run: (8 + 14 * index) * minute, ending: completed },
  }));
  draft.addParent(cluster, { created, wait: 2000, run: 38 * minute, ending: completed }, nested);
}
