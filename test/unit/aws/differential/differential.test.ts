import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CliForks } from '../cliForks.js';
import { BotocoreOracle, type OracleAnswer } from './botocoreOracle.js';
import { cliSigning } from './cliOracle.js';
import { compare, flatSettings, likelyNames } from './comparison.js';
import { type AwsCase, type DifferentialHome, openDifferentialHome } from './differentialHome.js';
import type { Ask, ExampleCase } from './exampleCase.js';
import { exampleCredentials } from './exampleCredentials.js';
import { exampleEnvironments } from './exampleEnvironments.js';
import { exampleNames } from './exampleNames.js';
import { exampleSyntax } from './exampleSyntax.js';
import { awsCases } from './generatedFiles.js';
import { type Signing, type Subject, subjectOf } from './subject.js';

/** To run more: `DIFFERENTIAL_RUNS=5000 npm test -- --only unit --grep differential`. */
const runs = Number(process.env['DIFFERENTIAL_RUNS'] ?? 0);
const examples = [...exampleCredentials, ...exampleEnvironments, ...exampleNames, ...exampleSyntax];

describe('differential: the AWS files are read as the AWS CLI reads them', () => {
  let home: DifferentialHome;
  let subject: Subject;
  let botocore: BotocoreOracle | undefined;
  let cli: CliForks | undefined;
  before(async function () {
    // The programs of the cases are shell scripts.
    if (process.platform === 'win32') return skip(this, 'There is no sh');
    home = await openDifferentialHome();
    subject = subjectOf(home.cloud);
    botocore = await BotocoreOracle.find(home.folder);
    cli = await CliForks.start(home.folder);
  });
  after(async () => {
    botocore?.dispose();
    cli?.dispose();
    await home?.leave();
  });

  for (const example of examples) {
    it(example.title, async () => {
      await home.enter(example);
      const { asks, profiles, settings = {} } = example;
      const isRefused = asks.some(([, expected]) => isRefusal(expected));
      const listed = await subject.profiles().catch(() => 'refused' as const);
      const actual = {
        profiles: listed,
        settings: Object.fromEntries(
          await Promise.all(Object.keys(settings).map(async (name) => [name, await subject.settings(name)])),
        ),
        signing: await sequentially(asks, async (ask) =>
          resultOfExtension(ask, await subject.signing(ask[0])),
        ),
      };
      assert.deepEqual(actual, {
        profiles: isRefused ? 'refused' : (profiles ?? listed),
        settings,
        signing: asks.map(expectedOfExtension),
      });
    });
  }

  it('the library of the AWS CLI reads the examples as the table says', async function () {
    if (botocore === undefined) return skip(this, noCli);
    const oracle = botocore;
    for (const example of examples) {
      const { asks, profiles, settings = {}, title } = example;
      const environment = await home.enter(example);
      const listed = Object.keys(settings);
      const reply = await oracle.ask(environment, [...asks.map(([profile]) => profile), ...listed]);
      if ('error' in reply) {
        assert.deepEqual(
          asks.map((ask) => resultOfCli(ask, reply)),
          asks.map(expectedOfCli),
          title,
        );
        continue;
      }
      const answerTo = (name: string | null) => reply.answers.find(({ profile }) => profile === name);
      assert.deepEqual(
        {
          signing: asks.map((ask) => resultOfCli(ask, signingOf(answerTo(ask[0])))),
          settings: Object.fromEntries(listed.map((name) => [name, flatSettings(answerTo(name)?.settings)])),
          profiles: profiles && reply.profiles,
        },
        { signing: asks.map(expectedOfCli), settings, profiles },
        title,
      );
    }
  });

  it('the AWS CLI signs as the table says', async function () {
    if (cli === undefined) return skip(this, noCli);
    const forks = cli;
    const start = Date.now();
    let asked = 0;
    for (const { asks, example } of inRounds(examples)) {
      // A usual run uses a sample.
      if (runs === 0 && Date.now() - start > cliSampleMs) break;
      const environment = await home.enter(example);
      const actual = await Promise.all(
        asks.map(async (ask) => resultOfCli(ask, await cliSigning(forks, home.cloud, environment, ask[0]))),
      );
      assert.deepEqual(actual, asks.map(expectedOfCli), example.title);
      asked += asks.length;
    }
    console.log(`      asked the AWS CLI ${asked} times`);
  }).timeout(1_200_000);

  it('law: for any files and any environment', async function () {
    if (botocore === undefined) return skip(this, noCli);
    const oracle = botocore;
    const end = runs === 0 ? Date.now() + sampleMs : Number.POSITIVE_INFINITY;
    let [cases, signed] = [0, 0];
    const law = fc.asyncProperty(awsCases, async (example: AwsCase) => {
      if (Date.now() > end) return;
      const environment = await home.enter(example);
      const reply = await oracle.ask(environment, [null, ...likelyNames(example)], { withListed: true });
      const comparison = await compare(example, reply, subject);
      cases += 1;
      signed += comparison.signed;
      assert.deepEqual(comparison.differences, []);
    });
    // Usual runs have the same cases each time, longer runs always have others.
    await fc.assert(law, runs === 0 ? { numRuns: usualRuns, seed: 1 } : { numRuns: runs });
    console.log(`      ${cases} cases, ${signed} profiles signed with the same key`);
    assert.ok(signed > 0, 'no profile is signed: the extension may refuse everything');
  }).timeout(7_200_000);
});

