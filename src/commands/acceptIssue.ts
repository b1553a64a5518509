import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { InputSequence } from '../editor/inputSequence.js';
import { addKnownIssues, readKnownIssues } from '../editor/knownIssueSetting.js';
import { showError, showInformation, statusMessage } from '../editor/notify.js';
import { type Choice, type Notice, type Picked, type PickOptions, pickOne } from '../editor/pickOne.js';
import { typedDay } from '../filters/typedDay.js';
import { acceptedCounts } from '../jobs/acceptedCounts.js';
import { type AcceptedIssues, acceptedIssues, type UnmadeRun } from '../jobs/acceptedIssues.js';
import type { BackupJob } from '../jobs/backupJob.js';
import {
  type AcceptTarget,
  type IssueProposal,
  issueProposals,
  issuesOf,
  openTarget,
} from '../jobs/issueProposals.js';
import { dayAfter, endProblem, isPast, type KnownIssueScope } from '../jobs/knownIssue.js';
import { conditionsText, endText } from '../jobs/knownIssueText.js';
import { proposalTitle } from '../jobs/proposalTitle.js';
import { Slices } from '../jobs/slices.js';
import { visibleLine } from '../jobs/visibleText.js';
import { type AcceptedCount, acceptedCountTexts } from './acceptedCountTexts.js';

/** What accepting works with. */
export interface AcceptContext {
  /** All loaded jobs, to say how many a known issue would accept. */
  readonly knownJobs: () => Iterable<BackupJob>;
  /** How many runs without a job these issues accept, as far as they are known. */
  readonly acceptedRuns: (known: AcceptedIssues) => number;
  /** Tests replace it. */
  readonly pickOne?: typeof pickOne;
}

/** What the user has decided so far. */
interface Draft {
  readonly proposal?: IssueProposal;
  readonly reason?: string;
  readonly until?: string;
  readonly scope?: KnownIssueScope;
}

type Step = (draft: Draft, options: StepOptions) => Promise<Draft | 'back' | undefined>;

interface StepOptions
  extends Pick<PickOptions<unknown>, 'canGoBack' | 'sequence' | 'step' | 'title' | 'totalSteps'> {
  readonly pick: typeof pickOne;
}

/**
 * Lets the user accept jobs, or runs that made no job, as a known issue: what to match, a reason, the end
 * date, and where to store it. Nothing is stored before the last step. Shows errors.
 */
export async function acceptIssue(target: AcceptTarget, context: AcceptContext): Promise<void> {
  const now = new Date();
  const open = openTarget(target, acceptedIssues(readKnownIssues(now)));
  const proposals = issueProposals(open, now);
  if (proposals.length === 0) {
    await showInformation(
      l10n.t('There is nothing to accept: no loaded job failed or has issues. Select one that did.'),
    );
    return;
  }
  const sequence = new InputSequence();
  const closed = new AbortController();
  const matchStep = matchStepOf(proposals, open.runs, context, closed.signal);
  const steps: readonly Step[] = [matchStep, reasonStep, endStep, ...scopeSteps()];
  const draft = await runSteps(steps, context.pickOne ?? pickOne, sequence).finally(() => {
    closed.abort();
    sequence.dispose();
  });
  if (draft === undefined) return;
  const { proposal, reason = '', scope = 'user', until = '' } = draft;
  const issues = proposal?.matches.map((match) => ({ ...match, reason, until })) ?? [];
  try {
    await addKnownIssues(issues, scope);
    statusMessage(l10n.t('Accepted as a known issue until {date}', { date: shownEnd(until) }));
  } catch (error) {
    void showError(error instanceof Error ? error.message : String(error));
  }
}

async function runSteps(
  steps: readonly Step[],
  pick: typeof pickOne,
  sequence: InputSequence,
): Promise<Draft | undefined> {
  const drafts: Draft[] = [{}];
  while (drafts.length <= steps.length) {
    const place = drafts.length - 1;
    const next = await steps[place]?.(drafts.at(-1) ?? {}, {
      pick,
      title: l10n.t('Backup Jobs: Accept as Known Issue'),
      step: place + 1,
      totalSteps: steps.length,
      canGoBack: place > 0,
      sequence,
    });
    if (next === undefined) return undefined;
    if (next === 'back') drafts.pop();
    else drafts.push(next);
  }
  return drafts.at(-1);
}

/**
 * @param runs those of the target, each of which stands for one run or more
 * @param signal aborts the scan of the jobs, of which there may be a million
 */
