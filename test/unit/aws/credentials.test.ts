import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { MfaRequest } from '../../../src/aws/credentials/credentials.js';
import { SignInNeededError } from '../../../src/aws/credentials/ssoToken.js';
import { failureFrom } from '../../../src/aws/failures.js';
import type { RequestLogEntry } from '../../../src/aws/requestLog.js';
import { responseLimits } from '../../../src/aws/responseLimits.js';
import { JobSourceError } from '../../../src/jobs/jobSource.js';
import { hostileShellTexts } from '../../hostile.js';
import { type AskOptions, ask, failureIn, open } from './asking.js';
import { type AwsHome, enterAwsHome } from './awsHome.js';
import {
  answer,
  awsError,
  hang,
  json,
  type StubAnswer,
  type StubService,
  startStub,
  stsError,
} from './stubService.js';

const inRegion = (profile: string) => ({ profile, region: 'us-east-1' });
const assumed =
  '<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>' +
  '<AccessKeyId>ASIAASSUMED</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>' +
  '<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>';
const keys = 'aws_access_key_id = AKIAFILE\naws_secret_access_key = secret\n';

describe('The credentials of a connection', () => {
  let home: AwsHome;
  let backup: StubService;
  let signer: StubService;
  beforeEach(async () => {
    home = await enterAwsHome();
    backup = await startStub();
    signer = await startStub();
    home.set({
      AWS_ENDPOINT_URL_BACKUP: backup.url,
      AWS_ENDPOINT_URL_SSO: signer.url,
      AWS_ENDPOINT_URL_SSO_OIDC: signer.url,
      AWS_ENDPOINT_URL_STS: signer.url,
    });
  });
  afterEach(async () => {
    await Promise.all([backup.close(), signer.close()]);
    await home.leave();
  });

  async function fails(profile: string | undefined, expected: readonly string[], asking: AskOptions = {}) {
    const connection = profile === undefined ? { region: 'us-east-1' } : inRegion(profile);
    const failure = await failureIn(ask({ connection, ...asking }));
    const text = `${failure.summary}\n${failure.detail}`;
    assert.deepEqual([failure.kind, failure.remedy], expected.slice(0, 2), text);
    assert.doesNotMatch(text, /secret-output/, 'the output of a program may be a secret');
    for (const words of expected.slice(2)) assert.ok(text.includes(words), `${words} is not in: ${text}`);
    assert.equal(backup.requests.length, 0, 'no request is sent without credentials');
  }

  /** The access key that signed the last request. */
  function signedBy(): string | undefined {
    return /Credential=([^/]+)/.exec(backup.requests.at(-1)?.headers.authorization ?? '')?.[1];
  }

  it('fail with a reason if there are none', () =>
    fails(undefined, ['credentials', 'selectConnection', 'No AWS']));

  it('come from the environment before the default profile, and from a selected profile before both', async () => {
    await home.credentials(`[default]\n${keys}[other]\n${keys.replace('AKIAFILE', 'AKIAOTHER')}`);
    await ask();
    assert.equal(signedBy(), 'AKIAFILE');
    home.set({ AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: 'secret' });
    await ask();
    assert.equal(signedBy(), 'AKIAENV');
    await ask({ connection: inRegion('other') });
    assert.equal(signedBy(), 'AKIAOTHER');
    home.set({ AWS_PROFILE: 'other' });
    await ask();
    assert.equal(signedBy(), 'AKIAOTHER');
  });

  it('are read again from the file after AWS has reported the keys as expired', async () => {
    await home.credentials(`[default]\n${keys}`);
    const { source } = await open();
    const { signal } = new AbortController();
    backup.answerWith(awsError('ExpiredTokenException', 403, ''), json({ BackupJobs: [] }));
    assert.equal((await failureIn(source.listBackupJobs({}, { signal }))).kind, 'signInExpired');
    await home.credentials(`[default]\n${keys.replace('AKIAFILE', 'AKIARENEWED')}`);
    await source.listBackupJobs({}, { signal });
    assert.equal(signedBy(), 'AKIARENEWED');
    source.dispose();
  });

  it('need an SSO sign-in, and are found after it', async () => {
    await home.config(
      '[profile dev]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Reader\n' +
        '[profile role]\nrole_arn = arn:aws:iam::444455556666:role/r\nsource_profile = dev\n' +
        '[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://corp.awsapps.com/start\n',
    );
    await fails('dev', ['signInExpired', 'signIn', 'aws sso login --profile dev']);
    await fails('role', ['signInExpired', 'signIn', 'aws sso login --profile dev']);
    const { source, signIn } = await open({ connection: inRegion('dev') });
    assert.deepEqual(signIn, { command: 'sso login', profile: 'dev' });
    const token = `.aws/sso/cache/${createHash('sha1').update('corp').digest('hex')}.json`;
    const write = (expiresAt: string) => home.write(token, JSON.stringify({ accessToken: 'x', expiresAt }));
    await write('2020-01-01T00:00:00Z');
    await fails('dev', ['signInExpired', 'signIn', 'aws sso login --profile dev']);
    const { signal } = new AbortController();
    assert.equal((await failureIn(source.listBackupJobs({}, { signal }))).remedy, 'signIn');

    await write('2099-01-01T00:00:00Z');
    signer.answerWith(awsError('UnauthorizedException', 401, 'Session token not found or invalid'));
    await fails('dev', ['signInExpired', 'signIn', 'aws sso login --profile dev']);
    signer.answerWith(awsError('ForbiddenException', 403, 'No access'));
    await fails('dev', ['accessDenied', 'selectConnection', 'dev', 'No access']);
    const roleCredentials = { accessKeyId: 'ASIASSO', secretAccessKey: 's', sessionToken: 't' };
    signer.answerWith(json({ roleCredentials: { ...roleCredentials, expiration: 4_000_000_000_000 } }));
    await source.listBackupJobs({}, { signal });
    assert.equal(signedBy(), 'ASIASSO');
    source.dispose();
  });

  it('have a sign-in command only if no shell needs quotes for the profile', () => {
    const detailFor = (profile: string) =>
      failureFrom(new SignInNeededError(), {
        ...inRegion(profile),
        phase: 'credentials',
        signIn: { command: 'sso login', profile },
      }).detail;
    assert.match(detailFor('corp.dev-1'), / The command: aws sso login --profile corp\.dev-1$/);
    for (const profile of ['my corp', '--version', ...Object.values(hostileShellTexts)])
      assert.doesNotMatch(detailFor(profile), /aws sso login/, profile);
  });

  it('fail with a reason for SSO settings that cannot work, and for a sign-in service that does not respond', async () => {
    await home.config(
      '[profile half]\nsso_account_id = 111122223333\n' +
        '[profile old]\nsso_account_id = 1\nsso_role_name = R\nsso_region = us-east-1\nsso_start_url = https://x/',
    );
    await fails('half', ['configuration', 'editAwsConfig', 'half']);
    await fails('old', ['signInExpired', 'signIn', 'aws sso login --profile old']);
    const token = `.aws/sso/cache/${createHash('sha1').update('https://x/').digest('hex')}.json`;
    await home.write(token, '{"accessToken":"x","expiresAt":"2099-01-01T00:00:00Z"}');
    signer.answerWith(hang);
    await fails('old', ['timeout', 'retry'], { timeouts: { requestMs: 50 } });
    await signer.close();
    await fails('old', ['network', 'retry', '127.0.0.1']);
  });

  it('need a new console sign-in if the old one has ended', async () => {
    await home.config('[profile desk]\nlogin_session = arn:aws:sts::111122223333:assumed-role/a/b\n');
    await fails('desk', ['signInExpired', 'signIn', 'aws login --profile desk']);
  });

  it('come from a program, with a reason if its output is not usable', async () => {
    const program = async (name: string, script: string) =>
      `[profile ${name}]\ncredential_process = "${process.execPath}" "${await home.write(`${name}.js`, script)}"\n`;
    const printed = JSON.stringify({ Version: 1, AccessKeyId: 'AKIAPROGRAM', SecretAccessKey: 's' });
    await home.config(
      (await program('good', `console.log(${JSON.stringify(printed)})`)) +
        (await program(
          'bad',
          'console.log("secret-output"); console.error("Your VPN is off"); process.exit(3)',
        )) +
        (await program('garbage', 'console.log("secret-output {")')) +
        (await program('older', 'console.log(\'{"Version":2}\')')) +
        (await program('slow', 'setTimeout(() => {}, 1500)')),
    );
    await fails('bad', ['credentials', 'retry', 'bad', 'Your VPN is off']);
    await fails('garbage', ['credentials', 'editAwsConfig', 'invalid JSON']);
    await fails('older', ['credentials', 'editAwsConfig', 'Version 1']);
    await fails('slow', ['timeout', 'retry'], { timeouts: { credentialsMs: 50 } });
    const { source } = await open({ connection: inRegion('slow') });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 20);
    const failure = await failureIn(source.listBackupJobs({}, { signal: controller.signal }));
    assert.equal(failure.kind, 'aborted');
    await ask({ connection: inRegion('good') });
    assert.equal(signedBy(), 'AKIAPROGRAM');
  });

  it('never quote the command of a program, however it fails', async () => {
    const program = await home.write(
      'quoting.js',
      'console.error(process.env.QUOTED ?? ""); process.exit(3)',
    );
    const command = `"${process.execPath}" "${program}" --password hunter2 --pin=hunter3 "hunter4 'x'" -pin=hunter6 pin=hunter7 "hunt\\er8"`;
    const other = `/opt/bin/other --token hunter3`;
    const words = [
      process.execPath,
      program,
      '--password',
      'hunter2',
      '--pin=hunter3',
      "hunter4 'x'",
      '-pin=hunter6',
      'pin=hunter7',
      'hunt\\er8',
    ];
    await home.config(
      `[profile role]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = quoting\n[profile quoting]\ncredential_process = ${command}\n` +
        `[profile other]\ncredential_process = ${other}\n` +
        `[profile missing]\ncredential_process = /no/such/program --password hunter2\n` +
        `[profile shell]\ncredential_process = echo 'hunter2\n`,
    );
    const cases: readonly (readonly [profile: string, quoted?: string])[] = [
      ['quoting', ''],
      ['quoting', 'Off'],
      ['quoting', `cannot run ${command}`],
      ['quoting', 'secretKey=hunter5'],
      ['quoting', `${other}: failed\n${command}\nCommand failed: ${command}`],
      ['quoting', `Command failed: ${words.join(' ')}`],
      ['quoting', `Command failed: ${JSON.stringify(words)}`],
      ['quoting', `wrong password hunter2, not hunter3 or hunter4 'x'`],
      ['quoting', 'wrong pin hunter6, not hunter7'],
      ['role', `cannot run ${command}`],
      ['missing'],
      ['shell'],
    ];
    for (const [profile, quoted = ''] of cases) {
      home.set({ QUOTED: quoted });
      const log: RequestLogEntry[] = [];
      const failure = await failureIn(ask({ connection: inRegion(profile), log }));
      const reported = JSON.stringify([failure, log]);
      assert.equal(failure.kind, 'credentials', reported);
      assert.equal(log.length, 1);
      assert.doesNotMatch(reported, /hunter|hunt.+er8/);
    }
    home.set({ QUOTED: `The VPN is off: ${command}, ask --password for it` });
    assert.equal(
      (await failureIn(ask({ connection: inRegion('quoting') }))).detail,
      'The VPN is off: …, ask --password for it.',
    );
  });

  it('come from a role, and its denial is not shown as a denial of AWS Backup', async () => {
    await home.config(
      `[profile r]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = k\n[profile k]\n${keys}`,
    );
    signer.answerWith(stsError('AccessDenied', 403, 'not authorized to perform: sts:AssumeRole'));
    await fails('r', ['accessDenied', 'selectConnection', 'role of the profile “r”', 'sts:AssumeRole']);
    signer.answerWith(stsError('ExpiredToken', 403, 'x'));
    await fails('r', ['signInExpired', 'retry', 'Renew']);
    signer.answerWith(stsError('Throttling', 400, 'Rate exceeded'));
    await fails('r', ['throttled', 'retry', 'Too many requests for credentials']);
    const long = `${assumed}${' '.repeat(responseLimits.shortBytes)}`;
    signer.answerWith(answer(200, { 'content-type': 'text/xml' }, long));
    await fails('r', ['credentials', 'selectConnection', 'more than 1048576 bytes']);
    signer.answerWith(stsError('ServiceUnavailable', 503, ''));
    await fails('r', ['service', 'retry', 'credentials are temporarily unavailable']);
    signer.answerWith(stsError('InvalidClientTokenId', 403, ''));
    await fails('r', ['credentials', 'selectConnection', 'Unknown credentials']);
    signer.answerWith(stsError('ValidationError', 400, 'roleArn is malformed'));
    await fails('r', ['credentials', 'selectConnection', 'profile “r”', 'roleArn is malformed']);
    signer.answerWith(stsError('RegionDisabledException', 403, ''));
    await fails('r', ['accessDenied', 'selectRegions', 'us-east-1']);
    signer.answerWith((outgoing) => outgoing.writeHead(200).end(assumed));
    await ask({ connection: inRegion('r') });
    assert.equal(signedBy(), 'ASIAASSUMED');
  });

  it('need one MFA code for all requests, and fail cleanly if the prompt is cancelled', async () => {
    const mfa = 'mfa_serial = arn:aws:iam::1:mfa/me\n';
    await home.config(
      `[profile m]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = k\n${mfa}[profile k]\n${keys}`,
    );
    await fails('m', ['credentials', 'retry', 'needs an MFA code']);
    await fails('m', ['credentials', 'retry', 'needs an MFA code'], { mfaCode: async () => undefined });
    const own = { kind: 'credentials', summary: 'Own', detail: 'words', remedy: 'showLog' } as const;
    const refuse = () => Promise.reject(new JobSourceError(own));
    await fails('m', ['credentials', 'showLog', 'Own'], { mfaCode: refuse });
    signer.answerWith(
      stsError('AccessDenied', 403, 'MultiFactorAuthentication failed with invalid MFA one time pass code.'),
    );
    await fails('m', ['credentials', 'retry', 'MFA code was not accepted'], {
      mfaCode: async () => '000000',
    });

    signer.answerWith((outgoing) => outgoing.writeHead(200).end(assumed));
    const prompts: unknown[] = [];
    const mfaCode = async ({ signal: _, ...request }: MfaRequest) => {
      prompts.push(request);
      return '123456';
    };
    const { source } = await open({ connection: inRegion('m'), mfaCode });
    const { signal } = new AbortController();
    await Promise.all([1, 2, 3].map(() => source.listBackupJobs({}, { signal })));
    source.dispose();
    assert.deepEqual(prompts, [
      { serial: 'arn:aws:iam::1:mfa/me', profile: 'm', roleArn: 'arn:aws:iam::1:role/r' },
    ]);
    assert.equal(new URLSearchParams(signer.requests.at(-1)?.body).get('TokenCode'), '123456');
  });

  it('come from the container or the instance, if a profile says so or nothing is set', async () => {
    const printed = {
      AccessKeyId: 'ASIAMACHINE',
      SecretAccessKey: 's',
      Token: 't',
      Expiration: '2099-01-01T00:00:00Z',
    };
    const role = 'role_arn = arn:aws:iam::1:role/r\n';
    await home.config(
      `[profile container]\n${role}credential_source = EcsContainer\n` +
        `[profile instance]\n${role}credential_source = Ec2InstanceMetadata\n`,
    );
    const machine = await startStub();
    const sts = (outgoing: ServerResponse) => void outgoing.writeHead(200).end(assumed);
    signer.answerWith(sts);

    home.set({
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${machine.url}/creds`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'T',
    });
    machine.answerWith(json(printed));
    await ask();
    assert.equal(signedBy(), 'ASIAMACHINE');
    assert.deepEqual(
      [machine.requests[0]?.target, machine.requests[0]?.headers.authorization],
      ['/creds', 'T'],
    );
    await ask({ connection: inRegion('container') });
    assert.equal(signedBy(), 'ASIAASSUMED');
    delete process.env['AWS_CONTAINER_CREDENTIALS_FULL_URI'];

    home.set({ AWS_EC2_METADATA_DISABLED: 'false', AWS_EC2_METADATA_SERVICE_ENDPOINT: machine.url });
    const textResponse =
      (text: string): StubAnswer =>
      (outgoing) =>
        void outgoing.writeHead(200).end(text);
    const instance = [
      textResponse('token'),
      textResponse('role-name'),
      json({ Code: 'Success', ...printed }),
    ];
    machine.answerWith(...instance);
    await ask();
    assert.equal(signedBy(), 'ASIAMACHINE');
    assert.equal(machine.requests.at(-1)?.target, '/latest/meta-data/iam/security-credentials/role-name');
    machine.answerWith(...instance);
    await ask({ connection: inRegion('instance') });
    assert.equal(signedBy(), 'ASIAASSUMED');
    await machine.close();
  });

  it('fail if the response of the container is too long or contains none', async () => {
    const machine = await startStub();
    home.set({ AWS_CONTAINER_CREDENTIALS_FULL_URI: `${machine.url}/creds` });
    const details: unknown[] = [];
    for (const body of [`{"a":[${'{},'.repeat(1_000_000)}{}]}`, '{"AccessKeyId":"secret', '{}']) {
      machine.answerWith(answer(200, { 'content-type': 'application/json' }, body));
      const { detail, kind } = await failureIn(ask());
      details.push([kind, detail]);
    }
    machine.answerWith(answer(403, {}, '{"Message":"secret"}'));
    details.push((await failureIn(ask())).detail);
    const requests = machine.requests.length;
    await machine.close();
    const none = [
      'credentials',
      'The response of the container’s credential service contains no credentials.',
    ];
    assert.deepEqual(details, [
      ['credentials', 'The answer has more than 64000 bytes.'],
      none,
      none,
      'The credential service of the container answered with HTTP 403.',
    ]);
    assert.equal(requests, 4);
  });

  it('of a container use the token from its file, and are requested again if the service fails', async () => {
    const machine = await startStub();
    home.set({
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${machine.url}/creds`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'other',
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: await home.write('token', 'of the file'),
    });
    const printed = {
      AccessKeyId: 'ASIAMACHINE',
      SecretAccessKey: 's',
      Token: 't',
      Expiration: '2099-01-01T00:00:00Z',
    };
    machine.answerWith(json({}, 500), json(printed));
    await ask();
    assert.equal(signedBy(), 'ASIAMACHINE');
    assert.deepEqual(
      machine.requests.map(({ headers }) => headers.authorization),
      ['of the file', 'of the file'],
    );
    await machine.close();
  });

  it('of a container need an address that is encrypted, on this machine, or of AWS', async () => {
    const outcomes: unknown[] = [];
    for (const address of ['http://lab.example/creds', 'http://169.254.170.2@lab.example/', 'nowhere']) {
      home.set({ AWS_CONTAINER_CREDENTIALS_FULL_URI: address });
      const { detail = '', summary } = await failureIn(ask());
      outcomes.push([summary, detail.includes('allowInsecureEndpoints')]);
    }
    assert.deepEqual(outcomes, [
      ['The endpoint is not encrypted', false],
      ['The endpoint is not encrypted', false],
      ['The endpoint URL is not a URL', false],
    ]);
  });

  it('fail with a reason for profiles with a missing or wrong source', async () => {
    const role = 'role_arn = arn:aws:iam::1:role/r\n';
    await home.config(
      `[profile lost]\n${role}source_profile = nobody\n` +
        `[profile a]\n${role}source_profile = b\n[profile b]\n${role}source_profile = a\n` +
        `[profile odd]\n${role}credential_source = Moon\n` +
        `[profile web]\n${role}web_identity_token_file = /nowhere/token\n`,
    );
    await fails('lost', ['configuration', 'editAwsConfig', '“nobody”']);
    await fails('a', ['configuration', 'editAwsConfig', 'loop']);
    await fails('odd', ['configuration', 'editAwsConfig', 'Moon']);
    await fails('web', ['configuration', 'editAwsConfig', '/nowhere/token']);
  });
});
