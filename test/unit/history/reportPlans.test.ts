import assert from 'node:assert/strict';
import fc from 'fast-check';
import { openAthena } from '../../../src/aws/athenaConnection.js';
import type { RequestLogEntry } from '../../../src/aws/requestLog.js';
import { createTableText, isS3Folder } from '../../../src/history/athena/createTableText.js';
import { findReportPlaces } from '../../../src/history/athena/findReportPlaces.js';
import { isSameFolder, type ReportPlan, reportPlaces } from '../../../src/history/athena/reportPlaces.js';
import { createSampleService } from '../../../src/sample/sampleService.js';
import { hostileTexts } from '../../hostile.js';
import { accessDenied, serviceUnavailable, unrecognizedClient } from '../../service/faultKinds.js';
import { type FaultyService, withFaults } from '../../service/faults.js';
import { accountOf } from '../../service/givenAccount.js';
import { type LoopbackServer, startLoopbackServer } from '../../service/loopbackServer.js';
import { type GivenReportPlan, withReportPlans } from '../../service/reportPlans.js';
import { until } from '../../until.js';
import { type AwsHome, closedPort, enterAwsHome, standInProfile } from '../aws/awsHome.js';

const hostile: readonly string[] = Object.values(hostileTexts);

const plan = (of: Partial<ReportPlan> = {}): ReportPlan => ({
  arn: 'arn:aws:backup:eu-west-1:111122223333:report-plan:jobs-1',
  name: 'jobs',
  template: 'BACKUP_JOB_REPORT',
  bucket: 'my-reports',
  prefix: '',
  formats: [],
  accounts: [],
  organizationUnits: [],
  regions: [],
  ...of,
});

describe('The place of a report plan', () => {
  const locations = (...plans: readonly ReportPlan[]) => reportPlaces(plans).map(({ location }) => location);

  it('follows from its account, its region and what it covers', () => {
    assert.deepEqual(
      locations(
        plan(),
        plan({ prefix: 'audit/daily/', accounts: ['111122223333'], regions: ['eu-west-1'] }),
        plan({ accounts: ['111122223333', '444455556666'] }),
        plan({ accounts: ['ROOT'], regions: ['*'] }),
        plan({ organizationUnits: ['ou-1'], regions: ['eu-west-1', 'us-east-1'] }),
        plan({ arn: 'arn:aws-cn:backup:cn-north-1:111122223333:report-plan:x', regions: ['cn-northwest-1'] }),
      ),
      [
        's3://my-reports/Backup/111122223333/eu-west-1/',
        's3://my-reports/audit/daily/Backup/111122223333/eu-west-1/',
        's3://my-reports/Backup/crossaccount/eu-west-1/',
        's3://my-reports/Backup/crossaccount/crossregion/',
        's3://my-reports/Backup/crossaccount/crossregion/',
        's3://my-reports/Backup/111122223333/crossregion/',
      ],
    );
  });

  it('is offered only for reports of backup jobs, and names other reports in the same folder', () => {
    const places = reportPlaces([
      plan({ formats: ['JSON'] }),
      plan({ name: 'restores', template: 'RESTORE_JOB_REPORT' }),
      plan({ name: 'copies', template: 'COPY_JOB_REPORT', prefix: 'copies' }),
      plan({ name: 'both', prefix: 'both', formats: ['JSON', 'CSV'] }),
    ]);
    assert.deepEqual(
      places.map(({ formats, otherPlans, plan: name }) => [name, formats, otherPlans]),
      [
        ['jobs', ['JSON'], ['restores']],
        ['both', ['CSV', 'JSON'], []],
      ],
    );
  });

  it('can always be named in a statement, whatever a plan says', () => {
    const text = fc.oneof(fc.constantFrom(...hostile), fc.string());
    fc.assert(
      fc.property(
        fc.record({ arn: text, name: text, bucket: text, prefix: text }),
        fc.boolean(),
        (texts, hasArn) => {
          const { arn } = plan();
          const places = reportPlaces([plan({ ...texts, ...(hasArn && { arn, bucket: 'my-reports' }) })]);
          for (const { location } of places) {
            assert.ok(isS3Folder(location), location);
            const sql = createTableText({ database: 'reports', table: 'backup_jobs', location });
            assert.equal(sql.split("'").length % 2, 1, sql);
            assert.equal(sql.split('${').length, 2, sql);
          }
        },
      ),
    );
  });

  it('is the folder of a table, with or without a slash at the end', () => {
    assert.deepEqual(
      [isSameFolder('s3://a/b/', 's3://a/b'), isSameFolder('s3://a/b/', 's3://a/b/c')],
      [true, false],
    );
  });
});

