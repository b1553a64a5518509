import { createHash } from 'node:crypto';
import path from 'node:path';
import type { BackupJob } from '../src/jobs/backupJob.js';
import { type Fault, type FaultyService, withFaults } from './service/faults.js';
import { accountOf } from './service/givenAccount.js';
import { startLoopbackServer } from './service/loopbackServer.js';
import { createSampleCloud } from './service/sampleCloud.js';

/** The account of the user whose keys are in the files, that of a role, and that of SSO. */
export const accounts = { user: '111122223333', role: '444455556666', sso: '777788889999' } as const;

/** The keys of the user. */
export const userKeys = { accessKeyId: 'AKIAUSER', secretAccessKey: 'userSecret' } as const;

/** The device that the role `mfa` requires, and its code. */
export const device = { serial: 'arn:aws:iam::111122223333:mfa/phone', code: '123456' } as const;

/** A cloud served over HTTP. */
export interface CloudUnderTest extends FaultyService {
  readonly url: string;
  /** The environment that leads AWS tools to it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Moves the clock of the cloud forward. */
  pass(milliseconds: number): void;
  close(): Promise<void>;
}

/**
 * Starts a cloud with three accounts, each in two regions with one job, in a vault named like the account.
 * The user's account has as many jobs in us-east-1 as `userJobs` says.
 */
export async function startCloud(options: { readonly userJobs?: number } = {}): Promise<CloudUnderTest> {
  const { userJobs = 1 } = options;
  let ahead = 0;
  const now = () => Date.now() + ahead;
  const role = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`;
  const cloud = createSampleCloud({
    now,
    accounts: Object.values(accounts).flatMap((accountId) =>
      ['us-east-1', 'us-west-2'].map((region) => {
        const count = accountId === accounts.user && region === 'us-east-1' ? userJobs : 1;
        return accountOf(jobsOf(accountId, region, count), { accountId, region });
      }),
    ),
    keys: [{ ...userKeys, accountId: accounts.user, arn: `arn:aws:iam::${accounts.user}:user/anna` }],
    roles: [
      { arn: role(accounts.role, 'reader') },
      { arn: role(accounts.user, 'first') },
      {
        arn: role(accounts.role, 'second'),
        trusts: [`arn:aws:sts::${accounts.user}:assumed-role/first/chained`],
      },
      { arn: role(accounts.role, 'mfa'), mfa: { serial: device.serial, code: () => device.code } },
      { arn: role(accounts.role, 'web'), webIdentityToken: 'web-token' },
    ],
    sso: {
      roles: [{ accountId: accounts.sso, roleName: 'Reader' }],
      signIns: [
        { accessToken: 'good', expires: now() + 10 * 3_600_000 },
        { accessToken: 'old', expires: now() - 1, refreshToken: 'refresh' },
      ],
    },
  });
  const faulty = withFaults(cloud, now);
  const server = await startLoopbackServer(faulty.service);
  return {
    ...faulty,
    url: server.url,
    environment: {
      AWS_ENDPOINT_URL: server.url,
      AWS_ENDPOINT_URL_STS: server.url,
      AWS_ENDPOINT_URL_SSO: server.url,
      AWS_ENDPOINT_URL_SSO_OIDC: server.url,
    },
    pass: (milliseconds) => {
      ahead += milliseconds;
    },
    close: () => server.close(),
  };
}

/** A job every ten minutes, up to now. */
function jobsOf(accountId: string, region: string, count: number): BackupJob[] {
  const now = Date.now();
  return Array.from({ length: count }, (_, place) => ({
    AccountId: accountId,
    BackupJobId: [accountId, region, ...(place === 0 ? [] : [place])].join('-'),
    BackupVaultName: `vault-of-${accountId}`,
    CreationDate: new Date(now - place * 600_000),
    State: 'COMPLETED',
  }));
}

const keys = `aws_access_key_id = ${userKeys.accessKeyId}
aws_secret_access_key = ${userKeys.secretAccessKey}
`;
const role = (name: string, account: string = accounts.role) =>
  `role_arn = arn:aws:iam::${account}:role/${name}\n`;

/** An AWS config file with a profile for each kind of sign-in to the cloud. */
export const cloudConfig = `
[profile keys]
${keys}
[profile reader]
${role('reader')}source_profile = keys
[profile first]
${role('first', accounts.user)}source_profile = keys
role_session_name = chained
[profile chain]
${role('second')}source_profile = first
[profile mfa]
${role('mfa')}source_profile = keys
mfa_serial = ${device.serial}
[profile web]
${role('web')}web_identity_token_file = ~/web-token
[profile corp]
region = us-west-2
sso_session = corp
sso_account_id = ${accounts.sso}
sso_role_name = Reader
[sso-session corp]
sso_region = us-east-1
sso_start_url = https://corp.awsapps.com/start
`;

/** Where the AWS CLI stores the token of the sign-in of {@link cloudConfig}, relative to the home folder. */
export const tokenFile = path.join(
  '.aws',
  'sso',
  'cache',
  `${createHash('sha1').update('corp').digest('hex')}.json`,
);

/** A fault that holds answers back until `answer` is called, and counts requests and aborts meanwhile. */
export function heldAnswers() {
  const seen = { requests: 0, aborts: 0 };
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const fault: Fault = async (request, service) => {
    seen.requests++;
    request.signal?.addEventListener('abort', () => seen.aborts++);
    await answered;
    return service(request);
  };
  return { answer, fault, seen };
}
