import type { OracleAnswer } from './botocoreOracle.js';
import type { Difference } from './comparison.js';

/** What the extension does otherwise than the AWS CLI on purpose; nothing else may differ. */
interface AcceptedDifference {
  readonly why: string;
  readonly applies: (difference: Difference, answer: OracleAnswer | undefined) => boolean;
}

/** `wrong key` is never accepted where the CLI signs with another: what is sent is signed as `aws --profile X` signs it, or nothing is sent. */
const accepted: readonly AcceptedDifference[] = [
  {
    why: 'The CLI signs with empty keys, which no service takes. Nothing is sent.',
    applies: ({ law }, answer) => law === 'nothing sent' && hasEmptyKey(answer),
  },
  {
    why: 'The CLI checks the region of the SSO portal before it asks there; otherwise the portal is not found.',
    applies: (_, answer) => answer?.error?.startsWith('InvalidRegionError') ?? false,
  },
  {
    why: 'A profile of the name "" cannot be asked for: `--profile ""` asks for none.',
    applies: ({ law, cli, extension }) =>
      law === 'profiles' && JSON.stringify(withoutEmpty(cli)) === JSON.stringify(extension),
  },
  {
    why: 'The same, where its settings or its kind are asked for.',
    applies: ({ law, profile }) => profile === '' && law !== 'wrong key',
  },
];

/** Whether a difference is one on purpose. */
export function isAccepted(difference: Difference, answer: OracleAnswer | undefined): boolean {
  if (difference.law === 'wrong key' && answer?.key !== undefined) return false;
  return accepted.some(({ applies }) => applies(difference, answer));
}

/** Generated keys without a secret say so in their name. */
function hasEmptyKey(answer: OracleAnswer | undefined): boolean {
  return answer?.key !== undefined && /(^|_BY_)(\+|$)|NOSECRET/.test(answer.key);
}

function withoutEmpty(profiles: unknown): unknown {
  return Array.isArray(profiles) ? profiles.filter((name) => name !== '') : profiles;
}
