import * as vscode from 'vscode';
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
  const answer = await askForId();
  if (answer === undefined) return;
  const { backupJobId } = answer;
  const references = (await places()).map((place) => ({ ...place, backupJobId }));
  const listed = references.find(isListed);
  const reference = listed ?? (references.length > 1 ? await pickRegion(references) : references[0]);
  if (reference === undefined) return;
  if (answer.isJson) await asJson(reference);
  else await inPanel(reference);
}

async function askForId(): Promise<{ readonly backupJobId: string; readonly isJson: boolean } | undefined> {
  const box = vscode.window.createInputBox();
  const jsonButton = { iconPath: new vscode.ThemeIcon('json'), tooltip: vscode.l10n.t('Open as JSON') };
  box.title = vscode.l10n.t('Open Job by ID');
  box.placeholder = vscode.l10n.t('A backup job’s id, or any text that holds one');
  box.prompt = vscode.l10n.t('Enter opens the job in its panel, the button above as JSON.');
  box.buttons = [jsonButton];
  try {
    return await new Promise((resolve) => {
      const accept = (isJson: boolean) => {
        const backupJobId = jobIdIn(box.value);
        if (backupJobId !== undefined) resolve({ backupJobId, isJson });
        else box.validationMessage = vscode.l10n.t('There is no id of a backup job in this text');
      };
      box.onDidAccept(() => accept(false));
      box.onDidTriggerButton(() => accept(true));
      box.onDidChangeValue(() => {
        box.validationMessage = undefined;
      });
      box.onDidHide(() => resolve(undefined));
      box.show();
    });
  } finally {
    box.dispose();
  }
}

async function pickRegion(references: readonly JobReference[]): Promise<JobReference | undefined> {
  const choices = references.map((reference) => ({ label: reference.region, reference }));
  const choice = await vscode.window.showQuickPick(choices, {
    placeHolder: vscode.l10n.t('In which region is the job?'),
  });
  return choice?.reference;
}
