import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { homeFolder } from './awsFiles.js';
import { type NamedProfile, profileChain } from './profiles.js';
import type { ConfigSection, SharedConfig } from './sharedConfig.js';

/**
 * Looks up whether somebody has to sign in before a profile can be used, by what the AWS CLI has left of sign-ins:
 * no request is made. Each sign-in is looked at once, however many profiles go by it.
 */
export class SignIns {
  readonly #config: SharedConfig;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #lookedAt = new Map<string, Promise<boolean>>();

  constructor(config: SharedConfig, environment: NodeJS.ProcessEnv) {
    this.#config = config;
    this.#environment = environment;
  }

  /** Whether the sign-in of a profile, or of the one that its role is assumed from, has expired or never was. */
  async isNeededFor(profile: NamedProfile): Promise<boolean> {
    for (const { kind, settings } of profileChain(this.#config, profile)) {
      if (kind === 'sso') return this.#lookAt(this.#ssoToken(settings), isNeededForSso);
      if (kind === 'login') return this.#lookAt(this.#loginToken(settings), isNeededForLogin);
    }
    return false;
  }

  #lookAt(file: string, isNeeded: (token: Token) => boolean): Promise<boolean> {
    const known = this.#lookedAt.get(file);
    if (known !== undefined) return known;
    const look = readToken(file).then(isNeeded);
    this.#lookedAt.set(file, look);
    return look;
  }

  /** Where the SDKs and the AWS CLI keep it: named by its session, or by its start URL where it has none. */
  #ssoToken(settings: ConfigSection): string {
    const name = settings['sso_session'] ?? settings['sso_start_url'] ?? '';
    return this.#inHome('sso', `${hash('sha1', name)}.json`);
  }

  #loginToken(settings: ConfigSection): string {
    const name = `${hash('sha256', settings['login_session']?.trim() ?? '')}.json`;
    const folder = this.#environment['AWS_LOGIN_CACHE_DIRECTORY'];
    return folder ? path.join(folder, name) : this.#inHome('login', name);
  }

  #inHome(kind: string, name: string): string {
    return path.join(homeFolder(this.#environment), '.aws', kind, 'cache', name);
  }
}

type Token = Readonly<Record<string, unknown>>;

/** A file that is not there, or holds no JSON, is a token that has nothing. */
async function readToken(file: string): Promise<Token> {
  try {
    const token: unknown = JSON.parse(await readFile(file, 'utf8'));
    return typeof token === 'object' && token !== null ? (token as Token) : {};
  } catch {
    return {};
  }
}

function isNeededForSso(token: Token): boolean {
  const { clientId, clientSecret, refreshToken } = token;
  const canRefresh = [clientId, clientSecret, refreshToken].every(Boolean);
  return isOver(token['expiresAt']) && !(canRefresh && !isOver(token['registrationExpiresAt']));
}

function isNeededForLogin({ accessToken, refreshToken }: Token): boolean {
  if (typeof accessToken !== 'object' || accessToken === null || !('expiresAt' in accessToken)) return true;
  return isOver(accessToken.expiresAt) && !refreshToken;
}

function isOver(time: unknown): boolean {
  return typeof time !== 'string' || !(Date.parse(time) > Date.now());
}

function hash(algorithm: 'sha1' | 'sha256', text: string): string {
  return createHash(algorithm).update(text).digest('hex');
}
