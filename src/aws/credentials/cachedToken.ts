import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { homeFolder } from '../awsFiles.js';
import type { LoginPlan, SsoPlan } from '../config/credentialPlan.js';

/** What the AWS CLI has left of a sign-in; looked at as if a stranger had written it. */
export type CachedToken = Readonly<Record<string, unknown>>;

/**
 * Where the AWS CLI keeps the token of an SSO sign-in: named by its session, or by its start URL where it has
 * none.
 */
export function ssoTokenFile({ session, startUrl }: SsoPlan, environment: NodeJS.ProcessEnv): string {
  return inHome('sso', `${hash('sha1', session ?? startUrl)}.json`, environment);
}

/** Where the AWS CLI keeps the token of a console sign-in. */
export function loginTokenFile({ session }: LoginPlan, environment: NodeJS.ProcessEnv): string {
  const name = `${hash('sha256', session)}.json`;
  const folder = environment['AWS_LOGIN_CACHE_DIRECTORY'];
  return folder ? path.join(folder, name) : inHome('login', name, environment);
}

/** A file that does not exist, or holds no JSON, is a token that has nothing. */
export async function readCachedToken(file: string): Promise<CachedToken> {
  return tokenIn(await readFile(file, 'utf8').catch(() => ''));
}

/** A token as JSON; no error quotes what it holds. */
export function tokenIn(text: string): CachedToken {
  try {
    const token: unknown = JSON.parse(text);
    return typeof token === 'object' && token !== null ? (token as CachedToken) : {};
  } catch {
    return {};
  }
}

/**
 * Milliseconds until a time of a token; below zero where it has passed or is none. Some tools write `UTC` for
 * `Z`.
 */
export function millisecondsUntil(time: unknown): number {
  const then = typeof time === 'string' ? Date.parse(time.replace(/ ?UTC$/, 'Z')) : Number.NaN;
  return Number.isNaN(then) ? -1 : then - Date.now();
}

/** Whether an SSO token can be replaced without a person. */
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
