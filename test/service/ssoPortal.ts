import type { ServiceRequest } from '../../src/sample/http.js';
import { ServiceError } from '../../src/sample/serviceError.js';
import type { KeyRing } from './keyRing.js';

/** A sign-in that the portal knows. */
export interface SampleSignIn {
  readonly accessToken: string;
  /** Epoch milliseconds. */
  readonly expires: number;
  /** A token that can be exchanged for a new access token, once; absent if only a new sign-in helps. */
  readonly refreshToken?: string;
}

/** The portal of IAM Identity Center: the sign-ins and the roles that they allow. */
export class SsoPortal {
  readonly #now: () => number;
  readonly #ring: KeyRing;
  readonly #roles: readonly { readonly accountId: string; readonly roleName: string }[];
  readonly #signIns: SampleSignIn[];

  constructor(
    now: () => number,
    ring: KeyRing,
    options: {
      readonly signIns: Iterable<SampleSignIn>;
      readonly roles: readonly { readonly accountId: string; readonly roleName: string }[];
    },
  ) {
    this.#now = now;
    this.#ring = ring;
    this.#roles = options.roles;
    this.#signIns = [...options.signIns];
  }

  /**
   * `GET /federation/credentials`, with the token of a sign-in.
   *
   * @see https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html
   */
  getRoleCredentials(request: ServiceRequest): object {
    const token = request.headers['x-amz-sso_bearer_token'];
    const signIn = this.#signIns.find(({ accessToken }) => accessToken === token);
    if (signIn === undefined || signIn.expires <= this.#now())
      throw new ServiceError('UnauthorizedException', 401, 'Session token not found or invalid');
    const [accountId, roleName] = [request.query.get('account_id'), request.query.get('role_name')];
    const role = this.#roles.find((one) => one.accountId === accountId && one.roleName === roleName);
    if (role === undefined) throw new ServiceError('ForbiddenException', 403, 'No access');
    const arn = `arn:aws:sts::${role.accountId}:assumed-role/AWSReservedSSO_${role.roleName}/sample`;
    const keys = this.#ring.issue({ accountId: role.accountId, arn }, 3600);
    const { accessKeyId, expires: expiration, secretAccessKey, sessionToken } = keys;
    return { roleCredentials: { accessKeyId, secretAccessKey, sessionToken, expiration } };
  }

  /**
   * `POST /token` with a refresh token, which is valid once.
   *
   * @see https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_CreateToken.html
   */
  createToken(request: ServiceRequest): object {
    const { grantType, refreshToken } = JSON.parse(request.body ?? '{}') as Record<string, unknown>;
    const place = this.#signIns.findIndex(
      (signIn) => refreshToken !== undefined && signIn.refreshToken === refreshToken,
    );
    if (grantType !== 'refresh_token' || place < 0)
      throw new ServiceError('InvalidGrantException', 400, 'Invalid refresh token');
    const accessToken = `${this.#signIns[place]?.accessToken}+`;
    const renewed = {
      accessToken,
      expires: this.#now() + 3_600_000,
      refreshToken: `${String(refreshToken)}+`,
    };
    this.#signIns[place] = renewed;
    return { accessToken, expiresIn: 3600, refreshToken: renewed.refreshToken, tokenType: 'Bearer' };
  }
}
