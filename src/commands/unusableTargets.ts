import * as l10n from '@vscode/l10n';
import type { JobTarget } from '../jobs/jobTarget.js';

/** A region of the current connection. */
interface Place {
  readonly key: string;
  readonly region: string;
}

/** Whether a job is of this region. */
export function isIn({ key, region }: Place, { reference }: JobTarget): boolean {
  return reference?.connection === key && reference.region === region;
}

/** Why nothing can be said about these jobs. */
export function unusableTargetsText(places: readonly Place[], targets: readonly JobTarget[]): string {
  return targets.some((target) => places.some((place) => isIn(place, target)))
    ? l10n.t('This backup job has not been read yet')
    : l10n.t('This backup job belongs to another connection. Select that connection first.');
}
