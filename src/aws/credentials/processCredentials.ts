import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { homeFolder } from '../awsFiles.js';
import type { ProcessPlan } from '../config/credentialPlan.js';
import { commandWords } from '../config/shellWords.js';
import { systemCodeOf } from '../errorFacts.js';
import type { Credentials } from '../sharedCredentials.js';
import type { FetchContext } from './fetchContext.js';
import { parseFields } from './parseFields.js';
import { type ProcessFault, processFailure } from './processFailure.js';

/**
 * The credentials that a program prints. As in the AWS CLI, no shell interprets the command. The program runs
 * in the home folder, never in a workspace, and is stopped when the connection closes. Rejects with a
 * JobSourceError.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
 */
export async function fetchProcessCredentials(
  plan: ProcessPlan,
  context: FetchContext,
): Promise<Credentials> {
  const { environment, files, signal } = context;
  const [program, ...args] = commandWords(plan.command) ?? [];
  const fail = (fault: ProcessFault, complaint?: string) =>
    processFailure(fault, { ...context, profile: plan.profile }, complaint);
  if (!program) throw fail('command');
  const child = spawn(program, args, {
    cwd: homeFolder(environment),
    env: {
      ...environment,
      AWS_CONFIG_FILE: files.configFile,
      AWS_SHARED_CREDENTIALS_FILE: files.credentialsFile,
    },
    shell: false,
    signal,
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const [output, complaint, exitCode] = await Promise.all([
    textFrom(child, 'stdout', maxOutputLength),
    textFrom(child, 'stderr', maxComplaintLength),
    exitOf(child, fail),
  ]);
  if (exitCode !== 0) throw fail('exit', complaint);
  const credentials = credentialsIn(output);
  if (typeof credentials === 'string') throw fail(credentials);
  return credentials;
}

/**
 * The first characters that a program writes. The rest is read and dropped, so that the program is not
 * blocked.
 */
async function textFrom(child: ChildProcess, name: 'stderr' | 'stdout', maxLength: number): Promise<string> {
  let text = '';
  for await (const part of child[name]?.setEncoding('utf8') ?? [])
    if (text.length <= maxLength) text += String(part).slice(0, maxLength + 1);
  return text;
}

async function exitOf(
  child: ChildProcess,
  fail: (fault: ProcessFault, complaint: string) => Error,
): Promise<number | null> {
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    return code;
  } catch (error) {
    const code = systemCodeOf(error);
    if (code === 'ABORT_ERR') throw error;
    throw fail('start', code);
  }
}

function credentialsIn(output: string): Credentials | ProcessFault {
  if (output.length > maxOutputLength) return 'tooLong';
  const fields = parseFields(output);
  if (fields === undefined) return 'json';
  const {
    AccessKeyId: accessKeyId,
    Expiration,
    SecretAccessKey: secretAccessKey,
    SessionToken,
    Version,
  } = fields;
  if (Version !== 1) return 'version';
  if (typeof accessKeyId !== 'string' || accessKeyId === '') return 'keys';
  if (typeof secretAccessKey !== 'string' || secretAccessKey === '') return 'keys';
  const expiration =
    Expiration === undefined || Expiration === null ? undefined : new Date(String(Expiration));
  if (expiration !== undefined && !(expiration.getTime() > Date.now())) return 'expired';
  return {
    accessKeyId,
    secretAccessKey,
    ...(typeof SessionToken === 'string' && SessionToken !== '' && { sessionToken: SessionToken }),
    ...(expiration && { expiration }),
  };
}

/** Limits of standard output and standard error, in characters. */
const maxOutputLength = 1_000_000;
const maxComplaintLength = 2_000;
