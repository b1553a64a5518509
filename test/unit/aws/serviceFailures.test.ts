import assert from 'node:assert/strict';
import type { RequestLogEntry } from '../../../src/aws/requestLog.js';
import type { FailureKind, Remedy } from '../../../src/jobs/jobSource.js';
import { initialConcurrency, type RequestSlot } from '../../../src/jobs/sweep/requestLimit.js';
import { mockedTime } from '../mockedTime.js';
import { ask, failureIn, open } from './asking.js';
import { inStubbedHome } from './stubbedHome.js';
import { answer, awsError, hang, json, type StubAnswer, stall } from './stubService.js';

type Row = readonly [what: string, answer: StubAnswer, kind: FailureKind, remedy: Remedy, text: RegExp];

const html = (status: number) =>
  answer(status, { 'content-type': 'text/html' }, '<html><body>Please sign in</body></html>');
const skewed =
  'Signature expired: 20261124T000000Z is now earlier than 20261124T001000Z (20261124T001500Z - 5 min.)';

const rows: readonly Row[] = [
  [
    'a declared parameter error',
    awsError('InvalidParameterValueException', 400, 'Bad state'),
    'invalidParameter',
    'retry',
    /request\nBad state\.$/,
  ],
  [
    'a missing parameter',
    awsError('MissingParameterValueException', 400, 'x'),
    'invalidParameter',
    'retry',
    /request/,
  ],
  ['a validation error', awsError('ValidationException', 400, ''), 'invalidParameter', 'retry', /request\n$/],
  [
    'an outage',
    awsError('ServiceUnavailableException', 500, 'Try later'),
    'service',
    'retry',
    /unavailable.*\nTry later\.$/,
  ],
  [
    'a failed dependency',
    awsError('DependencyFailureException', 500, 'x'),
    'service',
    'retry',
    /unavailable/,
  ],
  ['an internal failure', awsError('InternalFailure', 500, ''), 'service', 'retry', /unavailable/],
  ['an outage without a message', answer(503, {}, ''), 'service', 'retry', /unavailable/],
  [
    'a denial',
    awsError('AccessDeniedException', 403, 'User: arn:aws:iam::1:user/a is not authorized'),
    'accessDenied',
    'selectConnection',
    /Access denied\nUser: arn:aws:iam::1:user\/a is not authorized\.$/,
  ],
  [
    'a denial without a message',
    awsError('AccessDeniedException', 403, ''),
    'accessDenied',
    'selectConnection',
    /backup:ListBackupJobs/,
  ],
  ['a denial without a type', json({}, 403), 'accessDenied', 'selectConnection', /Access denied/],
  [
    'NotAuthorized',
    awsError('NotAuthorized', 400, 'no'),
    'accessDenied',
    'selectConnection',
    /Access denied\nno\.$/,
  ],
  [
    'throttling',
    awsError('ThrottlingException', 400, 'Rate exceeded'),
    'throttled',
    'retry',
    /^Too many requests to AWS Backup\nRate exceeded\. Wait a moment, then retry\.$/,
  ],
  [
    'throttling under another name',
    awsError('Throttling', 400, ''),
    'throttled',
    'retry',
    /^Too many requests to AWS Backup/,
  ],
  [
    'too many requests',
    awsError('TooManyRequestsException', 429, ''),
    'throttled',
    'retry',
    /^Too many requests to AWS Backup/,
  ],
  ['a 429 of a proxy', answer(429, {}, ''), 'throttled', 'retry', /^Too many requests to AWS Backup/],
  [
    'RequestLimitExceeded',
    awsError('RequestLimitExceeded', 503, ''),
    'throttled',
    'retry',
    /^Too many requests to AWS Backup/,
  ],
  ['expired keys', awsError('ExpiredTokenException', 403, 'x'), 'signInExpired', 'retry', /expired\nRenew/],
  ['expired keys by the other name', awsError('ExpiredToken', 403, 'x'), 'signInExpired', 'retry', /expired/],
  [
    'unknown keys',
    awsError('UnrecognizedClientException', 403, 'invalid token'),
    'credentials',
    'selectConnection',
    /^Unknown credentials\n.*us-east-1 not enabled.*invalid token/,
  ],
  [
    'unknown keys by the other name',
    awsError('InvalidClientTokenId', 403, ''),
    'credentials',
    'selectConnection',
    /^Unknown credentials/,
  ],
  [
    'a wrong secret',
    awsError(
      'InvalidSignatureException',
      403,
      'The request signature we calculated does not match. The Canonical String for this request should have been GET secret-canonical',
    ),
    'credentials',
    'selectConnection',
    /^AWS does not accept the signature\n(?!.*secret-canonical)/,
  ],
  [
    'SignatureDoesNotMatch',
    awsError('SignatureDoesNotMatch', 403, ''),
    'credentials',
    'selectConnection',
    /signature/,
  ],
  ['a slow clock', awsError('InvalidSignatureException', 403, skewed), 'clockSkew', 'retry', /clock/],
  ['RequestTimeTooSkewed', awsError('RequestTimeTooSkewed', 403, ''), 'clockSkew', 'retry', /clock/],
  ['RequestExpired', awsError('RequestExpired', 400, ''), 'clockSkew', 'retry', /clock/],
  [
    'IncompleteSignature',
    awsError('IncompleteSignature', 400, ''),
    'credentials',
    'retry',
    /without its signature/,
  ],
  [
    'MissingAuthenticationToken',
    awsError('MissingAuthenticationTokenException', 403, ''),
    'credentials',
    'retry',
    /without its signature/,
  ],
  [
    'OptInRequired',
    awsError('OptInRequired', 403, ''),
    'accessDenied',
    'selectRegions',
    /^Not signed up for AWS Backup in us-east-1/,
  ],
  [
    'an unknown operation',
    awsError('UnknownOperationException', 404, ''),
    'configuration',
    'openEndpointSetting',
    /^This endpoint does not provide AWS Backup\nThe configured endpoint is http:/,
  ],
  [
    'a 404 of another server',
    answer(404, {}, '{}'),
    'configuration',
    'openEndpointSetting',
    /does not provide/,
  ],
  [
    'a missing job',
    awsError('ResourceNotFoundException', 400, 'gone'),
    'notFound',
    'retry',
    /\ngone\. AWS Backup keeps jobs for 30 days, each in its own region and account\.$/,
  ],
  [
    'the page of another server',
    html(200),
    'unreadableAnswer',
    'retry',
    /\(HTTP 200\)\. Check the configured endpoint http:\/\/127\.0\.0\.1:\d+\.$/,
  ],
  ['the page of a proxy that denies access', html(403), 'unreadableAnswer', 'retry', /HTTP 403/],
  [
    'a redirection',
    answer(302, { location: 'http://127.0.0.1:1/' }, ''),
    'unreadableAnswer',
    'retry',
    /\(HTTP 302\)\. Check the configured endpoint http:\/\/127\.0\.0\.1:\d+\.$/,
  ],
  ['the page of a bad gateway', html(502), 'service', 'retry', /HTTP 502/],
  ['a proxy that asks for a sign-in', html(407), 'network', 'retry', /proxy/],
  ['an empty body', json(''), 'unreadableAnswer', 'retry', /HTTP 200/],
  ['an incomplete body', json('{"BackupJobs": [{"State"'), 'unreadableAnswer', 'retry', /HTTP 200/],
  ['a list in place of an object', json([]), 'unreadableAnswer', 'retry', /HTTP 200/],
  ['an empty object', json({}), 'unreadableAnswer', 'retry', /HTTP 200/],
  ['a missing list', json({ BackupJobs: null }), 'unreadableAnswer', 'retry', /HTTP 200/],
  [
    'a token that is not a string',
    json({ BackupJobs: [], NextToken: {} }),
    'unreadableAnswer',
    'retry',
    /HTTP 200/,
  ],
  ['jobs that are not a list', json({ BackupJobs: {} }), 'unreadableAnswer', 'retry', /HTTP 200/],
  ['a response of another service', json({ error: 'quota' }), 'unreadableAnswer', 'retry', /HTTP 200/],
  ['an error with an object as its type', json({ __type: {} }, 400), 'unreadableAnswer', 'retry', /HTTP 400/],
  [
    'an unknown error',
    awsError('TeapotException', 418, 'short and stout'),
    'unknown',
    'showLog',
    /\nshort and stout\. TeapotException \(HTTP 418\)\.$/,
  ],
  ['an error without name and message', answer(400, {}, ''), 'unknown', 'showLog', /HTTP 400/],
];

