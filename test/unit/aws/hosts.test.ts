import assert from 'node:assert/strict';
import dns from 'node:dns';
import { STSClient } from '@aws-sdk/nested-clients/sts';
import { failureIn, open } from './asking.js';
import { type AwsHome, enterAwsHome, markedKeys } from './awsHome.js';

const partitions = [
  { region: 'us-east-1', domain: 'amazonaws.com', dualStackDomain: 'api.aws' },
  { region: 'cn-north-1', domain: 'amazonaws.com.cn', dualStackDomain: 'api.amazonwebservices.com.cn' },
  { region: 'us-gov-west-1', domain: 'amazonaws.com', dualStackDomain: 'api.aws' },
] as const;
const keys = 'aws_access_key_id = AKIAFILE\naws_secret_access_key = secret\n';
const onAndOff = [true, false];

/** The hosts of requests without a configured endpoint. No name is resolved: nothing leaves the machine. */
describe('The hosts of AWS', () => {
  const { lookup } = dns;
  let home: AwsHome;
  let lookedUp: string[];
  beforeEach(async () => {
    home = await enterAwsHome();
    delete process.env['AWS_ENDPOINT_URL_STS'];
    lookedUp = [];
    dns.lookup = ((host: string, _: unknown, done: (error: Error) => void) => {
      lookedUp.push(host);
      setImmediate(done, Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' }));
    }) as typeof dns.lookup;
  });
  afterEach(async () => {
    dns.lookup = lookup;
    await home.leave();
  });

  /** The hosts of ListBackupJobs and GetCallerIdentity. */
  async function hostsFor(region: string, profile?: string): Promise<string[]> {
    lookedUp = [];
    const { source, readIdentity, dispose } = await open({
      connection: { region, ...(profile !== undefined && { profile }) },
    });
    const { signal } = new AbortController();
    await failureIn(source.listBackupJobs({}, { signal }));
    await assert.rejects(async () => readIdentity?.(signal));
    dispose();
    return lookedUp;
  }

  for (const { region, domain, dualStackDomain } of partitions) {
    const hosts = (suffix: string, dnsDomain: string) => [
      `backup${suffix}.${region}.${dnsDomain}`,
      `sts${suffix}.${region}.${dnsDomain}`,
    ];
    const [backupFipsHost = '', stsFipsHost = ''] = hosts('-fips', domain);
    // In GovCloud, the plain name of STS is its FIPS endpoint.
    const isGov = region.startsWith('us-gov');
    const expected = {
      '': hosts('', domain),
      fips: [backupFipsHost, isGov ? `sts.${region}.${domain}` : stsFipsHost],
      dualstack: hosts('', dualStackDomain),
      'fips dualstack': hosts('-fips', dualStackDomain),
    };

    it(`follow the FIPS and dual-stack variables in ${region}`, async () => {
      home.set(markedKeys);
      for (const [kinds, expectedHosts] of Object.entries(expected)) {
        home.set({
          AWS_USE_FIPS_ENDPOINT: String(kinds.includes('fips')),
          AWS_USE_DUALSTACK_ENDPOINT: String(kinds.includes('dualstack')),
        });
        assert.deepEqual(await hostsFor(region), expectedHosts, kinds);
      }
    });

    it(`follow the FIPS and dual-stack settings of the profile, not those of another, in ${region}`, async () => {
      for (const [kinds, expectedHosts] of Object.entries(expected)) {
        const settings = kinds.split(' ').map((kind) => (kind === '' ? '' : `use_${kind}_endpoint = true\n`));
        await home.config(
          `[profile p]\n${keys}${settings.join('')}[profile other]\nuse_fips_endpoint = true\nuse_dualstack_endpoint = true\n`,
        );
        home.set({ AWS_PROFILE: 'other' });
        assert.deepEqual(await hostsFor(region, 'p'), expectedHosts, kinds);
      }
    });
  }

  it('for STS match those of the SDK’s STS client in each public partition', async () => {
    home.set(markedKeys);
    const regions = [...partitions.map(({ region }) => region), 'eu-central-1', 'eusc-de-east-1'];
    for (const region of regions)
      for (const UseFIPS of onAndOff)
        for (const UseDualStack of onAndOff) {
          home.set({ AWS_USE_FIPS_ENDPOINT: `${UseFIPS}`, AWS_USE_DUALSTACK_ENDPOINT: `${UseDualStack}` });
          const { config } = new STSClient({ region });
          const { url } = config.endpointProvider({ Region: region, UseFIPS, UseDualStack });
          assert.equal((await hostsFor(region))[1], url.hostname);
        }
  });

  it('follow the settings of the profile also when its role is assumed', async () => {
    await home.config(
      `[profile r]\nregion = us-gov-west-1\nuse_fips_endpoint = true\nuse_dualstack_endpoint = true\n` +
        `role_arn = arn:aws-us-gov:iam::111122223333:role/r\nsource_profile = k\n[profile k]\n${keys}`,
    );
    const { source, dispose } = await open({ connection: { profile: 'r', region: 'us-gov-west-1' } });
    await failureIn(source.listBackupJobs({}, { signal: new AbortController().signal }));
    dispose();
    assert.deepEqual(lookedUp, ['sts-fips.us-gov-west-1.api.aws']);
  });
});
