import { randomUUID } from 'node:crypto';
import type { Dictionaries } from './dictionaries.js';
import type { Notes } from './notes.js';
import type { SqlValue } from './sqlite.js';
import type { Statements } from './statements.js';
import { removeTexts, unusedTexts } from './unusedTexts.js';

/** Removes texts that nothing uses, and notices when another window does. */
export class RemovedTexts {
  readonly #statements: Statements;
  readonly #dictionaries: Dictionaries;
  readonly #notes: Notes;
  /** Of the texts that this window may know: when the last ones before were removed. */
  #known: unknown;

  constructor(statements: Statements, dictionaries: Dictionaries, notes: Notes) {
    this.#statements = statements;
    this.#dictionaries = dictionaries;
    this.#notes = notes;
    this.#known = notes.read(removedTextsNote);
  }

  /**
   * Removes what nothing uses. Other windows can write while the texts are searched. If one does, they stay
   * until the next time.
   *
   * @param write changes the file in a transaction
   */
  removeUnused(write: (change: () => void) => void): void {
    const before = this.#writesOfOthers();
    const unused = unusedTexts(this.#statements);
    if (Object.values(unused).every(({ length }) => length === 0)) return;
    write(() => {
      if (this.#writesOfOthers() !== before) return;
      removeTexts(this.#statements, unused);
      this.#notes.keep(removedTextsNote, randomUUID());
    });
    this.forget();
  }

  /** Forgets the numbers of texts if some have been removed: a text that is stored again has another one. */
  forget(): void {
    const removed = this.#notes.read(removedTextsNote);
    if (removed !== this.#known) this.#dictionaries.forget();
    this.#known = removed;
  }

  /** A number that changes when another connection to the file writes. */
  #writesOfOthers(): SqlValue {
    return this.#statements.rows('pragma data_version')[0]?.[0] ?? null;
  }
}

/** The name of the note that changes when texts are removed. */
const removedTextsNote = 'removedTexts';
