import assert from 'node:assert/strict';
import { isCutShort } from '../../../src/sample/http.js';
import { createSampleService } from '../../../src/sample/sampleService.js';
import {
  accessDenied,
  badGateway,
  cutShort,
  emptyBody,
  emptyMessage,
  emptyPage,
  errorFault,
  expiredToken,
  hang,
  htmlPage,
  invalidParameterValue,
  invalidSignature,
  repeatJobs,
  repeatToken,
  requestTimeTooSkewed,
  resetConnection,
  serviceUnavailable,
  slow,
  throttling,
  tooManyRequests,
  unrecognizedClient,
} from '../../service/faultKinds.js';
import { type Fault, withFaults } from '../../service/faults.js';
import { getRequest } from '../../service/getRequest.js';
import { accountOf } from '../../service/givenAccount.js';
import { ask, askForError, listIds, walkIds } from './asking.js';

const account = accountOf(['a', 'b', 'c', 'd', 'e'].map((BackupJobId) => ({ BackupJobId, State: 'FAILED' })));
const faulty = () => withFaults(createSampleService({ account }), () => 1000);
const whole = ['a', 'b', 'c', 'd', 'e'];

describe('The faults of the sample service', () => {
  const errors: readonly (readonly [Fault, string])[] = [
    [throttling, '400 ThrottlingException'],
    [tooManyRequests, '429 TooManyRequestsException'],
    [serviceUnavailable, '500 ServiceUnavailableException'],
    [invalidParameterValue, '400 InvalidParameterValueException'],
    [accessDenied, '403 AccessDeniedException'],
    [expiredToken, '403 ExpiredTokenException'],
    [unrecognizedClient, '403 UnrecognizedClientException'],
    [requestTimeTooSkewed, '403 RequestTimeTooSkewed'],
    [invalidSignature, '403 InvalidSignatureException'],
    [emptyMessage, '400 ValidationException'],
    [errorFault('BrandNewException', 418, 'short and stout'), '418 BrandNewException'],
  ];
  for (const [fault, expected] of errors) {
    it(`return ${expected} once`, async () => {
      const { fail, service } = faulty();
      fail(fault);
      assert.equal(await askForError(service, {}), expected);
      assert.deepEqual(await listIds(service), whole);
    });
  }

  it('deny access without a message', async () => {
    const { fail, service } = faulty();
    fail(accessDenied);
    assert.equal((await ask(service, '/backup-jobs/')).body.message, '');
  });

  it('return STS errors in the XML of STS', async () => {
    const { fail, service } = faulty();
    fail(expiredToken, { operation: 'GetCallerIdentity' });
    assert.deepEqual(await listIds(service), whole);
    const sts = {
      method: 'POST',
      path: '/',
      query: new Map(),
      headers: {},
      body: 'Action=GetCallerIdentity',
    };
    assert.match((await service(sts)).body, /<Code>ExpiredTokenException<\/Code>/);
    assert.equal((await service(sts)).statusCode, 200);
  });

  it('apply only to their scope, and for the given number of times', async () => {
    const { fail, service } = faulty();
    fail(throttling, {
      times: 2,
      operation: 'ListBackupJobs',
      where: ({ query }) => query['state'] === 'FAILED',
    });
    assert.deepEqual(await listIds(service), whole);
    assert.equal((await ask(service, '/backup-vaults/', { state: 'FAILED' })).statusCode, 200);
    assert.equal(await askForError(service, { state: 'FAILED' }), '400 ThrottlingException');
    assert.equal(await askForError(service, { state: 'FAILED' }), '400 ThrottlingException');
    assert.deepEqual(await listIds(service, { state: 'FAILED' }), whole);
  });

  it('can be removed, one by one or all at once', async () => {
    const { fail, heal, service } = faulty();
    const removeThrottling = fail(throttling, { times: Infinity });
    fail(badGateway, { times: Infinity });
    assert.equal(await askForError(service, {}), '400 ThrottlingException');
    removeThrottling();
    assert.equal((await service(getRequest('/backup-jobs/'))).statusCode, 502);
    heal();
    assert.deepEqual(await listIds(service), whole);
  });

  it('leave a record of every request, including failed ones', async () => {
    const { fail, forgetRequests, requests, service } = faulty();
    fail(throttling);
    await ask(service, '/backup-jobs/', { state: 'FAILED' });
    await ask(service, '/backup-jobs/a');
    await ask(service, '/somewhere');
    assert.deepEqual(
      requests.map(({ operation, path, query, time }) => [operation, path, query, time]),
      [
        ['ListBackupJobs', '/backup-jobs/', { state: 'FAILED' }, 1000],
        ['DescribeBackupJob', '/backup-jobs/a', {}, 1000],
        [undefined, '/somewhere', {}, 1000],
      ],
    );
    forgetRequests();
    assert.equal(requests.length, 0);
  });

  it('return invalid or incomplete JSON', async () => {
    const { fail, service } = faulty();
    const answer = async (fault: Fault) => {
      fail(fault);
      return service(getRequest('/backup-jobs/'));
    };
    assert.deepEqual((await answer(emptyBody)).body, '');
    for (const [fault, statusCode] of [
      [badGateway, 502],
      [htmlPage, 200],
    ] as const) {
      const { body, headers, statusCode: status } = await answer(fault);
      assert.equal(status, statusCode);
      assert.equal(headers['content-type'], 'text/html');
      assert.throws(() => JSON.parse(body), SyntaxError);
    }
    const cut = await answer(cutShort);
    assert.ok(isCutShort(cut));
    assert.throws(() => JSON.parse(cut.body), SyntaxError);
  });

  it('break connections, and let requests hang until the caller aborts', async () => {
    const { fail, service } = faulty();
    fail(resetConnection);
    await assert.rejects(async () => service(getRequest('/backup-jobs/')), { code: 'ECONNRESET' });
    for (const fault of [hang, slow(1_000_000)]) {
      fail(fault);
      const caller = new AbortController();
      const answer = Promise.resolve(service({ ...getRequest('/backup-jobs/'), signal: caller.signal }));
      const soon = new Promise((resolve) => setTimeout(resolve, 20, 'nothing yet'));
      assert.equal(await Promise.race([answer.catch(() => 'rejected'), soon]), 'nothing yet');
      caller.abort();
      await assert.rejects(answer);
    }
  });

  it('delay answers', async () => {
    const { fail, service } = faulty();
    fail(slow(5));
    const order: string[] = [];
    await Promise.all([
      listIds(service).then((ids) => order.push(`late ${ids.length}`)),
      listIds(service).then((ids) => order.push(`now ${ids.length}`)),
    ]);
    assert.deepEqual(order, ['now 5', 'late 5']);
  });
});

