import type { BackupJob } from '../../jobs/backupJob.js';
import type { Dictionaries } from './dictionaries.js';
import { exactJson } from './taggedJson.js';

/** The fields that jobs of a rule and a vault share. They are stored once, as one JSON. */
export const shapeFields = [
  'BackupOptions',
  'BackupType',
  'BackupVaultArn',
  'CreatedBy',
  'EncryptionKeyArn',
  'IamRoleArn',
  'IsEncrypted',
  'IsParent',
  'RecoveryPointLifecycle',
  'VaultLockState',
  'VaultType',
] as const satisfies readonly (keyof BackupJob)[];

/**
 * Finds the number of the {@link shapeFields} of a job. Jobs that were read together share the objects and
 * texts of these fields, so comparing their identities usually takes the place of writing JSON.
 */
export class ShapeIds {
  readonly #dictionaries: Dictionaries;
  /** By what most shapes differ in. */
  readonly #known = new Map<unknown, KnownShape[]>();
  #size = 0;
  #version: number;

  constructor(dictionaries: Dictionaries) {
    this.#dictionaries = dictionaries;
    this.#version = dictionaries.version;
  }

  /** The number, which is added if it is new; null if the job has none of the fields. */
  idOf(job: BackupJob): number | null {
    const { shapes, version } = this.#dictionaries;
    if (version !== this.#version || this.#size >= maxShapes) this.#forget(version);
    const { CreatedBy } = job;
    const likely = this.#known.get(CreatedBy);
    const known = likely?.find(({ values }) => hasValues(job, values));
    if (known !== undefined) return known.id;
    const values = shapeFields.map((name): unknown => job[name]);
    const fields = shapeFields.flatMap((name, place) =>
      values[place] === undefined ? [] : [[name, values[place]] as const],
    );
    const id = fields.length === 0 ? null : shapes.idOf(exactJson(Object.fromEntries(fields)));
    if (likely === undefined || likely.length >= maxAlike) this.#known.set(CreatedBy, [{ values, id }]);
    else likely.push({ values, id });
    this.#size++;
    return id;
  }

  #forget(version: number): void {
    this.#known.clear();
    this.#size = 0;
    this.#version = version;
  }
}

interface KnownShape {
  /** Those of {@link shapeFields}. */
  readonly values: readonly unknown[];
  readonly id: number | null;
}

function hasValues(job: BackupJob, values: readonly unknown[]): boolean {
  // NaN and -0 are stored as they are.
  for (let place = 0; place < shapeFields.length; place++)
    if (!Object.is(job[shapeFields[place] as (typeof shapeFields)[number]], values[place])) return false;
  return true;
}

const maxShapes = 5000;
/** Searching among more would take longer than writing JSON. */
const maxAlike = 50;