/** The table is for version 1, a Python program. Version 2 is not found in this way. */
const noCli = 'The aws on the PATH is not version 1 of the AWS CLI';
const usualRuns = 300;
const sampleMs = 10_000;
const cliSampleMs = 5000;

/**
 * What the table expects of the AWS CLI: a key, or `nothing sent` in place of its message.
 */
function expectedOfCli([profile, expected]: Ask): unknown {
  if (typeof expected === 'string') return [profile, expected];
  return [profile, 'key' in expected ? expected.key : 'nothing sent'];
}

function resultOfCli(ask: Ask, signing: Signing): unknown {
  if ('key' in signing) return [ask[0], signing.key];
  const [profile, expected] = ask;
  if (typeof expected === 'string' || 'key' in expected) return [profile, signing.error];
  return [profile, signing.error.includes(expected.error) ? 'nothing sent' : signing.error];
}

/** What the table expects of the extension. */
function expectedOfExtension([profile, expected]: Ask): unknown {
  if (typeof expected === 'string') return [profile, expected];
  if ('own' in expected) return [profile, expected.own];
  return [profile, 'key' in expected ? expected.key : 'nothing sent'];
}

function resultOfExtension(ask: Ask, signing: Signing): unknown {
  const [profile, expected] = ask;
  if ('key' in signing) return [profile, signing.key];
  if (typeof expected === 'string' || 'own' in expected) return [profile, signing.error];
  return [profile, 'key' in expected ? expected.key : 'nothing sent'];
}

function isRefusal(expected: Ask[1]): boolean {
  return typeof expected !== 'string' && 'error' in expected && expected.error.includes('Unable to parse');
}

/** Splits the requests of each example into rounds of two. They run at once, because they share its files. */
function inRounds(
  all: readonly ExampleCase[],
): { readonly example: ExampleCase; readonly asks: readonly Ask[] }[] {
  const maxAsks = Math.max(...all.map(({ asks }) => asks.length));
  return Array.from({ length: Math.ceil(maxAsks / 2) }, (_, round) =>
    all.map((example) => ({ example, asks: example.asks.slice(2 * round, 2 * round + 2) })),
  )
    .flat()
    .filter(({ asks }) => asks.length > 0);
}

function signingOf(answer: OracleAnswer | undefined): Signing {
  return answer?.key === undefined ? { error: answer?.error ?? 'no answer' } : { key: answer.key };
}

async function sequentially<Item, Value>(
  items: readonly Item[],
  work: (item: Item) => Promise<Value>,
): Promise<Value[]> {
  const values: Value[] = [];
  for (const item of items) values.push(await work(item));
  return values;
}

function skip(test: Mocha.Context, why: string): void {
  console.log(`      ${why}: skipped`);
  test.skip();
}
