import * as l10n from '@vscode/l10n';

/** The texts of the panel itself, in the user's language. */
export type PanelLabels = ReturnType<typeof panelLabels>;

/** Translates the texts, for a message to the page. */
export function panelLabels() {
  return {
    absent: '—',
    acceptKnownIssue: l10n.t('Accept as Known Issue…'),
    actions: l10n.t('Actions'),
    allFields: l10n.t('All fields'),
    category: l10n.t('Message category'),
    copy: l10n.t('Copy'),
    exportHistory: l10n.t('Export History…'),
    filter: l10n.t('Show only jobs with the same'),
    manageKnownIssues: l10n.t('Known Issues…'),
    noRelatedJobs: l10n.t('This job names no resource and has no parent or nested jobs.'),
    openInConsole: l10n.t('Open in AWS Console, in the account that you are signed in to there'),
    openLastGood: l10n.t('Open'),
    reading: l10n.t('Loading the job from AWS Backup…'),
    readingRelatedJobs: l10n.t('Loading other jobs of this resource…'),
    relatedJobs: l10n.t('Related jobs'),
    sameResource: l10n.t('Backups of this resource, the last 30 days'),
    showAllSameCause: l10n.t('Show All'),
    status: l10n.t('Status'),
    suggestedFix: l10n.t('Suggested fix'),
    thisJob: l10n.t('this job'),
    timeline: l10n.t('Timeline'),
  } as const;
}
