import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Choice } from '../editor/pickOne.js';
import type { SkippedSection } from '../jobs/profileChoices.js';
import { visibleLine } from '../jobs/visibleText.js';

/** The value of a choice: a place in an AWS file. */
interface FileChoice {
  readonly brokenFile: SkippedSection['place'];
}

/** The sections that AWS tools ignore. Picking one opens the file at its line. */
export function skippedChoices(skipped: readonly SkippedSection[]): Choice<FileChoice>[] {
  return skipped.map(({ header, place, reason }) => ({
    label: visibleLine(`[${header}]`, 100),
    description: l10n.t('line {line}', { line: place.line }),
    detail: l10n.t('{reason} {file}', { reason: reasonText(reason), file: visibleLine(place.file, 200) }),
    iconPath: new vscode.ThemeIcon('warning'),
    section: l10n.t('Not read from the AWS config file'),
    value: { brokenFile: place },
  }));
}

function reasonText(reason: SkippedSection['reason']): string {
  switch (reason) {
    case 'noPrefix':
      return l10n.t('In this file, a profile’s section starts with the word “profile”.');
    case 'quotes':
      return l10n.t('A quote in its header is not closed.');
    case 'replaced':
      return l10n.t('A later section has the same name.');
    case 'words':
      return l10n.t('A name of several words needs quotes.');
  }
}
