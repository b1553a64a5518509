import type { BackupJob } from './backupJob.js';
import { IssuePattern, readMessage } from './issuePattern.js';
import { isBad, type JudgeJob, resultOf } from './jobStates.js';
import type { KnownIssue, KnownIssueEntry } from './knownIssue.js';

/** What identifies a run of a backup rule that made no job. It has no status message. */
export interface UnmadeRun {
  readonly accountId: string | undefined;
  readonly resourceArn: string | undefined;
  readonly backupRuleId: string | undefined;
  readonly backupVaultName: string | undefined;
}

/**
 * The known issues that count now, and which jobs and runs they accept. Where several accept the same, the
 * first counts. Each message is compared with the patterns once.
 */
export class AcceptedIssues {
  readonly issues: readonly KnownIssue[];
  /** A text that is the same for equal issues. */
  readonly key: string;
  /** The result of a job: good if it completed with an accepted issue. An accepted failure stays bad. */
  readonly judge: JudgeJob;
  /** The places of the issues that name the resource, the rule or the vault, in this order of preference. */
  readonly #byResource = new Map<string, number[]>();
  readonly #byRule = new Map<string, number[]>();
  readonly #byVault = new Map<string, number[]>();
  readonly #patterns: readonly (readonly [place: number, pattern: IssuePattern])[];
  readonly #matching = new Map<string, readonly number[]>();

  constructor(issues: readonly KnownIssue[]) {
    this.issues = issues;
    this.key = JSON.stringify(issues);
    this.#patterns = issues.flatMap(({ statusMessage }, place) =>
      statusMessage === undefined ? [] : [[place, new IssuePattern(statusMessage)] as const],
    );
    for (const [place, { backupRuleId, backupVaultName, resourceArn }] of issues.entries()) {
      if (resourceArn !== undefined) add(this.#byResource, resourceArn, place);
      else if (backupRuleId !== undefined) add(this.#byRule, backupRuleId, place);
      else if (backupVaultName !== undefined) add(this.#byVault, backupVaultName, place);
    }
    this.judge = issues.length === 0 ? resultOf : (job) => this.#resultOf(job);
  }

  /**
   * The known issue that accepts a job; undefined if none does. Only a job that ended without a complete
   * backup, or completed with issues, can be accepted.
   */
  issueOf(job: BackupJob): KnownIssue | undefined {
    if (this.issues.length === 0) return undefined;
    const result = resultOf(job);
    return result === 'bad' || result === 'withIssues' ? this.#issueOf(job) : undefined;
  }

  /** The known issue that accepts a job that ended without a complete backup; undefined if none does. */
  issueOfFailure(job: BackupJob): KnownIssue | undefined {
    return this.issues.length > 0 && isBad(job) ? this.#issueOf(job) : undefined;
  }

  /** The known issue that accepts a run that made no job; undefined if none does. */
  issueOfRun(run: UnmadeRun): KnownIssue | undefined {
    return this.issues.length === 0 ? undefined : this.#first(run, undefined);
  }

  #resultOf(job: BackupJob): ReturnType<JudgeJob> {
    const result = resultOf(job);
    return result === 'withIssues' && this.#issueOf(job) !== undefined ? 'good' : result;
  }

  #issueOf(job: BackupJob): KnownIssue | undefined {
    const run = {
      accountId: job.AccountId,
      resourceArn: job.ResourceArn,
      backupRuleId: job.CreatedBy?.BackupRuleId,
      backupVaultName: job.BackupVaultName,
    };
    return this.#first(run, this.#matchingOf(job.StatusMessage));
  }

  /** @param matching the places of the issues whose pattern matches; undefined if there is no message */
  #first(run: UnmadeRun, matching: readonly number[] | undefined): KnownIssue | undefined {
    let first: number | undefined;
    const places = [
      matching,
      this.#byResource.get(run.resourceArn ?? ''),
      this.#byRule.get(run.backupRuleId ?? ''),
      this.#byVault.get(run.backupVaultName ?? ''),
    ];
    for (const some of places) {
      const found = some?.find((place) => this.#accepts(place, run, matching));
      if (found !== undefined && (first === undefined || found < first)) first = found;
    }
    return first === undefined ? undefined : this.issues[first];
  }

  #accepts(place: number, run: UnmadeRun, matching: readonly number[] | undefined): boolean {
    const issue = this.issues[place];
    if (issue === undefined) return false;
    if (issue.statusMessage !== undefined && !matching?.includes(place)) return false;
    return holds(issue, run);
  }

  #matchingOf(message: string | undefined): readonly number[] {
    if (!message || this.#patterns.length === 0) return [];
    const known = this.#matching.get(message);
    if (known !== undefined) return known;
    const read = readMessage(message);
    const matching = this.#patterns.flatMap(([place, pattern]) => (pattern.matches(read) ? [place] : []));
    if (this.#matching.size >= maxCacheEntries) this.#matching.clear();
    this.#matching.set(message, matching);
    return matching;
  }
}

/** Accepts nothing. */
export const noKnownIssues = /* @__PURE__ */ new AcceptedIssues([]);

/** The issues of some entries that count: those without problems whose last day has not passed. */
export function acceptedIssues(entries: readonly KnownIssueEntry[]): AcceptedIssues {
  const issues = entries.flatMap(({ isPast, issue }) => (issue === undefined || isPast ? [] : [issue]));
  return issues.length === 0 ? noKnownIssues : new AcceptedIssues(issues);
}

/** Whether the conditions of an issue hold, except that of the message. */
function holds(issue: KnownIssue, run: UnmadeRun): boolean {
  return exactConditions.every((name) => issue[name] === undefined || issue[name] === run[name]);
}

const exactConditions = [
  'accountId',
  'resourceArn',
  'backupRuleId',
  'backupVaultName',
] as const satisfies readonly (keyof KnownIssue & keyof UnmadeRun)[];

function add(places: Map<string, number[]>, key: string, place: number): void {
  const known = places.get(key);
  if (known === undefined) places.set(key, [place]);
  else known.push(place);
}

/** Messages may contain IDs, so there may be many. */
const maxCacheEntries = 2000;
