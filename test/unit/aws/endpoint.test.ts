import assert from 'node:assert/strict';
import path from 'node:path';
import { AthenaClient } from '@aws-sdk/client-athena';
import { BackupClient } from '@aws-sdk/client-backup';
import { STSClient } from '@aws-sdk/nested-clients/sts';
import { foreignEndpoints, isAwsEndpoint } from '../../../src/aws/awsEndpoint.js';
import { checkedEndpoint, type EndpointRules } from '../../../src/aws/endpoint.js';
import { isJobSourceError } from '../../../src/jobs/jobSource.js';
import { failureIn, open } from './asking.js';
import { type AwsHome, enterAwsHome, markedKeys } from './awsHome.js';

const regionsOfPartitions = [
  'us-east-1',
  'eu-central-1',
  'cn-north-1',
  'us-gov-west-1',
  'eusc-de-east-1',
  'us-iso-east-1',
  'us-isob-east-1',
  'eu-isoe-west-1',
  'us-isof-south-1',
];

describe('AWS’s own endpoints', () => {
  it('are those that the SDK uses in every partition, and those in a VPC', () => {
    const athena = new AthenaClient({ region: 'us-east-1' }).config;
    const backup = new BackupClient({ region: 'us-east-1' }).config;
    const sts = new STSClient({ region: 'us-east-1' }).config;
    for (const Region of regionsOfPartitions)
      for (const UseFIPS of [true, false])
        for (const UseDualStack of [true, false]) {
          const context = { Region, UseFIPS, UseDualStack };
          const url = backup.endpointProvider(context).url.href;
          assert.ok(isAwsEndpoint('backup', url), url);
          const athenaUrl = athena.endpointProvider(context).url.href;
          assert.ok(isAwsEndpoint('athena', athenaUrl), athenaUrl);
          const stsUrl = sts.endpointProvider(context).url.href;
          assert.ok(isAwsEndpoint('sts', stsUrl), stsUrl);
        }
    const others = [
      ['backup', 'HTTPS://Backup.EU-west-1.amazonaws.com.:443/x?y#z'],
      ['backup', 'https://user:secret@backup.eu-west-1.amazonaws.com'],
      ['backup', 'https://vpce-0a1b-2c3d.backup.us-east-1.vpce.amazonaws.com'],
      ['backup', 'https://vpce-0a1b-2c3d-us-east-1a.backup.us-east-1.vpce.amazonaws.com'],
      ['sts', 'https://vpce-0a1b-2c3d.sts.cn-north-1.vpce.amazonaws.com.cn'],
      ['sts', 'https://sts.amazonaws.com'],
      ['sso', 'https://portal.sso.eu-west-1.amazonaws.com'],
      ['sso_oidc', 'https://oidc.us-gov-west-1.amazonaws.com'],
      ['signin', 'https://us-east-1.signin.aws.amazon.com'],
    ] as const;
    for (const [service, url] of others) assert.ok(isAwsEndpoint(service, url), url);
  });

  it('do not include similar hosts', () => {
    const foreign = [
      'https://backup.eu-west-1.amazonaws.com.evil.example',
      'https://backup.eu-west-1.evilamazonaws.com',
      'https://backup-eu-west-1.amazonaws.com',
      'https://evil.backup.eu-west-1.amazonaws.com',
      'https://backup.eu-west-1.amazonaws.com@evil.example',
      String.raw`https://evil.example\@backup.eu-west-1.amazonaws.com`,
      'https://evil.example/backup.eu-west-1.amazonaws.com',
      'https://evil.example?.backup.eu-west-1.amazonaws.com',
      'https://evil.example#.backup.eu-west-1.amazonaws.com',
      'https://backup.eu-west-1.amazonaws.com..',
      'https://backup.eu-west-1.amazonaws.com:8443',
      'http://backup.eu-west-1.amazonaws.com',
      'https://backup.eu-west-1.amazonaws.сom',
      'https://sts.eu-west-1.amazonaws.com',
      // Hosts that any AWS customer can get.
      'https://abc123.execute-api.eu-west-1.amazonaws.com',
      'https://backup.s3.amazonaws.com',
      'https://backup.s3-eu-west-1.amazonaws.com',
      'https://backup.s3.eu-west-1.amazonaws.com',
      'https://backup.eu-west-1.elb.amazonaws.com',
      'https://ec2-1-2-3-4.compute-1.amazonaws.com',
      'https://vpce-0a1b.vpce-svc-0a1b.eu-west-1.vpce.amazonaws.com',
      'https://vpce-0a1b.backup.eu-west-1.vpce.amazonaws.com.evil.example',
      'https://backup.eu-west-1.vpce.amazonaws.com',
      'http://localhost:4566',
      'nonsense',
    ];
    for (const url of foreign) assert.ok(!isAwsEndpoint('backup', url), url);
    assert.deepEqual(
      foreignEndpoints([
        { service: 'backup', url: 'https://user:secret@evil.example/?token=secret' },
        { service: 'sso', url: 'https://portal.sso.eu-west-1.amazonaws.com' },
        { service: 'sts', url: undefined },
      ]),
      [{ service: 'backup', url: 'https://evil.example' }],
    );
  });
});

