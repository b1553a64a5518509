import * as l10n from '@vscode/l10n';
import type { ResultNames } from './calendarViewModel.js';

/**
 * The results within a sentence.
 *
 * @param isFiltered whether a day may have jobs that the filter excludes
 */
export function resultNames(isFiltered: boolean): ResultNames {
  return {
    FAILED: l10n.t('failed'),
    PARTIAL: l10n.t('partial'),
    EXPIRED: l10n.t('expired'),
    ABORTED: l10n.t('aborted'),
    accepted: l10n.t('known issue'),
    missed: l10n.t('missed run'),
    overdue: l10n.t('overdue run'),
    'any other': l10n.t('another state'),
    COMPLETED_WITH_ISSUES: l10n.t('completed with issues'),
    ABORTING: l10n.t('aborting'),
    RUNNING: l10n.t('running'),
    PENDING: l10n.t('pending'),
    CREATED: l10n.t('created'),
    COMPLETED: l10n.t('completed'),
    none: isFiltered ? l10n.t('no job that matches the filter') : l10n.t('no job'),
  };
}

/** What is not known, within a sentence. */
export function doubtNames(): { readonly notJudged: string; readonly unread: string } {
  return { notJudged: l10n.t('not judged'), unread: l10n.t('not all jobs known') };
}
