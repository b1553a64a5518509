import type { RecoveryPointCreator } from '../jobs/backupJob.js';
import type { CountedFields } from '../jobs/countedFields.js';
import type { RuleVersion } from './ruleVersion.js';

/** The fields in which the jobs of a series rarely differ. */
export interface SharedFields {
  readonly creator: RecoveryPointCreator;
  /** The version of the rule that created the job. */
  readonly version: RuleVersion;
  readonly category: string | undefined;
  readonly resourceName: string | undefined;
  readonly resourceType: string | undefined;
  readonly state: string | undefined;
  readonly vaultName: string | undefined;
}

/** Gives the jobs of a series with equal fields the same object, nearly always. */
export class FieldSharing {
  /** Those of the job before, by the place of the series. */
  readonly #last: SharedFields[] = [];
  readonly #known: SharedFields[][] = [];

  /**
   * @param place that of the series; no place is left out
   * @param fields those of a job that has a creator
   */
  of(
    place: number,
    fields: CountedFields,
    creator: RecoveryPointCreator,
    version: RuleVersion,
  ): SharedFields {
    const last = this.#last[place];
    if (last !== undefined && isSame(last, fields)) return last;
    const known = this.#known[place] ?? [];
    const shared = known.find((one) => isSame(one, fields)) ?? sharedOf(fields, creator, version);
    // Searching many would take longer than what it saves.
    if (known.length < maxKnown && !known.includes(shared)) known.push(shared);
    this.#known[place] = known;
    this.#last[place] = shared;
    return shared;
  }
}

function sharedOf(fields: CountedFields, creator: RecoveryPointCreator, version: RuleVersion): SharedFields {
  return {
    creator,
    version,
    category: fields.MessageCategory,
    resourceName: fields.ResourceName,
    resourceType: fields.ResourceType,
    state: fields.State,
    vaultName: fields.BackupVaultName,
  };
}

function isSame(shared: SharedFields, fields: CountedFields): boolean {
  return (
    shared.creator === fields.CreatedBy &&
    shared.state === fields.State &&
    shared.category === fields.MessageCategory &&
    shared.vaultName === fields.BackupVaultName &&
    shared.resourceName === fields.ResourceName &&
    shared.resourceType === fields.ResourceType
  );
}

const maxKnown = 8;
