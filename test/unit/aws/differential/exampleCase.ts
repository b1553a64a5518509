import type { AwsCase } from './differentialHome.js';

/** AWS files, with the observed results of the AWS CLI. */
export interface ExampleCase extends AwsCase {
  readonly title: string;
  /** All profiles in order; absent if the case is not about them. */
  readonly profiles?: readonly string[];
  readonly settings?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly asks: readonly Ask[];
}

/** A profile (null for none) and what signs for it. */
export type Ask = readonly [profile: string | null, expected: Expected];

/**
 * The key that signs, with `+TOKEN` if a session token is sent. Or a part of the CLI's message if it sends
 * nothing. Or the key of the CLI, with the reason why the extension may send nothing or uses another key.
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

/** The lines of a role with its source. */
export function roleOf(name: string, source?: string): string {
  const from = source === undefined ? '' : `source_profile = ${source}\n`;
  return `role_arn = arn:aws:iam::111122223333:role/${name}\n${from}`;
}

/** An environment with a machine role. */
export const inContainer = { AWS_CONTAINER_CREDENTIALS_FULL_URI: '@CLOUD@/container' } as const;

/** Keys in the environment. */
export const environmentKeys = {
  AWS_ACCESS_KEY_ID: 'AKIAENVIRONMENT',
  AWS_SECRET_ACCESS_KEY: 'secret',
} as const;

/** Why the extension may send nothing if the CLI uses the role of the machine. */
export const machineRole = 'The profile does not say that the role of the machine is meant.';
