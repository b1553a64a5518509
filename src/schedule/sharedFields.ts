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
  readonly #known: SharedFields[] = [];

  #last: SharedFields | undefined;

  /** @param fields those of a job that has a creator */
  of(fields: CountedFields, creator: RecoveryPointCreator, version: RuleVersion): SharedFields {
    const last = this.#last;
    if (last !== undefined && isSame(last, fields)) return last;
    this.#last = this.#known.find((one) => isSame(one, fields)) ?? this.#add(fields, creator, version);
    return this.#last;
  }

  #add(fields: CountedFields, creator: RecoveryPointCreator, version: RuleVersion): SharedFields {
    const added = {
      creator,
      version,
      category: fields.MessageCategory,
      resourceName: fields.ResourceName,
      resourceType: fields.ResourceType,
      state: fields.State,
      vaultName: fields.BackupVaultName,
    };
    // Searching many would take longer than what it saves.
    if (this.#known.length < maxKnown) this.#known.push(added);
    return added;
  }
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
