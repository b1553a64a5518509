import * as vscode from 'vscode';
import { localize } from '../editor/localize.js';
import type { Choice } from '../editor/pickOne.js';
import type { BackupJob } from '../jobs/backupJob.js';
import { countText } from '../jobs/formats.js';
import type { ListFilter, TextFilter } from '../jobs/jobFilter.js';
import { everyAccount, everyMessageCategory } from '../jobs/jobQuery.js';
import { completedWithIssues, stateOrder } from '../jobs/jobStates.js';
import { stateTitle } from '../jobs/stateTitle.js';
import { visibleLine } from '../jobs/visibleText.js';
import { valueHint } from './filterHints.js';
import { resourceTypes } from './resourceTypes.js';
import { type SeenValue, seenValues } from './valuesInJobs.js';

/**
 * The values that a filter is offered: what is set, what the loaded jobs hold, with how many of them do, and what the API
 * page names; each once.
 */
export function valueChoices(
  name: ListFilter | TextFilter,
  present: readonly string[],
  jobs: Iterable<BackupJob>,
): Choice<string>[] {
  const seen = new Map(seenValues(jobs, name).map((value) => [value.value, value]));
  const documented = documentedValues(name, [...seen.keys()]);
  const values =
    name === 'state' || name === 'resourceType'
      ? [...documented, ...seen.keys(), ...present]
      : [...present, ...seen.keys(), ...documented];
  return [...new Set(values)].map((value) => valueChoice(name, value, seen.get(value)));
}

/** A value as it is offered, and what a person should know of it. */
export function valueChoice(name: ListFilter | TextFilter, value: string, seen?: SeenValue): Choice<string> {
  const hint = valueHint(name, value, localize);
  const isState = name === 'state';
  const about = isState
    ? value === completedWithIssues
      ? 'COMPLETED'
      : value
    : name === 'resourceType'
      ? resourceTypes.find(({ type }) => type === value)?.service
      : seen?.title;
  const loaded =
    seen !== undefined &&
    seen.jobs > 0 &&
    vscode.l10n.t('{count} loaded', {
      count: countText({ known: seen.jobs, isExact: true }, vscode.env.language),
    });
  return {
    value,
    label: isState ? visibleLine(stateTitle(value, localize), 200) : visibleLine(value, 200),
    description: [about && visibleLine(about, 200), loaded].filter(Boolean).join(' · '),
    ...(hint !== undefined && { detail: hint, detailIcon: 'info' as const }),
  };
}

/** Typed text as a choice, whatever it is. */
export function typedValueChoice(name: ListFilter | TextFilter, text: string): Choice<string> {
  return { ...valueChoice(name, text), label: visibleLine(text, 200), description: '' };
}

function documentedValues(name: ListFilter | TextFilter, seen: readonly string[]): readonly string[] {
  switch (name) {
    case 'accountId':
      return [everyAccount];
    case 'messageCategory': {
      const isSeen = (category: string) => seen.some((one) => one.toUpperCase() === category.toUpperCase());
      return documentedCategories.filter((category) => !isSeen(category));
    }
    case 'resourceType':
      return resourceTypes.map(({ type }) => type);
    case 'state':
      return stateOrder.filter((state) => state !== 'any other');
    default:
      return [];
  }
}

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupJobs.html ByMessageCategory */
const documentedCategories = ['AccessDenied', 'SUCCESS', 'InvalidParameters', everyMessageCategory] as const;
