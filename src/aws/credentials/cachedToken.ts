import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { homeFolder } from '../awsFiles.js';
import type { LoginPlan, SsoPlan } from '../config/credentialPlan.js';
import { parseFields } from './parseFields.js';

/** A sign-in token from the cache of the AWS CLI. Its fields may be missing or of any type. */
export type CachedToken = Readonly<Record<string, unknown>>;

/** The file in which the AWS CLI caches the token of an SSO session or, without one, of a start URL. */
export function ssoTokenFile({ session, startUrl }: SsoPlan, environment: NodeJS.ProcessEnv): string {
  return inHome('sso', `${hash('sha1', session ?? startUrl)}.json`, environment);
}

/** The file in which the AWS CLI caches the token of a console sign-in. */
export function loginTokenFile({ session }: LoginPlan, environment: NodeJS.ProcessEnv): string {
  const name = `${hash('sha256', session)}.json`;
  const folder = environment['AWS_LOGIN_CACHE_DIRECTORY'];
  return folder ? path.join(folder, name) : inHome('login', name, environment);
}

/** The token in a file; empty if the file cannot be read or is not JSON. */
export async function readCachedToken(file: string): Promise<CachedToken> {
  return parseFields(await readFile(file, 'utf8').catch(() => '')) ?? {};
}

/**
 * The milliseconds until a time in a token. Negative if the time has passed or is not valid. Accepts `UTC`
 * instead of `Z`, because some tools write it.
 */
export function millisecondsUntil(time: unknown): number {
  const then = typeof time === 'string' ? Date.parse(time.replace(/ ?UTC$/, 'Z')) : Number.NaN;
  return Number.isNaN(then) ? -1 : then - Date.now();
}

/** Whether an SSO token can be refreshed without a new sign-in. */
export function canRefresh(token: CachedToken): boolean {
  const parts = [token['clientId'], token['clientSecret'], token['refreshToken']];
  return (
    parts.every((part) => typeof part === 'string' && part !== '') &&
    millisecondsUntil(token['registrationExpiresAt']) > 0
  );
}

function inHome(kind: string, name: string, environment: NodeJS.ProcessEnv): string {
  return path.join(homeFolder(environment), '.aws', kind, 'cache', name);
}

function hash(algorithm: 'sha1' | 'sha256', text: string): string {
  return createHash(algorithm).update(text).digest('hex');
}
