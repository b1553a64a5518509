import * as l10n from '@vscode/l10n';

/** The account to show: the built-in sample account, or an AWS account in some regions. */
export type Connection = { readonly kind: 'sample' } | AwsConnection;

/** An AWS profile or the access keys of the environment; with neither, the default credential chain. */
export interface AwsConnection {
  readonly kind: 'aws';
  readonly profile?: string;
  readonly isEnvironment?: true;
  /** Without duplicates. Absent for the configured region. */
  readonly regions?: readonly string[];
}

/** The connection that needs no AWS account. */
export const sampleConnection: Connection = { kind: 'sample' };

/** The access keys of the environment, even if `AWS_PROFILE` is set. */
export const environmentConnection: AwsConnection = { kind: 'aws', isEnvironment: true };

/** The region of the sample account. */
export const sampleRegion = 'us-east-1';

/** Identifies a connection in ids and URIs. It does not depend on the regions. */
export function connectionKey(connection: Connection): string {
  if (connection.kind === 'sample') return 'sample';
  if (connection.isEnvironment) return 'environment';
  return connection.profile === undefined ? 'default' : `${profilePrefix}${connection.profile}`;
}

/** The profile of a connection key; undefined if the connection has none. */
export function profileOfKey(key: string): string | undefined {
  return key.startsWith(profilePrefix) ? key.slice(profilePrefix.length) : undefined;
}

/** The name of a connection, as shown to the user. */
export function connectionLabel(connection: Connection): string {
  if (connection.kind === 'sample') return l10n.t('Sample account');
  if (connection.isEnvironment) return l10n.t('Environment');
  return connection.profile ?? l10n.t('Default credentials');
}

/**
 * Reads a stored connection, which is untrusted; undefined if the value is not one.
 */
export function connectionFrom(stored: unknown): Connection | undefined {
  const { kind, profile, isEnvironment, regions, region } = fieldsOf(stored);
  if (kind === 'sample') return sampleConnection;
  if (kind !== 'aws') return undefined;
  const named = (Array.isArray(regions) ? regions : [region]).filter((one) => typeof one === 'string');
  return {
    kind,
    ...(typeof profile === 'string' && { profile }),
    ...(isEnvironment === true && { isEnvironment }),
    ...(named.length > 0 && { regions: [...new Set<string>(named)] }),
  };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

const profilePrefix = 'profile:';