function matchStepOf(
  proposals: readonly IssueProposal[],
  runs: readonly UnmadeRun[],
  { acceptedRuns, knownJobs }: AcceptContext,
  signal: AbortSignal,
): Step {
  const countAll = async (): Promise<readonly AcceptedCount[]> => {
    const issues = proposals.map(({ matches }) => issuesOf(matches));
    const jobs = await acceptedCounts(knownJobs(), issues, new Slices({ signal }));
    return issues.map((known, place) => ({
      jobs: jobs[place] ?? 0,
      // The tree may not know the runs of the overview.
      runs: Math.max(acceptedRuns(known), runs.filter((run) => known.issueOfRun(run) !== undefined).length),
    }));
  };
  let counts: ReturnType<typeof countAll> | undefined;
  return async (draft, { pick, ...options }) => {
    counts ??= countAll();
    return answered(
      await pick<IssueProposal>({
        ...options,
        placeholder: l10n.t(
          'Select what to accept: jobs and runs without a job to which all of its parts apply.',
        ),
        choices: counts.then((known) =>
          proposals.map((proposal, place) => proposalChoice(proposal, known[place])),
        ),
      }),
      (proposal) => ({ ...draft, proposal }),
    );
  };
}

function proposalChoice(
  proposal: IssueProposal,
  count: AcceptedCount = { jobs: 0, runs: 0 },
): Choice<IssueProposal> {
  return {
    label: proposalTitle(proposal),
    description: acceptedCountTexts(count).join(' · '),
    detail: proposal.matches.map(conditionsText).join('; '),
    value: proposal,
  };
}

const reasonStep: Step = async (draft, { pick, ...options }) =>
  answered(
    await pick<string>({
      ...options,
      placeholder: l10n.t('Type the reason, for those who see it later'),
      choices: [],
      typed: (text) => ({
        label: visibleLine(text, 200),
        description: l10n.t('the reason'),
        value: text,
      }),
      text: draft.reason ?? '',
    }),
    (reason) => ({ ...draft, reason }),
  );

const endStep: Step = async (draft, { pick, ...options }) => {
  const now = new Date();
  return answered(
    await pick<string>({
      ...options,
      placeholder: l10n.t('Select the last day, or type one, at most a year ahead: {example}', {
        example: dayAfter(now, 60),
      }),
      choices: [30, 90, 365].map((days) => ({
        label: l10n.t('{count} days', { count: days }),
        description: shownEnd(dayAfter(now, days)),
        value: dayAfter(now, days),
      })),
      typed: (text) => typedEnd(text, now),
    }),
    (until) => ({ ...draft, until }),
  );
};

function typedEnd(text: string, now: Date): Choice<string> | Notice {
  const until = typedDay(text, now);
  const problem =
    until === undefined
      ? l10n.t('is not recognized as a date')
      : isPast(until, now)
        ? l10n.t('has passed in UTC')
        : endProblem(until, now);
  const label = visibleLine(text, 200);
  if (until === undefined || problem !== undefined) return { label, description: problem ?? '' };
  return { label, description: l10n.t('until {date}', { date: shownEnd(until) }), value: until };
}

/** The step that asks where to store it, if there is a choice. */
function scopeSteps(): readonly Step[] {
  const { isTrusted, workspaceFolders } = vscode.workspace;
  if (workspaceFolders === undefined || !isTrusted) return [];
  return [
    async (draft, { pick, ...options }) =>
      answered(
        await pick<KnownIssueScope>({
          ...options,
          placeholder: l10n.t('Select where to save it. This accepts it.'),
          choices: [
            {
              label: l10n.t('For me'),
              description: l10n.t('in your user settings, which sync'),
              iconPath: new vscode.ThemeIcon('account'),
              value: 'user',
            },
            {
              label: l10n.t('For this workspace'),
              description: l10n.t('in its settings, which a team can share'),
              iconPath: new vscode.ThemeIcon('organization'),
              value: 'workspace',
            },
          ],
        }),
        (scope) => ({ ...draft, scope }),
      ),
  ];
}

function answered<Value>(
  picked: Picked<Value> | 'back' | undefined,
  next: (value: Value) => Draft,
): Draft | 'back' | undefined {
  return picked === undefined || picked === 'back' ? picked : next(picked.value);
}

function shownEnd(until: string): string {
  return endText({ until }, vscode.env.language);
}
