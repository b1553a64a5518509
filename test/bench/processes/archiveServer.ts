// `archiveServer.js <jobs>` serves jobs that one account has created in the last day, and sends the URL to
// its parent process.
import { accountOf } from '../../service/givenAccount.js';
import { versionsOf } from './historyJobs.js';
import { keptAccount } from './keptAccount.js';
import { startQuickServer, wireJobs } from './quickServer.js';

async function main(): Promise<void> {
  const now = Date.now();
  const count = Number(process.argv[2]);
  const jobs = versionsOf(firstPlace, count).map(({ job }, place) => ({
    ...job,
    AccountId: keptAccount,
    CreationDate: new Date(now - dayMs + (place * dayMs) / count),
  }));
  process.send?.(await startQuickServer(wireJobs(accountOf(jobs, { accountId: keptAccount }), now), 0));
}

const dayMs = 86_400_000;
/** After all jobs that an archive of a million has. */
const firstPlace = 2_000_000;

void main();
