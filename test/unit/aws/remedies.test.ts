import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { failureFrom } from '../../../src/aws/failures.js';
import type { JobQuery } from '../../../src/jobs/jobQuery.js';
import type { FailureKind, Remedy } from '../../../src/jobs/jobSource.js';
import { type AskOptions, ask, failureIn, open } from './asking.js';
import { selfSignedCertificate } from './selfSignedCertificate.js';
import { inStubbedHome } from './stubbedHome.js';
import {
  answer,
  awsError,
  cut,
  json,
  reset,
  type StubAnswer,
  type StubRequest,
  startStub,
  stsError,
} from './stubService.js';

/** A cause of failures: the response, the requests that get it, and the expected failure. */
interface Cause {
  readonly name: string;
  readonly response: StubAnswer;
  readonly when: (request: StubRequest) => boolean;
  /** By default all jobs. */
  readonly query?: JobQuery;
  readonly kind: FailureKind;
  readonly remedy: Remedy;
}

const keysOfFile = (id: string) => `[default]\naws_access_key_id = ${id}\naws_secret_access_key = secret\n`;
const isSignedBy =
  (text: string) =>
  ({ headers }: StubRequest) =>
    headers.authorization?.includes(text) ?? false;
const targets =
  (text: string) =>
  ({ target }: StubRequest) =>
    target.includes(text);

/** Causes that a person can fix with the offered remedy. */
const causes: readonly Cause[] = [
  ...(
    ['InvalidParameterValueException', 'ValidationException', 'MissingParameterValueException'] as const
  ).map(
    (name): Cause => ({
      name: `an invalid filter (${name})`,
      response: awsError(name, 400, 'x'),
      when: targets('state='),
      query: { state: 'FROZEN' },
      kind: 'invalidParameter',
      remedy: 'clearFilters',
    }),
  ),
  {
    name: 'another account',
    response: awsError('AccessDeniedException', 403, ''),
    when: targets('accountId='),
    query: { accountId: '111122223333', state: 'FAILED' },
    kind: 'accessDenied',
    remedy: 'clearAccountFilter',
  },
  {
    name: 'a profile without the permission',
    response: awsError('AccessDeniedException', 403, ''),
    when: isSignedBy('AKIDFIRST'),
    kind: 'accessDenied',
    remedy: 'selectConnection',
  },
  {
    name: 'a deleted key',
    response: awsError('UnrecognizedClientException', 403, ''),
    when: isSignedBy('AKIDFIRST'),
    kind: 'credentials',
    remedy: 'selectConnection',
  },
  {
    name: 'a wrong secret',
    response: awsError('SignatureDoesNotMatch', 403, ''),
    when: isSignedBy('AKIDFIRST'),
    kind: 'credentials',
    remedy: 'editAwsConfig',
  },
  {
    name: 'a region that is not enabled',
    response: awsError('OptInRequired', 403, ''),
    when: isSignedBy('/us-east-1/'),
    kind: 'accessDenied',
    remedy: 'selectRegions',
  },
];

const once = () => {
  let count = 0;
  return () => count++ === 0;
};

/** Causes that are temporary, or that the user fixes outside of VS Code. */
const temporary: readonly (readonly [name: string, response: StubAnswer, kind: FailureKind])[] = [
  [
    'a request that is rejected without filters',
    awsError('ValidationException', 400, ''),
    'invalidParameter',
  ],
  ['an outage', awsError('ServiceUnavailableException', 500, ''), 'service'],
  ['throttling', awsError('ThrottlingException', 400, ''), 'throttled'],
  ['the page of a captive portal', answer(200, {}, '<html>'), 'unreadableAnswer'],
  ['a malformed page', json({ BackupJobs: null }), 'unreadableAnswer'],
  ['a redirection', answer(302, { location: 'http://127.0.0.1:1/' }, ''), 'unreadableAnswer'],
  ['a proxy that asks for a sign-in', answer(407, {}, ''), 'network'],
  ['a connection that breaks', reset, 'network'],
  ['a response that breaks off', cut, 'network'],
  ['a wrong clock', awsError('RequestTimeTooSkewed', 403, ''), 'clockSkew'],
  ['a proxy that removes a header', awsError('MissingAuthenticationToken', 403, ''), 'credentials'],
  ['a job that does not exist yet', awsError('ResourceNotFoundException', 400, ''), 'notFound'],
];

/** STS returns the credentials of a role. */
const assumedRole = answer(
  200,
  { 'content-type': 'text/xml' },
  '<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>' +
    '<AccessKeyId>ASIAASSUMED</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>' +
    '<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>',
);

