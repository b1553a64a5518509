/**
 * Lets jobs that say the same share one text for it: the vault, the role, the plan, the resource that is backed up night
 * after night. A hundred thousand jobs take less than half the memory so.
 */
export class SharedValues {
  readonly #texts = new Map<string, string>();
  readonly #structures = new Map<string, Structure>();

  /** An equal value that was seen before, else the value itself. */
  of(value: unknown): unknown {
    if (typeof value === 'string')
      return value.length > maxOwnTextLength ? seenAs(this.#texts, value, value) : value;
    return typeof value === 'object' && value !== null ? this.#structureOf(value as Structure) : value;
  }

  #structureOf(structure: Structure): Structure {
    const key = leadOf(structure);
    const known = seenAs(this.#structures, key, structure);
    if (known === structure || isSame(known, structure)) return known;
    this.#structures.set(key, structure);
    return structure;
  }
}

type Structure = Readonly<Record<string, unknown>>;

function seenAs<Value>(seen: Map<string, Value>, key: string, value: Value): Value {
  const known = seen.get(key);
  if (known !== undefined) return known;
  // What nobody holds any more is let go with the rest, at the latest by then.
  if (seen.size >= maxSeen) seen.clear();
  seen.set(key, value);
  return value;
}

/** What is likely to tell a structure from others: the rule of a plan, else what it says first. */
function leadOf(structure: Structure): string {
  for (const name in structure) {
    const lead = structure['BackupRuleId'] ?? structure[name];
    return typeof lead === 'object' ? name : `${name} ${lead}`;
  }
  return '';
}

function isSame(one: Structure, other: Structure): boolean {
  let fields = 0;
  for (const name in one) {
    if (one[name] !== other[name]) return false;
    fields++;
  }
  for (const _ in other) fields--;
  return fields === 0;
}

/** Characters; V8 shares the short texts of JSON by itself. */
const maxOwnTextLength = 10;
const maxSeen = 50_000;
