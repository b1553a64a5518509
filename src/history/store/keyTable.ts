import type { SqlValue } from './sqlite.js';

/**
 * The numbers of rows by the hash of their account, region and key, in memory. For adding very many jobs: an
 * index in the file is in the order of random IDs, so once it does not fit into the cache, nearly each job
 * reads and writes a page of its own. A million take 17 MB, ten million 135.
 *
 * It can have rows that do not exist any more, or are of another job by now: compare the row itself.
 */
export class KeyTable {
  // Many small tables: when one grows, the others do not take twice their memory.
  readonly #parts = Array.from({ length: partCount }, () => new TablePart());
  #size = 0;

  /** How many rows have been added. */
  get size(): number {
    return this.#size;
  }

  /** Adds the number of a row, from 1 to 2^32 - 1. */
  add(hash: number, id: number): void {
    this.#partOf(hash).add(hash, id);
    this.#size++;
  }

  /** The numbers of all rows with a hash, and rarely others. */
  idsOf(hash: number): readonly number[] {
    return this.#partOf(hash).idsOf(hash);
  }

  #partOf(hash: number): TablePart {
    return this.#parts[hash >>> partShift] as TablePart;
  }
}

/** A hash of 32 bits of what identifies a job. */
export function hashOfKey(account: SqlValue, region: SqlValue, key: SqlValue): number {
  let hash = Math.imul(Number(account), 0x9e3779b1) ^ Number(region);
  if (typeof key === 'string')
    for (let place = 0; place < key.length; place++) hash = stepped(hash, key.charCodeAt(place));
  else if (key instanceof Uint8Array) for (const byte of key) hash = stepped(hash, byte);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** A hash table with linear probing. */
class TablePart {
  /** The hash and the number of each row, next to each other; number 0 is a free slot. */
  #slots = new Uint32Array(2 * firstSlots);
  #used = 0;

  add(hash: number, id: number): void {
    if ((this.#used + 1) * 4 > slotsOf(this.#slots) * 3) this.#grow();
    put(this.#slots, hash, id);
    this.#used++;
  }

  idsOf(hash: number): readonly number[] {
    const slots = this.#slots;
    const mask = slotsOf(slots) - 1;
    let found: number[] | undefined;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const id = slots[2 * slot + 1] ?? 0;
      if (id === 0) return found ?? none;
      if (slots[2 * slot] !== hash) continue;
      found ??= [];
      found.push(id);
    }
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Uint32Array(2 * old.length);
    for (let place = 0; place < old.length; place += 2) {
      const id = old[place + 1] ?? 0;
      if (id !== 0) put(this.#slots, old[place] ?? 0, id);
    }
  }
}

function put(slots: Uint32Array, hash: number, id: number): void {
  const mask = slotsOf(slots) - 1;
  let slot = hash & mask;
  while (slots[2 * slot + 1] !== 0) slot = (slot + 1) & mask;
  slots[2 * slot] = hash;
  slots[2 * slot + 1] = id;
}

function slotsOf(slots: Uint32Array): number {
  return slots.length / 2;
}

/** FNV-1a. */
function stepped(hash: number, value: number): number {
  return Math.imul(hash ^ value, 0x01000193);
}

const none: readonly number[] = [];
/** A power of two. */
const firstSlots = 64;
const partCount = 256;
/** The highest bits choose the part, and the lowest the slot in it. */
const partShift = 24;
