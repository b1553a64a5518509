import * as l10n from '@vscode/l10n';
import { visibleLine } from './visibleText.js';

/** The names of a few regions: `eu-west-1, us-east-1`, `eu-west-1, us-east-1 +4`. */
export function regionsText(regions: readonly string[]): string {
  const shown = regions
    .slice(0, 2)
    .map((region) => visibleLine(region, 40))
    .join(', ');
  const more = regions.length - 2;
  return more > 0 ? l10n.t('{regions} +{count}', { regions: shown, count: more }) : shown;
}