describe('The page faults of the sample service', () => {
  it('insert an empty page that leads to the requested page', async () => {
    for (const where of [undefined, ({ query }: { query: object }) => 'nextToken' in query]) {
      const { fail, service } = faulty();
      fail(emptyPage, { times: 2, ...(where && { where }) });
      const pages = await walkIds(service, { maxResults: '2' });
      assert.deepEqual(pages.flat(), whole);
      assert.equal(pages.filter((page) => page.length === 0).length, 2);
    }
  });

  it('insert endless empty pages, each with a new token', async () => {
    const { fail, heal, service } = faulty();
    fail(emptyPage, { times: Infinity });
    const tokens = new Set<string | undefined>();
    let nextToken: string | undefined;
    for (let page = 0; page < 50; page++) {
      nextToken = (await ask(service, '/backup-jobs/', { nextToken })).body.NextToken;
      tokens.add(nextToken);
    }
    assert.equal(tokens.size, 50);
    heal();
    assert.deepEqual(await listIds(service, { nextToken }), whole);
  });

  it('repeat a token', async () => {
    const { fail, service } = faulty();
    fail(repeatToken, { where: ({ query }) => query['nextToken'] !== undefined });
    const first = await ask(service, '/backup-jobs/', { maxResults: '2' });
    const nextToken = first.body.NextToken;
    const second = await ask(service, '/backup-jobs/', { maxResults: '2', nextToken });
    assert.equal(second.body.NextToken, nextToken);
    assert.deepEqual(
      second.body.BackupJobs?.map((job) => job.BackupJobId),
      ['c', 'd'],
    );
  });

  it('list a job on two pages', async () => {
    const { fail, service } = faulty();
    fail(repeatJobs(), { times: Infinity });
    assert.deepEqual(await walkIds(service, { maxResults: '2' }), [
      ['a', 'b'],
      ['b', 'c', 'd'],
      ['d', 'e'],
    ]);
  });

  it('invalidate all tokens; a new walk is complete, and its tokens can be invalidated, too', async () => {
    const { invalidateTokens, service } = faulty();
    const first = await ask(service, '/backup-jobs/', { maxResults: '2' });
    const nextToken = first.body.NextToken;
    invalidateTokens();
    assert.equal(await askForError(service, { nextToken }), '400 InvalidParameterValueException');
    assert.deepEqual((await walkIds(service, { maxResults: '2' })).flat(), whole);
    const again = await ask(service, '/backup-jobs/', { maxResults: '2' });
    invalidateTokens();
    const old = { nextToken: again.body.NextToken };
    assert.equal(await askForError(service, old), '400 InvalidParameterValueException');
    assert.deepEqual((await walkIds(service, { maxResults: '1' })).flat(), whole);
  });

  it('edit only the token, whatever the jobs contain', async () => {
    const hostile = { BackupJobId: 'x', ResourceName: '"NextToken":"mine"', BackupSizeInBytes: 2n ** 62n };
    const { invalidateTokens, service } = withFaults(
      createSampleService({ account: accountOf([hostile, { ...hostile, BackupJobId: 'y' }]) }),
    );
    invalidateTokens();
    const { body } = await service(getRequest('/backup-jobs/', { maxResults: '1' }));
    assert.match(body, /4611686018427387904/);
    assert.equal(JSON.parse(body).BackupJobs[0].ResourceName, hostile.ResourceName);
    assert.deepEqual((await walkIds(service, { maxResults: '1' })).flat(), ['x', 'y']);
  });
});