describe('The report plans of AWS Backup', () => {
  const signal = new AbortController().signal;
  const given: GivenReportPlan[] = [
    { name: 'plan_1', region: 'eu-west-1' },
    { name: 'plan_2', region: 'eu-west-1', formats: ['JSON'] },
    ...hostile.map((name, place) => ({ name: name || 'x', prefix: `p${place}` })),
  ];
  let faulty: FaultyService;
  let server: LoopbackServer;
  let home: AwsHome;

  before(async () => {
    const service = withReportPlans(createSampleService({ account: accountOf([]) }), given, 3);
    faulty = withFaults(service);
    server = await startLoopbackServer(faulty.service);
    home = await enterAwsHome();
    await home.config(standInProfile({ backup: server.url, athena: closedPort }));
  });
  beforeEach(() => faulty.forgetRequests());
  afterEach(() => faulty.heal());
  after(async () => {
    await home?.leave();
    await server?.close();
  });

  async function find(regions: readonly string[], during: AbortSignal = signal) {
    const log: RequestLogEntry[] = [];
    const athena = await openAthena({
      connection: { profile: 'prod' },
      ...{ region: 'eu-central-1', workGroup: 'primary', catalog: 'AwsDataCatalog' },
      log: (entry) => log.push(entry),
    });
    const found = await findReportPlaces(athena.reportPlans, regions, during);
    athena.dispose();
    return { ...found, log };
  }

  it('are read from all pages and all regions', async () => {
    const { log, note, places } = await find(['eu-west-1', 'us-east-1']);
    assert.deepEqual(
      [note, places.length, log.filter(({ failure }) => failure !== undefined)],
      ['', 2 + 2 * hostile.length, []],
    );
    assert.deepEqual(
      places
        .slice(0, 2)
        .map(({ formats, location, plan: name, region }) => [name, region, formats, location]),
      [
        ['plan_1', 'eu-west-1', ['CSV'], 's3://my-reports/Backup/111122223333/eu-west-1/'],
        ['plan_2', 'eu-west-1', ['JSON'], 's3://my-reports/Backup/111122223333/eu-west-1/'],
      ],
    );
    assert.ok(faulty.requests.length > 10);
  });

  it('are optional: a region that denies them, or fails, is named, and the others are used', async () => {
    const inRegion = (region: string) => ({
      where: ({ headers }: { headers: Readonly<Record<string, string>> }) =>
        headers['authorization']?.includes(`/${region}/`) ?? false,
      times: Number.POSITIVE_INFINITY,
    });
    faulty.fail(accessDenied, inRegion('us-east-1'));
    faulty.fail(serviceUnavailable, inRegion('us-west-2'));
    const { note, places } = await find(['eu-west-1', 'us-east-1', 'us-west-2']);
    assert.ok(places.length > 2);
    assert.equal(
      note,
      'Report plans of us-east-1, us-west-2 not read: backup:ListReportPlans is not allowed; AWS Backup is temporarily unavailable',
    );
  });

  it('are not asked for with other credentials if the first ones are rejected', async () => {
    faulty.fail(unrecognizedClient, { times: Number.POSITIVE_INFINITY });
    const { log, places } = await find(['eu-west-1']);
    assert.deepEqual(
      [places, faulty.requests.length, log.map(({ operation }) => operation)],
      [[], 1, ['ListReportPlans']],
    );
  });

  it('are not waited for when the user cancels', async () => {
    const controller = new AbortController();
    faulty.fail(() => new Promise(() => {}), { times: 1 });
    const finding = find(['eu-west-1'], controller.signal);
    await until(() => faulty.requests.length > 0);
    controller.abort();
    assert.deepEqual((await finding).places, []);
  });

  it('may be none of backup jobs', async () => {
    const { note } = await findReportPlaces(async () => [], ['eu-west-1', 'us-east-1'], signal);
    assert.equal(note, 'No report plan of eu-west-1, us-east-1 reports backup jobs');
  });
});
