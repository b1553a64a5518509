import type { CountedFields } from '../jobs/countedFields.js';
import type { RuleVersion } from './ruleVersion.js';

/** The fields in which the jobs of a series rarely differ. */
export interface SharedFields
  extends Readonly<
    Pick<
      CountedFields,
      'BackupVaultName' | 'CreatedBy' | 'MessageCategory' | 'ResourceName' | 'ResourceType' | 'State'
    >
  > {
  /** The version of the rule that created the job. */
  readonly version: RuleVersion;
}

/** Gives the jobs of a series with equal fields the same object, nearly always. */
export class FieldSharing {
  /** Those of the job before, by the place of the series. */
  readonly #last: SharedFields[] = [];
  readonly #known: SharedFields[][] = [];

  /** @param place that of the series; no place is left out */
  of(place: number, fields: CountedFields, version: RuleVersion): SharedFields {
    const last = this.#last[place];
    if (last !== undefined && isSame(last, fields)) return last;
    const known = this.#known[place] ?? [];
    const shared = known.find((one) => isSame(one, fields)) ?? sharedOf(fields, version);
    // Searching many would take longer than what it saves.
    if (known.length < maxKnown && !known.includes(shared)) known.push(shared);
    this.#known[place] = known;
    this.#last[place] = shared;
    return shared;
  }
}

function sharedOf(fields: CountedFields, version: RuleVersion): SharedFields {
  const { BackupVaultName, CreatedBy, MessageCategory, ResourceName, ResourceType, State } = fields;
  return { version, BackupVaultName, CreatedBy, MessageCategory, ResourceName, ResourceType, State };
}

function isSame(one: SharedFields, other: CountedFields): boolean {
  return (
    one.CreatedBy === other.CreatedBy &&
    one.State === other.State &&
    one.MessageCategory === other.MessageCategory &&
    one.BackupVaultName === other.BackupVaultName &&
    one.ResourceName === other.ResourceName &&
    one.ResourceType === other.ResourceType
  );
}

const maxKnown = 8;
