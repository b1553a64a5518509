import * as vscode from 'vscode';
import { askText } from '../editor/askText.js';
import { pickOne } from '../editor/pickOne.js';
import { jobIdIn } from '../jobs/jobIdIn.js';
import type { JobPlace, JobReference } from '../jobs/jobReader.js';

/** What a job can be opened as. */
export interface JobOpeners {
  readonly inPanel: (reference: JobReference) => unknown;
  readonly asJson: (reference: JobReference) => unknown;
  /** The regions of the connection in use; none where no connection is chosen. */
  readonly places: () => Promise<readonly JobPlace[]>;
  readonly isListed: (reference: JobReference) => boolean;
}

/** Asks for a job's id, or any text with one in it, and opens that job: in the panel, or by the box's button as JSON. */
export async function openJobById({ asJson, inPanel, isListed, places }: JobOpeners): Promise<void> {
  const answer = await askText({
    title: vscode.l10n.t('Open Job by ID'),
    placeholder: vscode.l10n.t('A backup job’s id, or any text that holds one'),
    prompt: vscode.l10n.t('Enter opens the job in its panel, the button above as JSON.'),
    read: jobIdIn,
    complaint: vscode.l10n.t('There is no id of a backup job in this text'),
    button: { iconPath: new vscode.ThemeIcon('json'), tooltip: vscode.l10n.t('Open as JSON') },
  });
  if (answer === undefined) return;
  const references = (await places()).map((place) => ({ ...place, backupJobId: answer.value }));
  const listed = references.find(isListed);
  const reference = listed ?? (references.length > 1 ? await pickRegion(references) : references[0]);
  if (reference === undefined) return;
  if (answer.isByButton) await asJson(reference);
  else await inPanel(reference);
}

async function pickRegion(references: readonly JobReference[]): Promise<JobReference | undefined> {
  const picked = await pickOne<JobReference>({
    title: vscode.l10n.t('Open Job by ID'),
    placeholder: vscode.l10n.t('In which region is the job?'),
    choices: references.map((reference) => ({ label: reference.region, value: reference })),
  });
  return picked === undefined || picked === 'back' ? undefined : picked.value;
}