describe('An error of AWS Backup', () => {
  const here = inStubbedHome();

  for (const [what, response, kind, remedy, text] of rows) {
    it(`is ${kind} for ${what}`, async () => {
      here.stub.answerWith(response);
      const failure = await failureIn(ask());
      assert.deepEqual({ kind: failure.kind, remedy: failure.remedy }, { kind, remedy });
      assert.match(`${failure.summary}\n${failure.detail}`, text);
      assert.doesNotMatch(failure.summary, /\.$/);
      assert.doesNotMatch(failure.detail, /\n\s+at |Deserialization|\$response/);
    });
  }

  it('has the request ID, for a support case', async () => {
    here.stub.answerWith(awsError('AccessDeniedException', 403, ''));
    assert.equal((await failureIn(ask())).requestId, 'request-1');
    here.stub.answerWith(json('{'));
    assert.equal((await failureIn(ask())).requestId, 'request-1');
  });

  it('is shortened, in the failure and in the log, and has no secrets', async () => {
    const long = `secretKey=hunter22 ${'word '.repeat(100_000)}`;
    for (const response of [
      awsError('TeapotException', 418, long),
      awsError(long, 418, 'x'),
      json({ __type: 'TeapotException', code: 'ENOTFOUND', hostname: long }, 418),
      json({ __type: 'TeapotException', code: `ERR_SSL_${long}`, message: long }, 418),
    ]) {
      here.stub.answerWith(response);
      const log: RequestLogEntry[] = [];
      const reported = JSON.stringify([await failureIn(ask({ log })), log]);
      assert.ok(reported.length < 4000, `${reported.length} characters`);
      assert.doesNotMatch(reported, /hunter22/);
    }
  });

  it('names a configured endpoint without its password', async () => {
    const withPassword = here.stub.url.replace('//', '//user:hunter22@');
    here.home.set({ AWS_ENDPOINT_URL_BACKUP: withPassword });
    const { dispose, foreignEndpoints } = await open();
    dispose();
    assert.deepEqual(foreignEndpoints?.[0], { service: 'backup', url: here.stub.url });
    const namedIn = async () => {
      const log: RequestLogEntry[] = [];
      const reported = JSON.stringify([await failureIn(ask({ log })), log]);
      return [reported.includes(here.stub.url), reported.includes('hunter22')];
    };
    here.stub.answerWith(answer(404, {}, '{}'));
    assert.deepEqual(await namedIn(), [true, false]);
    await here.stub.close();
    assert.deepEqual(await namedIn(), [true, false]);
  });

  it('for a single job names its permission, and does not offer to clear filters', async () => {
    const { source } = await open();
    const { signal } = new AbortController();
    here.stub.answerWith(awsError('InvalidParameterValueException', 400, 'x'));
    assert.equal((await failureIn(source.describeBackupJob('job', signal))).remedy, 'retry');
    here.stub.answerWith(awsError('ResourceNotFoundException', 400, ''));
    const missing = await failureIn(source.describeBackupJob('job', signal));
    assert.deepEqual([missing.kind, missing.summary], ['notFound', 'AWS Backup does not have this job']);
    here.stub.answerWith(awsError('AccessDeniedException', 403, ''));
    assert.match(
      (await failureIn(source.describeBackupJob('job', signal))).detail,
      /backup:DescribeBackupJob/,
    );
    source.dispose();
  });

  it('says who may list other accounts, and offers to clear the account filter', async () => {
    here.stub.answerWith(awsError('AccessDeniedException', 403, ''));
    for (const [accountId, summary] of [
      ['*', 'No access to the organization'],
      ['444455556666', 'No access to account 444455556666'],
    ] as const) {
      const failure = await failureIn(ask({ query: { accountId } }));
      assert.deepEqual(
        [failure.kind, failure.remedy, failure.summary],
        ['accessDenied', 'clearAccountFilter', summary],
      );
      assert.match(failure.detail, /management account.*delegated administrators/);
    }
  });

  it('is a timeout after the time limit of the caller if that is shorter than the total limit', async () => {
    for (const silent of [hang, stall(200)]) {
      here.stub.answerWith(silent);
      const { source } = await open();
      const { signal } = new AbortController();
      const { kind } = await failureIn(source.listBackupJobs({}, { withinMs: 50, signal }));
      assert.equal(kind, 'timeout');
      source.dispose();
    }
  }).timeout(15_000);

  it('slows all requests down if it is a throttled attempt that the SDK retries silently', async () => {
    here.home.set({ AWS_MAX_ATTEMPTS: '2' });
    const { source } = await open();
    const { signal } = new AbortController();
    here.stub.answerWith(awsError('ThrottlingException', 400, 'Rate exceeded'), json({ BackupJobs: [] }));
    await source.listBackupJobs({}, { signal });
    const time = mockedTime();
    try {
      const slots: RequestSlot[] = [];
      for (let request = 0; request < initialConcurrency; request++)
        void source.limit?.slot('interactive', signal).then((slot) => slots.push(slot));
      const slotsAfterAMinute = async () => {
        for (let second = 0; second < 60; second++) await time.pass(1000);
        return slots.length;
      };
      const half = initialConcurrency / 2;
      assert.equal(await slotsAfterAMinute(), half, 'half as many as at first run at the same time');
      slots[0]?.end('unused');
      assert.equal(await slotsAfterAMinute(), half + 1);
    } finally {
      time.restore();
      source.dispose();
    }
  });
});
