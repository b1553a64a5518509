/**
 * The identity of resources: the region, the account and the ARN. An ARN alone is not enough: that of an S3
 * bucket has neither region nor account.
 */
export class ResourceKeys {
  readonly #byArn = new Map<string, PlacedKey[]>();

  /**
   * The key of a resource. Equal keys are the same string, whose hash is known: the tallies look it up for
   * each job.
   */
  keyOf(region: string, accountId: string | undefined, arn: string): string {
    const known = this.#byArn.get(arn);
    // Nearly always, the first one is the only one.
    for (const one of known ?? none) if (one.region === region && one.accountId === accountId) return one.key;
    const key = JSON.stringify([arn, region, accountId ?? '']);
    const added = { region, accountId, key };
    if (known === undefined) this.#byArn.set(arn, [added]);
    else known.push(added);
    return key;
  }
}

const none: readonly PlacedKey[] = [];

interface PlacedKey {
  readonly region: string;
  readonly accountId: string | undefined;
  readonly key: string;
}
