import * as l10n from '@vscode/l10n';
import { type JobTarget, placeOfTarget } from '../jobs/jobTarget.js';

/** A region of the current connection. */
interface Place {
  readonly key: string;
  readonly region: string;
}

/** Whether a job is of this region. */
export function isIn({ key, region }: Place, target: JobTarget): boolean {
  const place = placeOfTarget(target);
  return place?.connection === key && place.region === region;
}

/** Why nothing can be said about these jobs. */
export function unusableTargetsText(places: readonly Place[], targets: readonly JobTarget[]): string {
  if (targets.some((target) => places.some((place) => isIn(place, target))))
    return l10n.t('This backup job has not been read yet');
  return targets.every((target) => placeOfTarget(target) === undefined)
    ? l10n.t('This backup job has no ID, so its region is not known. Run the command on its row in the tree.')
    : l10n.t('This backup job belongs to another connection. Select that connection first.');
}
