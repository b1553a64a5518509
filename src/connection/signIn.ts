import * as l10n from '@vscode/l10n';
import { openProgramView, type ProgramView } from '../editor/programView.js';
import type { SignIn } from '../jobs/openedConnection.js';
import { RunningProgram } from './runningProgram.js';

/**
 * Signs in with the AWS CLI and shows its output, which may contain an address and a code to type. No shell
 * is used, so none interprets the profile's name. It is not a VS Code task, because tasks do not run until
 * the folder is trusted. If the same sign-in is already running, waits for that, so that repeated clicks do
 * not open more browser windows. Resolves to whether the CLI succeeded; never rejects.
 */
export function runSignIn(how: SignIn, environment: NodeJS.ProcessEnv): Promise<boolean> {
  const key = JSON.stringify([how.command, how.profile]);
  const known = signInsInProgress.get(key);
  if (known !== undefined) return known;
  const signingIn = run(how, environment, key).finally(() => signInsInProgress.delete(key));
  signInsInProgress.set(key, signingIn);
  return signingIn;
}

async function run(how: SignIn, environment: NodeJS.ProcessEnv, key: string): Promise<boolean> {
  failed.get(key)?.close();
  failed.delete(key);
  let end = () => {};
  const view = openProgramView({
    name: l10n.t('Sign in to AWS'),
    title: l10n.t('Signing in to AWS with the profile “{profile}”', { profile: how.profile }),
    onEnd: () => end(),
  });
  const program = new RunningProgram(programOf(how, environment), (text) => view.write(text));
  end = () => program.end();
  if ((await program.exitCode) === 0) {
    view.close();
    return true;
  }
  failed.set(key, view);
  void program.outputEnd().then(() => view.fail(l10n.t('The AWS CLI could not sign in.')));
  return false;
}

function programOf({ command, profile }: SignIn, environment: NodeJS.ProcessEnv) {
  return {
    program: 'aws',
    args: [...command.split(' '), `--profile=${profile}`],
    environment,
    whenMissing: l10n.t('The AWS CLI is not on the PATH. Install it to sign in: {address}', {
      address: 'https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html',
    }),
  };
}

const signInsInProgress = new Map<string, Promise<boolean>>();

/** The views that show why a sign-in has failed, until the next attempt. */
const failed = new Map<string, ProgramView>();