/** A server that does not speak HTTP. */
const babble: StubAnswer = (outgoing) => void outgoing.socket?.end('220 smtp.example.org ESMTP\r\n');

describe('A remedy', () => {
  const here = inStubbedHome();

  /** Applies the remedy of a failure and repeats the request. Returns the failure and the number of jobs. */
  async function applyRemedy({ response, query, when }: Pick<Cause, 'response' | 'query' | 'when'>) {
    const valid = json({ BackupJobs: [{ BackupJobId: '1' }] });
    here.stub.answerWith((outgoing, incoming) => {
      const request = here.stub.requests.at(-1);
      return (request !== undefined && when(request) ? response : valid)(outgoing, incoming);
    });
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'])
      delete process.env[name];
    const other = keysOfFile('AKIDOTHER').replace('default', 'other');
    await here.home.credentials(`${keysOfFile('AKIDFIRST')}${other}`);
    let currentQuery: JobQuery = query ?? {};
    let opened = await open();
    const { signal } = new AbortController();
    const ask = () => opened.source.listBackupJobs(currentQuery, { signal });
    const reopen = async (connection: NonNullable<AskOptions['connection']>) => {
      opened.dispose();
      opened = await open({ connection });
    };
    const { kind, remedy } = await failureIn(ask());
    switch (remedy) {
      case 'clearFilters':
        currentQuery = {};
        break;
      case 'clearAccountFilter':
        currentQuery = { state: 'FAILED' };
        break;
      case 'selectConnection':
        await reopen({ profile: 'other', region: 'us-east-1' });
        break;
      case 'selectRegions':
        await reopen({ region: 'eu-west-1' });
        break;
      case 'editAwsConfig':
        await here.home.credentials(keysOfFile('AKIDRIGHT'));
        break;
      case 'retry':
        break;
      case 'openEndpointSetting':
      case 'showLog':
      case 'signIn':
        assert.fail(`${remedy} does not fix any of these causes`);
    }
    const { jobs } = await ask();
    opened.dispose();
    return { kind, remedy, jobs: jobs.length };
  }

  for (const { kind, remedy, name, ...cause } of causes) {
    it(`fixes ${name}`, async () => {
      assert.deepEqual(await applyRemedy(cause), { kind, remedy, jobs: 1 });
    });
  }

  it('for a wrong secret in the environment is another connection, not an edit of a file', async () => {
    here.stub.answerWith(awsError('SignatureDoesNotMatch', 403, ''), json({ BackupJobs: [] }));
    await here.home.credentials(keysOfFile('AKIDOTHER').replace('default', 'other'));
    assert.equal((await failureIn(ask())).remedy, 'selectConnection');
    assert.deepEqual(await ask({ connection: { profile: 'other', region: 'us-east-1' } }), { jobs: [] });
    assert.deepEqual(here.stub.requests.map(isSignedBy('AKIDOTHER')), [false, true]);
  });

  for (const [name, response, kind] of temporary) {
    it(`is a retry after ${name}`, async () => {
      assert.deepEqual(await applyRemedy({ response, when: once() }), { kind, remedy: 'retry', jobs: 1 });
    });
  }

  for (const [name, set, remedy] of [
    ['setting', (url: string) => Promise.resolve({ endpoint: url }), 'openEndpointSetting'],
    [
      'AWS config file',
      async (url: string) => {
        await here.home.config(`[default]\nendpoint_url = ${url}\n`);
        return {};
      },
      'editAwsConfig',
    ],
    // No command can change a variable, but the setting overrides it.
    ...['AWS_ENDPOINT_URL_BACKUP', 'AWS_ENDPOINT_URL'].map(
      (name) =>
        [
          `variable ${name}`,
          (url: string) => {
            const isWrong = url.endsWith('/wrong');
            if (isWrong) here.home.set({ [name]: url });
            return Promise.resolve(isWrong ? {} : { endpoint: url });
          },
          'openEndpointSetting',
        ] as const,
    ),
  ] as const) {
    for (const [wrong, response] of [
      ['another server', answer(404, {}, '{}')],
      ['a server without HTTP', babble],
    ] as const)
      it(`leads to the ${name} if its endpoint is ${wrong}, which gets no more requests after the fix`, async () => {
        here.stub.answerWith((outgoing, incoming) =>
          (incoming.url?.startsWith('/wrong') ? response : json({ BackupJobs: [] }))(outgoing, incoming),
        );
        delete process.env['AWS_ENDPOINT_URL_BACKUP'];
        const { signal } = new AbortController();
        const { dispose, source } = await open(await set(`${here.stub.url}/wrong`));
        const failure = await failureIn(source.listBackupJobs({}, { signal }));
        dispose();
        assert.equal(failure.remedy, remedy);
        assert.match(failure.detail, /configured endpoint .*\/wrong/);
        const before = here.stub.requests.length;
        const fixed = await open(await set(here.stub.url));
        assert.deepEqual(await fixed.source.listBackupJobs({}, { signal }), { jobs: [] });
        fixed.dispose();
        assert.deepEqual(
          here.stub.requests.slice(before).map(({ target }) => target.startsWith('/wrong')),
          [false],
        );
      });
  }

  it('for an untrusted certificate leads to the AWS config file, where a CA bundle can be set', async () => {
    const certificate = selfSignedCertificate(new Date('2120-01-01'));
    const secure = await startStub(certificate);
    here.home.set({ AWS_ENDPOINT_URL_BACKUP: secure.url });
    assert.equal((await failureIn(ask())).remedy, 'editAwsConfig');
    const roots = await here.home.write('roots.pem', certificate.cert);
    await here.home.config(`[default]\nca_bundle = ${roots}\n`);
    assert.deepEqual(await ask(), { jobs: [] });
    await secure.close();
  });

  it('for an expired sign-in is a new sign-in, after which the same connection works', async () => {
    const portal = await startStub();
    here.home.set({ AWS_ENDPOINT_URL_SSO: portal.url });
    await here.home.config(
      '[profile dev]\nsso_account_id = 1\nsso_role_name = R\nsso_region = us-east-1\nsso_start_url = https://x/\n',
    );
    const roleCredentials = { accessKeyId: 'ASIASSO', secretAccessKey: 's', sessionToken: 't' };
    portal.answerWith(json({ roleCredentials: { ...roleCredentials, expiration: 4_000_000_000_000 } }));
    const { dispose, signIn, source } = await open({ connection: { profile: 'dev', region: 'us-east-1' } });
    const { signal } = new AbortController();
    const { remedy } = await failureIn(source.listBackupJobs({}, { signal }));
    assert.deepEqual([remedy, signIn], ['signIn', { command: 'sso login', profile: 'dev' }]);
    assert.deepEqual([portal.requests.length, here.stub.requests.length], [0, 0]);
    const token = JSON.stringify({ accessToken: 'x', expiresAt: '2099-01-01T00:00:00Z' });
    const name = createHash('sha1').update('https://x/').digest('hex');
    await here.home.write(`.aws/sso/cache/${name}.json`, token);
    assert.deepEqual(await source.listBackupJobs({}, { signal }), { jobs: [] });
    dispose();
    await portal.close();
  });

  it('is a retry on the same connection after a closed MFA prompt and after a wrong code', async () => {
    const sts = await startStub();
    here.home.set({ AWS_ENDPOINT_URL_STS: sts.url });
    await here.home.config(
      '[profile m]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = k\nmfa_serial = arn:aws:iam::1:mfa/me\n' +
        keysOfFile('AKIDFIRST').replace('default', 'profile k'),
    );
    const wrong = 'MultiFactorAuthentication failed with invalid MFA one time pass code.';
    sts.answerWith((outgoing, incoming) => {
      const isRight = sts.requests.at(-1)?.body.includes('TokenCode=123456');
      (isRight ? assumedRole : stsError('AccessDenied', 403, wrong))(outgoing, incoming);
    });
    const codes = [undefined, '000000', '123456'];
    const { dispose, source } = await open({
      connection: { profile: 'm', region: 'us-east-1' },
      mfaCode: async () => codes.shift(),
    });
    const { signal } = new AbortController();
    const ask = () => source.listBackupJobs({}, { signal });
    const failures = [await failureIn(ask()), await failureIn(ask())];
    assert.deepEqual(
      failures.map(({ remedy, summary }) => [summary, remedy]),
      [
        ['The profile “m” needs an MFA code', 'retry'],
        ['The MFA code was not accepted', 'retry'],
      ],
    );
    assert.equal(here.stub.requests.length, 0);
    assert.deepEqual(await ask(), { jobs: [] });
    assert.deepEqual(codes, []);
    dispose();
    await sts.close();
  });

  it('is to select other regions if a region does not offer AWS Backup', async () => {
    const error = Object.assign(new Error(''), {
      name: 'UnknownOperationException',
      $metadata: { httpStatusCode: 404 },
    });
    const { remedy } = failureFrom(error, { phase: 'request', region: 'us-east-1', profile: '' });
    assert.equal(remedy, 'selectRegions');
  });
});
