import type { OracleAnswer } from './botocoreOracle.js';
import type { Difference } from './comparison.js';

/** What the extension does otherwise than the AWS CLI on purpose; nothing else may differ. */
interface AcceptedDifference {
  readonly why: string;
  readonly applies: (difference: Difference, answer: OracleAnswer | undefined) => boolean;
}

/** Never accepted is `wrong key`: what is sent is signed as `aws --profile X` signs it, or nothing is sent. */
const accepted: readonly AcceptedDifference[] = [
  {
    why: 'The CLI signs with empty keys, which no service takes. Nothing is sent.',
    applies: ({ law }, answer) => law === 'nothing sent' && hasEmptyKey(answer),
  },
  {
    why: 'A profile of the name "" cannot be asked for: `--profile ""` asks for none.',
    applies: ({ law, cli, extension }) =>
      law === 'profiles' && JSON.stringify(withoutEmpty(cli)) === JSON.stringify(extension),
  },
  {
    why: 'The same, where its settings or its kind are asked for.',
    applies: ({ law, profile }) => law !== 'wrong key' && profile === '',
  },
];

/** Whether a difference is one on purpose. */
export function isAccepted(difference: Difference, answer: OracleAnswer | undefined): boolean {
  return difference.law !== 'wrong key' && accepted.some(({ applies }) => applies(difference, answer));
}

/** Generated keys without a secret say so in their name. */
function hasEmptyKey(answer: OracleAnswer | undefined): boolean {
  return answer?.key !== undefined && /(^|_BY_)(\+|$)|NOSECRET/.test(answer.key);
}

function withoutEmpty(profiles: unknown): unknown {
  return Array.isArray(profiles) ? profiles.filter((name) => name !== '') : profiles;
}
