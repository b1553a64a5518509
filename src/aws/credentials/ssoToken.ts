import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import type { SsoPlan } from '../config/credentialPlan.js';
import { isRegionName } from '../regions.js';
import { readBody } from '../responseBody.js';
import { serviceAddress } from '../serviceAddress.js';
import {
  type CachedToken,
  canRefresh,
  millisecondsUntil,
  readCachedToken,
  ssoTokenFile,
} from './cachedToken.js';
import type { FetchContext } from './fetchContext.js';
import { parseFields } from './parseFields.js';

/** A valid token of an SSO sign-in. */
export interface SsoAccessToken {
  readonly accessToken: string;
  readonly expiresAt: string;
}

/** The error if there are no credentials until the user signs in. */
export class SignInNeededError extends Error {
  override readonly name = 'SignInNeededError';
}

/**
 * The token of `aws sso login`. Like the AWS CLI, refreshes it shortly before it expires and writes it back
 * to the cache of the CLI. Rejects with a {@link SignInNeededError} if the user must sign in.
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
    // A refresh token is valid once. Another window may have used it, and may not have written the new token
    // yet.
    if (error instanceof RefusedRefreshError) await setTimeout(otherWindowMs);
    const current = await readCachedToken(file);
    if (error instanceof RefusedRefreshError || millisecondsUntil(current['expiresAt']) > 0)
      return usable(current);
    throw error;
  }
}

/** Connections of this window share a refresh, because a refresh token is valid once. */
function refreshOnce(
  file: string,
  token: CachedToken,
  plan: SsoPlan,
  context: FetchContext,
): Promise<CachedToken> {
  const pending = refreshes.get(file);
  if (pending !== undefined)
    // Retry: the other connection may have been closed, or may use another proxy or other certificates.
    return pending.catch((error: unknown) => {
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

/** The pending refreshes, by the file of the token. */
const refreshes = new Map<string, Promise<CachedToken>>();

function usable({ accessToken, expiresAt }: CachedToken): SsoAccessToken {
  const remainingMs = millisecondsUntil(expiresAt);
  if (typeof accessToken !== 'string' || accessToken === '' || remainingMs <= 0)
    throw new SignInNeededError();
  return { accessToken, expiresAt: new Date(Date.now() + remainingMs).toISOString() };
}

/**
 * Refreshes a token with a plain request, because the SDK's provider supports a custom endpoint either for
 * this service or for the portal, not for both.
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
  const bytes = await readBody(response.body, { idleMs, maxBytes: 100_000 });
  if ([400, 401, 403].includes(response.statusCode)) throw new RefusedRefreshError();
  const fields = parseFields(new TextDecoder().decode(bytes)) ?? {};
  const { accessToken, expiresIn } = fields;
  if (typeof accessToken !== 'string' || !isSeconds(expiresIn))
    throw new Error(`The sign-in service answered without a token (HTTP ${response.statusCode})`);
  return {
    ...token,
    accessToken,
    expiresAt: new Date(Date.now() + expiresIn * 1000).toISOString().replace(/\.\d+Z$/, 'Z'),
    ...(typeof fields['refreshToken'] === 'string' && { refreshToken: fields['refreshToken'] }),
  };
}

/**
 * Ignores errors: a token that cannot be saved is still valid, although its next refresh will need a sign-in.
 */
async function save(file: string, token: CachedToken): Promise<void> {
  const written = `${file}.${randomUUID()}`;
  try {
    await writeFile(written, JSON.stringify(token), { flag: 'wx', mode: 0o600 });
    await rename(written, file);
  } catch {
    // The home folder may be read-only, or the file may be a mount point. No copy of the token may remain.
    await rm(written, { force: true }).catch(() => {});
  }
}

function isSeconds(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value < 10 * 365 * 86_400;
}

/** The error if the service does not accept the refresh token. */
class RefusedRefreshError extends Error {}

/** The AWS CLI also refreshes a token this long before it expires. */
const refreshMs = 15 * 60_000;
const idleMs = 30_000;
const otherWindowMs = 500;
