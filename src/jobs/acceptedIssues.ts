import type { BackupJob } from './backupJob.js';
import { cached } from './cached.js';
import { IssuePattern, readMessage } from './issuePattern.js';
import { isBad, type JudgeJob, resultOf } from './jobStates.js';
import type { KnownIssue, KnownIssueEntry } from './knownIssue.js';
import { entry } from './mapEntry.js';

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
  /** The places of the issues of which the pattern matches a message. Messages may contain IDs. */
  readonly #matching = cached(2000, (message: string): readonly number[] => {
    const read = readMessage(message);
    return this.#patterns.flatMap(([place, pattern]) => (pattern.matches(read) ? [place] : []));
  });

  constructor(issues: readonly KnownIssue[]) {
    this.issues = issues;
    this.key = JSON.stringify(issues);
    this.#patterns = issues.flatMap(({ statusMessage }, place) =>
      statusMessage === undefined ? [] : [[place, new IssuePattern(statusMessage)] as const],
    );
    for (const [place, { backupRuleId, backupVaultName, resourceArn }] of issues.entries()) {
      if (resourceArn !== undefined) entry(this.#byResource, resourceArn, () => []).push(place);
      else if (backupRuleId !== undefined) entry(this.#byRule, backupRuleId, () => []).push(place);
      else if (backupVaultName !== undefined) entry(this.#byVault, backupVaultName, () => []).push(place);
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
    return !message || this.#patterns.length === 0 ? [] : this.#matching(message);
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
