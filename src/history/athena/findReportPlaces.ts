import * as l10n from '@vscode/l10n';
import { failureOf, type JobFailure } from '../../jobs/jobSource.js';
import { type ReportPlace, type ReportPlan, reportPlaces } from './reportPlaces.js';

/** The places that report plans write to. */
export interface FoundPlaces {
  readonly places: readonly ReportPlace[];
  /** Why there are none, or why some may be missing; empty if neither is so. */
  readonly note: string;
}

/**
 * Finds the places of the report plans of some regions, at least one. Never rejects: the permission is
 * optional, and a region may have no report plans.
 */
export async function findReportPlaces(
  list: (region: string, signal: AbortSignal) => Promise<readonly ReportPlan[]>,
  regions: readonly string[],
  signal: AbortSignal,
): Promise<FoundPlaces> {
  const results = await Promise.allSettled(regions.map((region) => list(region, signal)));
  const places = reportPlaces(
    results.flatMap((result) => (result.status === 'fulfilled' ? result.value : [])),
  );
  const unread = results.flatMap((result, place) =>
    result.status === 'rejected'
      ? [{ region: regions[place], reason: reasonOf(failureOf(result.reason)) }]
      : [],
  );
  return { places, note: noteOf(places, regions, unread) };
}

function noteOf(
  places: readonly ReportPlace[],
  regions: readonly string[],
  unread: readonly { readonly region: string | undefined; readonly reason: string }[],
): string {
  if (unread.length > 0)
    return l10n.t('Report plans of {regions} not read: {reason}', {
      regions: unread.map(({ region }) => region).join(', '),
      reason: [...new Set(unread.map(({ reason }) => reason))].join('; '),
    });
  return places.length > 0
    ? ''
    : l10n.t('No report plan of {regions} reports backup jobs', { regions: regions.join(', ') });
}

/** In few words: a row has room for a line. */
function reasonOf({ kind, summary }: JobFailure): string {
  return kind === 'accessDenied' ? l10n.t('backup:ListReportPlans is not allowed') : summary;
}