describe('An endpoint over HTTP', () => {
  /** The failure; undefined if the endpoint is accepted. */
  function refusal(url: string, rules?: EndpointRules) {
    try {
      assert.equal(checkedEndpoint(url, rules), url);
      return undefined;
    } catch (error) {
      if (isJobSourceError(error)) return error.failure;
      throw error;
    }
  }

  it('is accepted only on this machine, under any of its names', () => {
    const local = [
      'http://localhost:4566',
      'HTTP://LOCALHOST.',
      'http://127.0.0.1',
      'http://127.255.0.1:1',
      'http://0x7f.1',
      'http://2130706433',
      'http://017700000001',
      'http://[::1]:4566',
      'http://[0:0:0:0:0:0:0:1]',
      'http://user:secret@localhost',
      String.raw`http://localhost\@evil.example`,
    ];
    for (const url of local) assert.equal(refusal(url), undefined, url);
    const remote = [
      'http://127.0.0.1@evil.example',
      'http://127.0.0.1:80@evil.example',
      String.raw`http://evil.example\@127.0.0.1`,
      'http://localhost.evil.example',
      'http://backup.localhost/x',
      'http://evillocalhost',
      'http://127.0.0.1.evil.example',
      'http://localhost%2eevil.example',
      'http://128.0.0.1',
      'http://167772161',
      'http://0x0a.1',
      'http://0.0.0.0',
      'http://[::]',
      'http://[::ffff:10.0.0.1]',
      'http://[::ffff:127.0.0.1]',
      'http://[::127.0.0.1]',
      'http://backup.eu-west-1.amazonaws.com',
      'http://169.254.169.254',
      'http://169.254.170.2',
      'http://[fd00:ec2::23]',
    ];
    for (const url of remote) {
      const failure = refusal(url);
      assert.deepEqual(
        [failure?.kind, failure?.summary, failure?.remedy],
        ['configuration', 'The endpoint is not encrypted', 'editAwsConfig'],
        url,
      );
      assert.equal(refusal(url, { allowsInsecure: true }), undefined, url);
      assert.equal(refusal(url.replace('http', 'https')), undefined, url);
    }
  });

  it('is rejected if its URL is malformed, even if a lenient parser accepts it', () => {
    for (const url of [String.raw`http:\\127.0.0.1`, 'http:127.0.0.1', ' http://127.0.0.1', 'http://', 'x'])
      assert.equal(refusal(url, { allowsInsecure: true })?.summary, 'The endpoint URL is not a URL', url);
  });

  it('is accepted at the credential addresses of containers and instances for credentials, but not for AWS Backup', () => {
    const hosts = ['169.254.170.2', '169.254.170.23', '[fd00:ec2::23]', '169.254.169.254', '[fd00:ec2::254]'];
    for (const host of hosts) {
      assert.equal(refusal(`http://${host}/role`, { isForCredentials: true }), undefined, host);
      assert.equal(refusal(`http://${host}`)?.kind, 'configuration', host);
    }
    for (const url of [
      'http://169.254.170.3',
      'http://169.254.170.2.evil.example',
      'http://169.254.170.2@evil',
    ])
      assert.equal(refusal(url, { isForCredentials: true })?.kind, 'configuration', url);
  });

  it('is shown without its password, with the remedy for the setting it comes from', () => {
    const rules = { remedy: 'openEndpointSetting', source: 'backupJobs.endpoint' } as const;
    const failure = refusal('http://user:secret@evil.example/?secret', rules);
    assert.equal(failure?.remedy, 'openEndpointSetting');
    assert.match(failure.detail, /^http:\/\/evil\.example is set as backupJobs\.endpoint\. /);
    assert.doesNotMatch(JSON.stringify(failure), /secret/);
    assert.deepEqual(refusal('evil', rules), {
      kind: 'configuration',
      summary: 'The endpoint URL is not a URL',
      detail: '“evil” is set as backupJobs.endpoint. It must start with https:// or http://.',
      remedy: 'openEndpointSetting',
    });
  });
});

