import { AcceptedIssues, type UnmadeRun } from './acceptedIssues.js';
import type { BackupJob } from './backupJob.js';
import { patternOfMessage } from './issuePattern.js';
import { hasIssues, isBad } from './jobStates.js';
import { type KnownIssue, knownIssueEntries, utcDay } from './knownIssue.js';

/** What a known issue matches. */
export type IssueMatch = Omit<KnownIssue, 'reason' | 'until'>;

/** What a user wants to accept: jobs, and runs that made no job. */
export interface AcceptTarget {
  readonly jobs: readonly BackupJob[];
  readonly runs: readonly UnmadeRun[];
}

/** What known issues could match: one, or one for each of several rules or vaults. */
export interface IssueProposal {
  readonly matches: readonly [IssueMatch, ...IssueMatch[]];
  /** How many of the target's jobs and runs it accepts, at least one. */
  readonly accepted: number;
}

/** Whether a job can be accepted: it ended without a complete backup, or completed with issues. */
export function isAcceptable(job: BackupJob): boolean {
  return isBad(job) || hasIssues(job);
}

/**
 * The known issues that could accept a target: its messages, resources, rules and vaults, and combinations of
 * them. Values of which it has many are left out; those that no known issue can have, too.
 */
export function issueProposals(target: AcceptTarget, now: Date): readonly IssueProposal[] {
  const jobs = target.jobs.filter(isAcceptable);
  const facts = [...jobs.map(factsOf), ...target.runs];
  const messages = commonest(facts, 'statusMessage');
  const resources = commonest(facts, 'resourceArn');
  const rules = commonest(facts, 'backupRuleId');
  const vaults = commonest(facts, 'backupVaultName');
  const account = accountOf(facts);
  const shown = (some: readonly string[]) => (some.length <= maxValues ? some : []);
  const ofMessage = (statusMessage: string) => ({ statusMessage, ...account });
  const matches: readonly (readonly IssueMatch[])[] = [
    ...messages.slice(0, maxMessages).map((message) => [ofMessage(message)]),
    ...shown(resources).map((resourceArn) => [{ resourceArn }]),
    ...shown(rules).map((backupRuleId) => [{ backupRuleId }]),
    ...together(rules).map((ids) => ids.map((backupRuleId) => ({ backupRuleId }))),
    ...shown(vaults).map((backupVaultName) => [{ backupVaultName, ...account }]),
    // Runs stop with an account or a region as a whole. Failures have messages, which say more.
    ...(jobs.length === 0 ? together(vaults) : []).map((names) =>
      names.map((backupVaultName) => ({ backupVaultName, ...account })),
    ),
    ...(messages.length === 1
      ? messages.flatMap((statusMessage) => [
          ...single(resources).map((resourceArn) => [{ statusMessage, resourceArn }]),
          ...single(rules).map((backupRuleId) => [{ statusMessage, backupRuleId }]),
          ...single(vaults).map((backupVaultName) => [{ statusMessage, backupVaultName, ...account }]),
        ])
      : []),
    ...(messages.length <= 1
      ? single(resources).flatMap((resourceArn) =>
          single(rules).map((backupRuleId) => [{ resourceArn, backupRuleId }]),
        )
      : []),
  ];
  return matches.flatMap((some): IssueProposal[] => {
    const [first, ...others] = some.filter((match) => isValid(match, now));
    if (first === undefined || others.length + 1 < some.length) return [];
    const accepted = acceptedBy([first, ...others], { jobs, runs: target.runs });
    return accepted === 0 ? [] : [{ matches: [first, ...others], accepted }];
  });
}

/** A target without what is accepted already; all of it if nothing else is left. */
export function openTarget(target: AcceptTarget, accepted: AcceptedIssues): AcceptTarget {
  const jobs = target.jobs.filter((job) => isAcceptable(job) && accepted.issueOf(job) === undefined);
  const runs = target.runs.filter((run) => accepted.issueOfRun(run) === undefined);
  return jobs.length + runs.length === 0 ? target : { jobs, runs };
}

/** The known issues with these matches, for {@link AcceptedIssues} that only count. */
export function issuesOf(matches: readonly IssueMatch[]): AcceptedIssues {
  return new AcceptedIssues(matches.map((match) => ({ ...match, reason: '', until: '' })));
}

function acceptedBy(matches: readonly IssueMatch[], { jobs, runs }: AcceptTarget): number {
  const issues = issuesOf(matches);
  return (
    jobs.filter((job) => issues.issueOf(job) !== undefined).length +
    runs.filter((run) => issues.issueOfRun(run) !== undefined).length
  );
}

interface Facts extends UnmadeRun {
  readonly statusMessage?: string | undefined;
}

function factsOf(job: BackupJob): Facts {
  return {
    accountId: job.AccountId,
    resourceArn: job.ResourceArn,
    backupRuleId: job.CreatedBy?.BackupRuleId,
    backupVaultName: job.BackupVaultName,
    statusMessage: job.StatusMessage && patternOfMessage(job.StatusMessage),
  };
}

/** The values of a fact, the most frequent first. */
function commonest(facts: readonly Facts[], name: keyof Facts): readonly string[] {
  const counts = new Map<string, number>();
  for (const { [name]: value } of facts) if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one).map(([value]) => value);
}

/** The account, if all have the same. */
function accountOf(facts: readonly Facts[]): Pick<IssueMatch, 'accountId'> {
  const [accountId, ...others] = new Set(facts.map((fact) => fact.accountId));
  return accountId && others.length === 0 ? { accountId } : {};
}

/** Values that can be accepted at once: several, but not too many. */
function together(values: readonly string[]): readonly (readonly string[])[] {
  return values.length > 1 && values.length <= maxTogether ? [values] : [];
}

function single(values: readonly string[]): readonly string[] {
  return values.length === 1 ? values : [];
}

function isValid(match: IssueMatch, now: Date): boolean {
  const [entry] = knownIssueEntries([{ ...match, reason: '-', until: utcDay(now) }], 'user', now);
  return entry?.issue !== undefined && Object.values(match).every((value) => value.length <= maxLength);
}

const maxMessages = 5;
const maxValues = 3;
/** So many rules or vaults can be accepted at once, each by an entry of its own. */
const maxTogether = 100;
/** In characters: longer than any ARN of AWS. */
const maxLength = 2048;
