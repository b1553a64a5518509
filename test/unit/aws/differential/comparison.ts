import { isAccepted } from './acceptedDifferences.js';
import type { OracleAnswer, OracleReply } from './botocoreOracle.js';
import type { AwsCase } from './differentialHome.js';
import type { Signing, Subject } from './subject.js';

/** A difference between the extension and the AWS CLI for the same files. */
export interface Difference {
  readonly law: 'refusal' | 'profiles' | 'settings' | 'kind' | 'wrong key' | 'nothing sent';
  readonly profile: string | null;
  readonly cli: unknown;
  readonly extension: unknown;
}

/** The differences, and how much was compared. */
export interface Comparison {
  readonly differences: readonly Difference[];
  /** The number of profiles that both sides sign with the same key. 0: the extension refuses everything. */
  readonly signed: number;
}

/** Compares the extension with the CLI for the current case. Leaves out accepted differences. */
export async function compare(example: AwsCase, reply: OracleReply, subject: Subject): Promise<Comparison> {
  const profiles = await subject.profiles().catch((error: unknown) => ({ error: String(error) }));
  const all: Difference[] = [];
  if ('error' in reply || 'error' in profiles) {
    if (!('error' in reply && 'error' in profiles))
      all.push({ law: 'refusal', profile: null, cli: outcome(reply), extension: outcome(profiles) });
    if ('error' in reply) all.push(...(await signingsOfRefused(example, subject)));
    return { differences: all.filter((one) => !isAccepted(one, { example, answers: [] })), signed: 0 };
  }
  if (JSON.stringify(reply.profiles) !== JSON.stringify(profiles))
    all.push({ law: 'profiles', profile: null, cli: reply.profiles, extension: profiles });
  const { answers } = reply;
  const differences = all.filter((one) => !isAccepted(one, { example, answers }));
  let signed = 0;
  for (const given of answers) {
    const answer = given.profile === null ? answerWithoutProfile(given, example, answers) : given;
    const signing = await subject.signing(given.profile);
    if ('key' in signing && signing.key === answer.key) signed += 1;
    const found = [...(await ofSettings(answer, subject)), ...ofSigning(answer, signing)];
    differences.push(...found.filter((one) => !isAccepted(one, { example, answer, answers })));
  }
  return { differences, signed };
}

/** Intentionally, a profile that the environment names counts like a selected one, even beside keys. */
function answerWithoutProfile(
  answer: OracleAnswer,
  { environment }: AwsCase,
  answers: readonly OracleAnswer[],
): OracleAnswer {
  const named = namedByEnvironment(environment);
  const chosen = named.length === 1 ? answers.find(({ profile }) => profile === named[0]) : undefined;
  return chosen === undefined ? answer : { ...chosen, profile: null };
}

/** The profiles that the environment names, without duplicates. */
function namedByEnvironment(environment: AwsCase['environment'] = {}): string[] {
  const named = [environment['AWS_PROFILE'], environment['AWS_DEFAULT_PROFILE']];
  return [...new Set(named)].filter((name) => name !== undefined && name !== '') as string[];
}

/** If the CLI refuses a file, nothing may be sent for any profile. */
async function signingsOfRefused(example: AwsCase, subject: Subject): Promise<Difference[]> {
  const differences: Difference[] = [];
  for (const profile of [null, ...likelyNames(example)]) {
    const signing = await subject.signing(profile);
    if ('key' in signing) differences.push({ law: 'wrong key', profile, cli: 'refused', extension: signing });
  }
  return differences;
}

/** Possible names of profiles: those in the environment, and the headers of both files. */
export function likelyNames({ config = '', credentials = '', environment }: AwsCase): string[] {
  const headers = `${config}\n${credentials}`.matchAll(/^[^\S\n]*\[(?:profile\s+)?(['"]?)([^\]\n]*)\1\]/gmu);
  const names = [...new Set([...headers].map(([, , name = '']) => name))].filter((name) => name !== '');
  return [...new Set([...namedByEnvironment(environment), ...names])].slice(0, 8);
}

async function ofSettings(answer: OracleAnswer, subject: Subject): Promise<Difference[]> {
  const { kind, profile, settings } = answer;
  if (profile === null || settings === undefined) return [];
  const differences: Difference[] = [];
  const [cli, extension] = [sorted(flatSettings(settings)), sorted(await subject.settings(profile))];
  if (JSON.stringify(cli) !== JSON.stringify(extension))
    differences.push({ law: 'settings', profile, cli, extension });
  if (kind === undefined) return differences;
  const shown = await subject.kind(profile);
  // Whether “unusable” is right shows when the profile signs.
  if (shown !== 'unusable' && kinds[kind] !== shown)
    differences.push({ law: 'kind', profile, cli: kinds[kind] ?? kind, extension: shown });
  return differences;
}

function ofSigning({ error, key, profile }: OracleAnswer, signing: Signing): Difference[] {
  const cli = key === undefined ? { error } : { key };
  if ('key' in signing)
    return signing.key === key ? [] : [{ law: 'wrong key', profile, cli, extension: signing }];
  return key === undefined ? [] : [{ law: 'nothing sent', profile, cli, extension: signing }];
}

/** The kind of profile in the picker for each provider of botocore. */
const kinds: Readonly<Record<string, string>> = {
  'assume-role': 'role',
  'assume-role-with-web-identity': 'webIdentity',
  'config-file': 'keys',
  'container-role': 'machine',
  'custom-process': 'process',
  'iam-role': 'machine',
  login: 'login',
  'shared-credentials-file': 'keys',
  sso: 'sso',
};

/** Nested settings have names such as `s3.name`. */
export function flatSettings(settings: OracleAnswer['settings'] = {}): Record<string, string> {
  const entries = Object.entries(settings).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string'
      ? [[name, value]]
      : Object.entries(value).map(([inner, text]) => [`${name}.${inner}`, text]),
  );
  return Object.fromEntries(entries);
}

function sorted(settings: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(settings).toSorted(([one], [other]) => (one < other ? -1 : 1));
}

function outcome(value: OracleReply | readonly string[] | { readonly error: string }): unknown {
  return 'error' in value ? value : 'read';
}
