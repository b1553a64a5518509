import type { OracleAnswer } from './botocoreOracle.js';
import type { Difference } from './comparison.js';
import type { AwsCase } from './differentialHome.js';

/** The context of a difference. */
export interface DifferenceContext {
  readonly example: AwsCase;
  /** The result of the CLI for the profile; absent if it refused a file. */
  readonly answer?: OracleAnswer | undefined;
  /** The results for all requested profiles. */
  readonly answers: readonly OracleAnswer[];
}

/** An intentional difference between the extension and the AWS CLI. No other difference may exist. */
interface AcceptedDifference {
  readonly why: string;
  readonly applies: (difference: Difference, context: DifferenceContext) => boolean;
}

const accepted: readonly AcceptedDifference[] = [
  {
    why: 'A NUL means UTF-16, so the file is refused.',
    applies: ({ law, extension }, { example }) =>
      law === 'refusal' &&
      isError(extension) &&
      [example.config, example.credentials].some((text = '') =>
        Buffer.from(text, example.encoding).includes(0),
      ),
  },
  {
    why: 'A directory in place of a file is refused. The CLI treats it as a missing file.',
    applies: ({ law, extension }, { example }) =>
      law === 'refusal' && isError(extension) && example.environment?.['AWS_CONFIG_FILE'] === '@HOME@/.aws',
  },
  {
    why: 'The CLI signs with empty keys, and with keys that contain invalid characters. Nothing is sent.',
    applies: ({ law }, context) => law === 'nothing sent' && hasOddKey(context),
  },
  {
    why: 'A profile with incomplete credentials does not mean the role of the machine. Nothing is sent.',
    applies: ({ law }, { answer }) =>
      law === 'nothing sent' &&
      isMachine(answer) &&
      Object.keys(answer?.settings ?? {}).some(isOfCredentials),
  },
  {
    why: 'Version 1 of the CLI uses AWS_DEFAULT_PROFILE, version 2 uses AWS_PROFILE. Nothing is sent.',
    applies: ({ law, profile }, { example: { environment } }) =>
      law === 'nothing sent' &&
      profile === null &&
      environment?.['AWS_PROFILE'] !== environment?.['AWS_DEFAULT_PROFILE'],
  },
  {
    why: 'An empty variable names no profile. The CLI looks for a profile named "", and sends nothing.',
    applies: ({ law, profile }, { example: { environment }, answer }) =>
      law === 'wrong key' &&
      profile === null &&
      [environment?.['AWS_PROFILE'], environment?.['AWS_DEFAULT_PROFILE']].includes('') &&
      answer?.error === 'ProfileNotFound: The config profile () could not be found',
  },
  {
    why: 'A source profile with a missing SSO session is not used, even if it has keys.',
    applies: ({ law }, context) =>
      law === 'nothing sent' &&
      chainOf(context)
        .slice(1)
        .some((settings) => settings['sso_session'] !== undefined),
  },
  {
    why: 'A credential setting with nested settings has no value: nothing is sent. The CLI fails only if it reads the setting.',
    applies: ({ law }, context) => law === 'nothing sent' && chainOf(context).some(hasNested),
  },
  {
    why: 'The CLI checks the region of the SSO portal before a request; in the extension the portal is not found.',
    applies: (_, { answer }) => answer?.error?.startsWith('InvalidRegionError') ?? false,
  },
  {
    why: 'A profile named "" cannot be selected: `--profile ""` selects none.',
    applies: ({ cli, extension, law, profile }) =>
      (profile === '' && law !== 'wrong key') ||
      (law === 'profiles' && JSON.stringify(withoutEmpty(cli)) === JSON.stringify(withoutEmpty(extension))),
  },
];

/** Whether a difference is intentional. A signature with another key than the CLI's is never accepted. */
export function isAccepted(difference: Difference, context: DifferenceContext): boolean {
  if (difference.law === 'wrong key' && context.answer?.key !== undefined) return false;
  return accepted.some(({ applies }) => applies(difference, context));
}

type Settings = NonNullable<OracleAnswer['settings']>;

function isError(outcome: unknown): boolean {
  return typeof outcome === 'object' && outcome !== null && 'error' in outcome;
}

function isMachine(answer: OracleAnswer | undefined): boolean {
  return answer?.kind === 'container-role' || answer?.kind === 'iam-role';
}

function isOfCredentials(setting: string): boolean {
  return /^(aws_|credential_|duration_|external_|login_|mfa_|role_|source_|sso_|web_)/.test(setting);
}

function hasNested(settings: Settings): boolean {
  return Object.entries(settings).some(([name, value]) => typeof value !== 'string' && isOfCredentials(name));
}

/** The name of a generated key says if it has no secret. */
function hasOddKey(context: DifferenceContext): boolean {
  if (/(^|_BY_)(\+|$)|NOSECRET/.test(context.answer?.key ?? '')) return true;
  return chainOf(context).some((settings) =>
    keySettings.some((name) => name in settings && !/^[!-~]+$/.test(String(settings[name]))),
  );
}

const keySettings = ['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token', 'aws_security_token'];

/** The settings of the profile, followed by those of the sources of its role. */
function chainOf({ answer, answers }: DifferenceContext): Settings[] {
  const chain: Settings[] = [];
  for (let next = answer?.settings; next !== undefined && !chain.includes(next); ) {
    chain.push(next);
    const source = next['source_profile'];
    next = answers.find(({ profile }) => profile === source)?.settings;
  }
  return chain;
}

function withoutEmpty(profiles: unknown): unknown {
  return Array.isArray(profiles) ? profiles.filter((name) => name !== '') : profiles;
}
