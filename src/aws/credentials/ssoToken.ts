import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { readBody } from '../answerBody.js';
import type { SsoPlan } from '../config/credentialPlan.js';
import { isRegionName } from '../regions.js';
import { serviceAddress } from '../serviceAddress.js';
import {
  type CachedToken,
  canRefresh,
  millisecondsUntil,
  readCachedToken,
  ssoTokenFile,
  tokenIn,
} from './cachedToken.js';
import type { FetchContext } from './fetchContext.js';
import { SignInNeededError } from './signInNeededError.js';

/** A token of an SSO sign-in that is good now. */
export interface SsoAccessToken {
  readonly accessToken: string;
  readonly expiresAt: string;
}

/**
 * The token of an `aws sso login`, refreshed shortly before it expires and kept for the AWS CLI, as the CLI
 * does. Rejects with a {@link SignInNeededError} where a person has to sign in.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html
 */
export async function ssoAccessToken(plan: SsoPlan, context: FetchContext): Promise<SsoAccessToken> {
  const file = ssoTokenFile(plan, context.environment);
  const token = await readCachedToken(file);
  const isFresh = millisecondsUntil(token['expiresAt']) > refreshMs;
  if (isFresh || plan.session === undefined || !canRefresh(token)) return usable(token);
  try {
    return usable(await refreshOnce(file, token, plan, context));
  } catch (error) {
    // A refresh token is good once: another window may have used it, and be about to write what it got.
    if (error instanceof RefusedRefreshError) await setTimeout(otherWindowMs);
    const current = await readCachedToken(file);
    if (error instanceof RefusedRefreshError || millisecondsUntil(current['expiresAt']) > 0)
      return usable(current);
    throw error;
  }
}

/** Connections of this window share a refresh, as a refresh token is good once. */
function refreshOnce(
  file: string,
  token: CachedToken,
  plan: SsoPlan,
  context: FetchContext,
): Promise<CachedToken> {
  const underWay = refreshes.get(file);
  if (underWay !== undefined)
    // The other connection may have been closed, or have another way to the network.
    return underWay.catch((error: unknown) => {
      if (error instanceof RefusedRefreshError) throw error;
      return refreshOnce(file, token, plan, context);
    });
  const refreshing = refresh(token, plan, context)
    .then(async (refreshed) => {
      await save(file, refreshed);
      return refreshed;
    })
    .finally(() => refreshes.delete(file));
  refreshes.set(file, refreshing);
  return refreshing;
}

/** By the file of the token. */
const refreshes = new Map<string, Promise<CachedToken>>();

function usable({ accessToken, expiresAt }: CachedToken): SsoAccessToken {
  const left = millisecondsUntil(expiresAt);
  if (typeof accessToken !== 'string' || accessToken === '' || left <= 0) throw new SignInNeededError();
  return { accessToken, expiresAt: new Date(Date.now() + left).toISOString() };
}

/**
 * One plain request: the SDK's provider takes either the host of this service or that of the portal, not
 * both.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_CreateToken.html
 */
async function refresh(token: CachedToken, plan: SsoPlan, context: FetchContext): Promise<CachedToken> {
  const { client, endpoints } = context;
  if (!isRegionName(plan.region)) throw new Error('The sso_region is not a region');
  const { clientId, clientSecret, refreshToken } = token;
  const base = new URL(endpoints.sso_oidc ?? (await serviceAddress(client, 'oidc', plan.region)));
  const { response } = await client.config.requestHandler.handle({
    method: 'POST',
    protocol: base.protocol,
    hostname: base.hostname,
    ...(base.port !== '' && { port: Number(base.port) }),
    path: `${base.pathname.replace(/\/$/, '')}/token`,
    query: {},
    headers: { host: base.host, 'content-type': 'application/json' },
    body: JSON.stringify({ clientId, clientSecret, refreshToken, grantType: 'refresh_token' }),
  });
  const bytes = await readBody(response.body, { idleMs: answerMs, maxBytes: 100_000 });
  if ([400, 401, 403].includes(response.statusCode)) throw new RefusedRefreshError();
  const answer = tokenIn(new TextDecoder().decode(bytes));
  const { accessToken, expiresIn } = answer;
  if (typeof accessToken !== 'string' || !isSeconds(expiresIn))
    throw new Error(`The sign-in service answered without a token (HTTP ${response.statusCode})`);
  return {
    ...token,
    accessToken,
    expiresAt: new Date(Date.now() + expiresIn * 1000).toISOString().replace(/\.\d+Z$/, 'Z'),
    ...(typeof answer['refreshToken'] === 'string' && { refreshToken: answer['refreshToken'] }),
  };
}

/** A token that cannot be kept is good all the same: the next refresh then needs a sign-in. */
async function save(file: string, token: CachedToken): Promise<void> {
  const written = `${file}.${randomUUID()}`;
  try {
    await writeFile(written, JSON.stringify(token), { flag: 'wx', mode: 0o600 });
    await rename(written, file);
  } catch {
    // Read-only homes exist, and files that are mounted on their own. No second file may keep the token.
    await rm(written, { force: true }).catch(() => {});
  }
}

function isSeconds(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value < 10 * 365 * 86_400;
}

/** The service does not take the refresh token, or no longer. */
class RefusedRefreshError extends Error {}

/** As long before the end as the AWS CLI refreshes. */
const refreshMs = 15 * 60_000;
const answerMs = 30_000;
const otherWindowMs = 500;