describe('A connection with a foreign endpoint', () => {
  let home: AwsHome;
  beforeEach(async () => {
    home = await enterAwsHome();
    home.set(markedKeys);
  });
  afterEach(() => home.leave());

  const evil = 'http://evil.example';
  const keys = 'region = us-east-1\naws_access_key_id = AKIAFILE\naws_secret_access_key = secret\n';

  /** How to set an endpoint, what the failure names, and whether it names a line of the config file. */
  const ways = [
    ['the variable of Backup', () => home.set({ AWS_ENDPOINT_URL_BACKUP: evil }), 'AWS_ENDPOINT_URL_BACKUP'],
    ['the variable of STS', () => home.set({ AWS_ENDPOINT_URL_STS: evil }), 'AWS_ENDPOINT_URL_STS'],
    ['the general variable', () => home.set({ AWS_ENDPOINT_URL: evil }), 'AWS_ENDPOINT_URL'],
    ['the profile', () => home.config(`\n[profile p]\n${keys}endpoint_url = ${evil}\n`), 'endpoint_url', 2],
    [
      'the services section',
      () =>
        home.config(`[profile p]\n${keys}services = s\n[services s]\nbackup =\n  endpoint_url = ${evil}\n`),
      'endpoint_url',
      1,
    ],
  ] as const;
  for (const [name, set, source, line] of ways) {
    it(`is opened over HTTP only if the user allows it; the endpoint comes from ${name}`, async () => {
      await home.config(`[profile p]\n${keys}`);
      await set();
      const connection = { profile: 'p' };
      const failure = await failureIn(open({ connection }));
      const remedy = line === undefined ? 'openEndpointSetting' : 'editAwsConfig';
      assert.deepEqual([failure.summary, failure.remedy], ['The endpoint is not encrypted', remedy]);
      assert.ok(failure.detail.startsWith(`${evil} is set as ${source}. `), failure.detail);
      const place = line && { file: path.join(home.folder, '.aws', 'config'), line };
      assert.deepEqual(failure.place, place);
      const { dispose, foreignEndpoints: shown } = await open({ connection, allowsInsecureEndpoints: true });
      dispose();
      assert.ok(shown?.some(({ url }) => url === evil));
    });
  }

  it('is opened over HTTP only if the user allows it; the endpoint comes from the VS Code setting', async () => {
    assert.equal((await failureIn(open({ endpoint: evil }))).remedy, 'openEndpointSetting');
    const { dispose, foreignEndpoints: shown } = await open({
      endpoint: evil,
      allowsInsecureEndpoints: true,
    });
    dispose();
    assert.deepEqual(shown, [
      { service: 'backup', url: evil },
      { service: 'sts', url: evil },
    ]);
  });

  it('lists the services with foreign endpoints, and none if all endpoints are AWS’s own', async () => {
    delete process.env['AWS_ENDPOINT_URL_STS'];
    const shown = async () => {
      const { dispose, foreignEndpoints: endpoints } = await open();
      dispose();
      return endpoints;
    };
    assert.deepEqual(await shown(), []);
    home.set({
      AWS_ENDPOINT_URL_BACKUP: 'https://vpce-0a1b.backup.us-east-1.vpce.amazonaws.com',
      AWS_ENDPOINT_URL_STS: 'https://sts.amazonaws.com.evil.example/x',
    });
    assert.deepEqual(await shown(), [{ service: 'sts', url: 'https://sts.amazonaws.com.evil.example/x' }]);
  });
});
