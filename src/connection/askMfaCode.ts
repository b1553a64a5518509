import * as vscode from 'vscode';
import { visibleLine } from '../jobs/visibleText.js';

/** What an MFA code is asked for. */
export interface MfaRequest {
  /** The serial number or the ARN of the device. */
  readonly serial: string;
  readonly profile: string;
  /** The role that the code opens, where that is known. */
  readonly roleArn?: string | undefined;
  /** Aborts where nobody needs the code any more: the box goes away. */
  readonly signal: AbortSignal;
}

/**
 * Asks for the code of an MFA device; undefined where the user would rather not. The box keeps the focus while the
 * user looks at the device.
 */
export async function askMfaCode(request: MfaRequest): Promise<string | undefined> {
  const box = vscode.window.createInputBox();
  const owned: vscode.Disposable[] = [box];
  const device = visibleLine(request.serial, 200);
  const role = visibleLine(request.roleArn ?? request.profile, 200);
  box.title = vscode.l10n.t('MFA code for {profile}', { profile: visibleLine(request.profile, 100) });
  box.prompt = vscode.l10n.t('The code of {device}, for {role}', { device, role });
  box.placeholder = '123456';
  box.ignoreFocusOut = true;
  box.password = true;
  try {
    return await new Promise((resolve) => {
      const leave = () => resolve(undefined);
      request.signal.addEventListener('abort', leave, { once: true });
      owned.push(
        { dispose: () => request.signal.removeEventListener('abort', leave) },
        box.onDidHide(leave),
        box.onDidChangeValue(() => {
          box.validationMessage = undefined;
        }),
        box.onDidAccept(() => {
          const code = box.value.replaceAll(/\s/g, '');
          if (/^\d{6}$/.test(code)) resolve(code);
          else box.validationMessage = vscode.l10n.t('A code has six digits.');
        }),
      );
      if (request.signal.aborted) leave();
      else box.show();
    });
  } finally {
    vscode.Disposable.from(...owned).dispose();
  }
}
