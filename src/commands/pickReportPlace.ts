import { setTimeout as wait } from 'node:timers/promises';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type Choice, pickOne } from '../editor/pickOne.js';
import type { FoundPlaces } from '../history/athena/findReportPlaces.js';
import type { ReportPlace } from '../history/athena/reportPlaces.js';

/**
 * Lets the user select the folder that a report plan writes to. The list does not wait for the plans: another
 * folder can be selected at once. Resolves to undefined if the user cancels.
 */
export async function pickReportPlace(
  title: string,
  found: Promise<FoundPlaces>,
): Promise<ReportPlace | 'another' | undefined> {
  const later = new vscode.EventEmitter<Promise<readonly Choice<ReportPlace | 'another'>[]>>();
  const choices = found.then(({ note, places }) => [...places.map(placeChoice), anotherFolder(note)]);
  try {
    const soon = await Promise.race([choices, wait(soonMs)]);
    if (soon === undefined) void choices.then(() => later.fire(choices));
    const picked = await pickOne<ReportPlace | 'another'>({
      title,
      placeholder: l10n.t('Select the folder of the job reports'),
      choices: soon ?? [anotherFolder(l10n.t('Looking for report plans…'))],
      onDidChangeChoices: later.event,
    });
    return picked === undefined || picked === 'back' ? undefined : picked.value;
  } finally {
    later.dispose();
  }
}

/** Why a table of a place would read wrong rows, too; empty if it would not. */
function placeProblem({ formats, otherPlans }: ReportPlace): string {
  if (otherPlans.length > 0)
    return l10n.t('Also has the reports of {plans}', {
      plans: otherPlans.map((plan) => l10n.t('“{plan}”', { plan })).join(', '),
    });
  return formats.length > 1 ? l10n.t('CSV and JSON are in one folder') : '';
}

function placeChoice(place: ReportPlace): Choice<ReportPlace> {
  const problem = placeProblem(place);
  const format = place.formats.join(', ');
  return {
    label: l10n.t('Report plan {plan}', { plan: place.plan }),
    description: [place.region, format, problem].filter(Boolean).join(' · '),
    // Alone: the end of a long address shows which folder it is.
    detail: place.location,
    ...(problem !== '' && { detailIcon: 'warning' }),
    value: place,
  };
}

function anotherFolder(note: string): Choice<'another'> {
  return {
    label: l10n.t('Another Folder…'),
    ...(note !== '' && { detail: note, detailIcon: 'info' }),
    alwaysShow: true,
    value: 'another',
  };
}

/** How long the first list may be awaited, in milliseconds. */
const soonMs = 300;
