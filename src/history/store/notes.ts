import { randomUUID } from 'node:crypto';
import type { Statements } from './statements.js';
import { StoreError } from './storeFailure.js';

/**
 * The notes of a history: values under names, which survive JSON. One of them is the generation: what the
 * file holds since it was last cleared. The jobs of another one have other numbers.
 */
export class Notes {
  readonly #statements: Statements;
  #generation: string;

  constructor(statements: Statements) {
    this.#statements = statements;
    this.#generation = this.#storedGeneration();
  }

  /** The value under a name; undefined if there is none. */
  read(name: string): unknown {
    const [row] = this.#statements.rows('select value from notes where name = ?', [name]);
    return row === undefined ? undefined : JSON.parse(String(row[0]));
  }

  /** Keeps a value under a name; `undefined` removes it. Only within a transaction. */
  keep(name: string, value: unknown): void {
    if (value === undefined) this.#statements.run('delete from notes where name = ?', [name]);
    else
      this.#statements.run('insert or replace into notes (name, value) values (?, ?)', [
        name,
        JSON.stringify(value),
      ]);
  }

  /** The generation that is accepted. */
  get generation(): string {
    return this.#generation;
  }

  /** Accepts the generation of the file. */
  follow(): void {
    this.#generation = this.#storedGeneration();
  }

  /** Throws if what was read before this call may be that of another generation. */
  checkGeneration(): void {
    if (this.#storedGeneration() !== this.#generation) throw new StoreError({ kind: 'replaced', detail: '' });
  }

  /**
   * Begins a generation in the file. Only within a transaction; call {@link follow} when it has ended.
   */
  keepNewGeneration(): void {
    this.keep(generationNote, randomUUID());
  }

  /** Empty if the file has never been cleared. */
  #storedGeneration(): string {
    return String(this.read(generationNote) ?? '');
  }
}

const generationNote = 'generation';
