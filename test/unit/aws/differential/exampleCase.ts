import type { AwsCase } from './differentialHome.js';

/** AWS files with what the AWS CLI was seen to make of them. */
export interface ExampleCase extends AwsCase {
  readonly title: string;
  /** All profiles in their order; absent where the case is not about that. */
  readonly profiles?: readonly string[];
  readonly settings?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly asks: readonly Ask[];
}

/** A profile, null for none, and what signs for it. */
export type Ask = readonly [profile: string | null, expected: Expected];

/**
 * The key that signs, with `+TOKEN` where a session token is sent; or a part of the CLI's message where it
 * sends nothing; or a key with which the CLI signs where the extension may send nothing, or signs with
 * another on purpose, and why.
 */
export type Expected =
  | string
  | { readonly error: string }
  | { readonly key: string; readonly orNothing: string }
  | { readonly key: string; readonly own: string; readonly why: string };

/** The lines of a pair of keys. */
export function keyPair(id: string): string {
  return `aws_access_key_id = ${id}\naws_secret_access_key = secret\n`;
}

/** The lines of a role, and from where it is assumed. */
export function roleOf(name: string, source?: string): string {
  const from = source === undefined ? '' : `source_profile = ${source}\n`;
  return `role_arn = arn:aws:iam::111122223333:role/${name}\n${from}`;
}

/** A machine that has a role of its own. */
export const inContainer = { AWS_CONTAINER_CREDENTIALS_FULL_URI: '@CLOUD@/container' } as const;

/** Keys in the environment. */
export const environmentKeys = {
  AWS_ACCESS_KEY_ID: 'AKIAENVIRONMENT',
  AWS_SECRET_ACCESS_KEY: 'secret',
} as const;

/** Why the extension may send nothing where the CLI takes the machine's own role. */
export const machineRole = 'The profile does not say that the role of the machine is meant.';
