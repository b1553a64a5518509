import type { Translate } from '../jobs/translate.js';

/** Whose backup jobs are shown: the built-in sample account, or an AWS profile (the default credential chain where it is absent) in a region. */
export type Connection =
  | { readonly kind: 'sample' }
  | { readonly kind: 'aws'; readonly profile?: string; readonly region?: string };

/** The connection that needs no AWS account. */
export const sampleConnection: Connection = { kind: 'sample' };

/** The region that the sample account says it is in. */
export const sampleRegion = 'us-east-1';

/** Names a connection in ids and URIs; the same for every region of it. */
export function connectionKey(connection: Connection): string {
  if (connection.kind === 'sample') return 'sample';
  return connection.profile === undefined ? 'default' : `profile:${connection.profile}`;
}

/** What a person calls a connection. */
export function connectionLabel(connection: Connection, t: Translate): string {
  if (connection.kind === 'sample') return t('Sample account');
  return connection.profile ?? t('Default credentials');
}

/** What was kept of a connection, where it still is one. The kept value is looked at as if a stranger had written it. */
export function connectionFrom(kept: unknown): Connection | undefined {
  if (typeof kept !== 'object' || kept === null || !('kind' in kept)) return undefined;
  if (kept.kind === 'sample') return sampleConnection;
  if (kept.kind !== 'aws') return undefined;
  const profile = 'profile' in kept && typeof kept.profile === 'string' ? kept.profile : undefined;
  const region = 'region' in kept && typeof kept.region === 'string' ? kept.region : undefined;
  return { kind: 'aws', ...(profile !== undefined && { profile }), ...(region !== undefined && { region }) };
}
