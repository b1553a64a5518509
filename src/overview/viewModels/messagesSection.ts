import * as l10n from '@vscode/l10n';
import type { BackupJob } from '../../jobs/backupJob.js';
import { agoText, numberText } from '../../jobs/formats.js';
import { jobTitle } from '../../jobs/jobFacts.js';
import type { JobFilter } from '../../jobs/jobFilter.js';
import { badStates, completedWithIssues, displayState } from '../../jobs/jobStates.js';
import { knownCountText, knownIssueText } from '../../jobs/knownIssueText.js';
import { stateTitle } from '../../jobs/stateTitle.js';
import { statusAdvice } from '../../jobs/statusAdvice.js';
import type { MessageEntry } from '../figures/messageTally.js';
import type { Ranking } from '../figures/ranking.js';
import { type Cause, type CauseResource, moreText, type Section } from './section.js';
import { jobText, noneText, periodStart, periodText, type ViewModelContext } from './viewModelContext.js';

/** The most frequent status messages, with their resources and the suggested fix. */
export function messagesSection(messages: Ranking<MessageEntry>, context: ViewModelContext): Section {
  const { locale } = context;
  const number = new Intl.NumberFormat(locale);
  const hasKnown = messages.top.some(({ known }) => known > 0);
  const causes = messages.top.map((entry) => causeOf(entry, context));
  return {
    name: 'messages',
    title: l10n.t('Causes'),
    shortTitle: l10n.t('Causes'),
    caption: [
      l10n.t(
        'Status messages of the jobs created in the {period}: first of those without a complete backup, then of those completed with issues. Differences in IDs, ARNs, times and numbers are ignored.',
        { period: periodText(context) },
      ),
      hasKnown && l10n.t('Known issues come last.'),
    ]
      .filter(Boolean)
      .join(' '),
    empty: noneText(messages.top, context),
    more: moreText(messages),
    moreTarget: targetOf({}, context),
    causes,
    table: {
      columns: [
        { title: l10n.t('Message') },
        { title: l10n.t('Jobs'), isNumber: true },
        { title: l10n.t('No complete backup'), isNumber: true },
        ...(hasKnown ? [{ title: l10n.t('Known issues'), isNumber: true }] : []),
        { title: l10n.t('Resources'), isNumber: true },
        { title: l10n.t('Latest'), isShort: true },
        { title: l10n.t('Suggested fix') },
      ],
      rows: messages.top.map(({ failing, known, latest, pattern, resources, weight }, place) => ({
        cells: [
          jobText(pattern, pattern.length),
          number.format(weight),
          number.format(failing),
          ...(hasKnown ? [number.format(known)] : []),
          number.format(resources.all),
          latestText(latest, context),
          statusAdvice(latest)?.suggestedFix ?? '—',
        ],
        target: causes[place]?.target,
        accept: causes[place]?.accept,
      })),
    },
  };
}

/** The counted jobs of the period that a filter matches. */
function targetOf(filter: JobFilter, context: ViewModelContext): number {
  const counted = {
    createdAfter: periodStart(context).toISOString(),
    state: [...badStates, completedWithIssues],
  };
  return context.targets.add({ kind: 'filter', filter: { ...filter, ...counted } });
}

function causeOf(
  { failing, issue, known, latest, latestOpen, pattern, resources, weight }: MessageEntry,
  context: ViewModelContext,
): Cause {
  const { locale } = context;
  const counts = { jobs: numberText(weight, locale), resources: numberText(resources.all, locale) };
  const advice = statusAdvice(latest);
  return {
    title: jobText(pattern, maxTitle),
    value: [
      l10n.t('Jobs: {jobs} · resources: {resources}', counts),
      ...(known === 0 ? [] : [knownCountText(known, locale)]),
    ].join(' · '),
    tone: known === weight ? 'known' : failing > 0 ? 'bad' : 'warning',
    advice: [
      ...(issue === undefined ? [] : [knownIssueText(issue, locale)]),
      ...(pattern.length > maxTitle ? [jobText(pattern, pattern.length)] : []),
      ...(advice === undefined
        ? [l10n.t('No fix is known for this message.')]
        : [advice.meaning, l10n.t('Suggested fix: {fix}', { fix: advice.suggestedFix })]),
    ],
    // Without a resource, the job is all that can be opened.
    resources:
      resources.all === 0
        ? [resourceOf(latest, context)]
        : resources.top.map(({ job }) => resourceOf(job, context)),
    more: moreText(resources),
    target: targetOf({ statusMessage: pattern }, context),
    accept: latestOpen && context.targets.add({ kind: 'accept', what: { jobs: [latestOpen], runs: [] } }),
  };
}

function resourceOf(job: BackupJob, context: ViewModelContext): CauseResource {
  return {
    title: jobText(jobTitle(job), 120),
    note: latestText(job, context),
    target: context.targets.add({ kind: 'open', job }),
  };
}

/** "Failed · 3 h ago". */
function latestText(job: BackupJob, { now }: ViewModelContext): string {
  return [stateTitle(displayState(job)), job.CreationDate && agoText(job.CreationDate, now)]
    .filter(Boolean)
    .join(' · ');
}

/** In characters. A longer message is below its title as well. */
const maxTitle = 300;
