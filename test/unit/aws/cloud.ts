import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { type FaultyService, withFaults } from '../../../src/sample/faults.js';
import { startLoopbackServer } from '../../../src/sample/loopbackServer.js';
import { accountOf } from '../../../src/sample/sampleAccount.js';
import { createSampleCloud } from '../../../src/sample/sampleCloud.js';
import type { AwsHome } from './awsHome.js';

/** The user whose keys are in the files, the account behind a role, and the one behind SSO. */
export const accounts = { user: '111122223333', role: '444455556666', sso: '777788889999' } as const;

/** The keys of the user. */
export const userKeys = { accessKeyId: 'AKIAUSER', secretAccessKey: 'userSecret' } as const;

/** The device that the role `mfa` wants, and the code that it shows. */
export const device = { serial: 'arn:aws:iam::111122223333:mfa/phone', code: '123456' } as const;

/** A cloud behind HTTP. */
export interface CloudUnderTest extends FaultyService {
  readonly url: string;
  /** The clock of the cloud goes so many milliseconds further. */
  pass(milliseconds: number): void;
  close(): Promise<void>;
}

/** Starts a cloud of three accounts, each in two regions with one job, and lets the environment of a home lead there. */
export async function startCloud(home: AwsHome): Promise<CloudUnderTest> {
  let ahead = 0;
  const now = () => Date.now() + ahead;
  const role = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`;
  const cloud = createSampleCloud({
    now,
    accounts: Object.values(accounts).flatMap((accountId) =>
      ['us-east-1', 'eu-west-1'].map((region) =>
        accountOf([jobOf(accountId, region)], { accountId, region }),
      ),
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
        { accessToken: 'good', expires: now() + 3_600_000 },
        { accessToken: 'old', expires: now() - 1, refreshToken: 'refresh' },
      ],
    },
  });
  const faulty = withFaults(cloud, now);
  const server = await startLoopbackServer(faulty.service);
  home.set({
    AWS_ENDPOINT_URL: server.url,
    AWS_ENDPOINT_URL_STS: server.url,
    AWS_ENDPOINT_URL_SSO: server.url,
    AWS_ENDPOINT_URL_SSO_OIDC: server.url,
  });
  return {
    ...faulty,
    url: server.url,
    pass: (milliseconds) => {
      ahead += milliseconds;
    },
    close: () => server.close(),
  };
}

function jobOf(accountId: string, region: string): BackupJob {
  return { AccountId: accountId, BackupJobId: `${accountId}-${region}`, CreationDate: new Date() };
}
