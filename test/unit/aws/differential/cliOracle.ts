import { execFile } from 'node:child_process';
import type { IdentifyingCloud } from './identifyingCloud.js';

/** The access key that signed what the AWS CLI sent, or why it sent nothing. */
export type CliSigning = { readonly key: string } | { readonly error: string };

/** Asks the real `aws` for one page of backup jobs with a profile, null for none; undefined where there is no `aws`. */
export async function cliSigning(
  cloud: IdentifyingCloud,
  environment: Readonly<Record<string, string>>,
  profile: string | null,
): Promise<CliSigning | undefined> {
  const caller = `cli-${++callers}`;
  const args = ['backup', 'list-backup-jobs', '--region', 'us-east-1', '--no-paginate'];
  if (profile !== null) args.push(`--profile=${profile}`);
  const error = await failure(args, { ...environment, AWS_ENDPOINT_URL_BACKUP: cloud.backupOf(caller) });
  const [key] = cloud.takeSigners(caller);
  if (key !== undefined) return { key };
  return error === undefined ? undefined : { error };
}

let callers = 0;

/** What it complains of; undefined where there is no such program. */
function failure(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = execFile('aws', args, { env: environment, timeout: 60_000 }, (error, _, stderr) =>
      resolve(error?.code === 'ENOENT' ? undefined : stderr.trim() || (error?.message ?? 'nothing was sent')),
    );
    child.on('error', () => {});
    child.stdin?.end();
  });
}
