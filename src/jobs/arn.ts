/** The parts of an ARN. Empty parts, such as the account of an S3 bucket, are absent. */
export interface ArnParts {
  readonly partition: string;
  readonly service: string;
  readonly region?: string;
  readonly accountId?: string;
  /** The kind of resource, if the ARN names it: `volume` in `volume/vol-0a1b`. */
  readonly resourceType?: string;
  readonly resource: string;
}

/**
 * Splits `arn:partition:service:region:account:resource`; undefined if a text is not an ARN.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function arnParts(text: string): ArnParts | undefined {
  const [, partition, service, region, accountId, rest] =
    /^arn:([\w-]+):([\w-]+):([\w-]*):(\w*):(.+)$/s.exec(text) ?? [];
  if (partition === undefined || service === undefined || rest === undefined) return undefined;
  const [, resourceType, resource] = /^([\w-]+)[:/](.+)$/s.exec(rest) ?? [];
  return {
    partition,
    service,
    ...(region && { region }),
    ...(accountId && { accountId }),
    ...(resource === undefined ? { resource: rest } : { ...(resourceType && { resourceType }), resource }),
  };
}
