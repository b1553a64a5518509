/** A resource among those of a {@link ResourceKeys}. */
export interface KeyedResource {
  /** A text that no other resource has. */
  readonly key: string;
  /** How many resources were known before it: its place in a list of all. */
  readonly index: number;
}

/**
 * The identity of resources: the region, the account and the ARN. An ARN alone is not enough: that of an S3
 * bucket has neither region nor account.
 */
export class ResourceKeys {
  readonly #regions = new Map<string, RegionKeys>();
  #size = 0;

  /** The resources of a region. */
  in(region: string): RegionKeys {
    const known = this.#regions.get(region);
    if (known !== undefined) return known;
    const added = new RegionKeys(region, () => this.#size++);
    this.#regions.set(region, added);
    return added;
  }
}

/** The identity of the resources of a region. */
export class RegionKeys {
  readonly #region: string;
  readonly #nextIndex: () => number;
  /** The last one that was added comes first. */
  readonly #byArn = new Map<string, PlacedResource>();

  /** @param nextIndex is called for each new resource */
  constructor(region: string, nextIndex: () => number) {
    this.#region = region;
    this.#nextIndex = nextIndex;
  }

  /** The resource of an account. Equal ones are the same object: each job needs it. */
  of(accountId: string | undefined, arn: string): KeyedResource {
    const known = this.#byArn.get(arn);
    // Nearly always, the first one is the only one.
    for (let one = known; one !== undefined; one = one.other) if (one.accountId === accountId) return one;
    const key = JSON.stringify([arn, this.#region, accountId ?? '']);
    const added = { accountId, key, index: this.#nextIndex(), other: known };
    this.#byArn.set(arn, added);
    return added;
  }
}

interface PlacedResource extends KeyedResource {
  readonly accountId: string | undefined;
  /** Another resource with the same ARN. */
  readonly other: PlacedResource | undefined;
}
