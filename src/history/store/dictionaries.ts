import { randomInt } from 'node:crypto';
import { patternIn } from '../../jobs/jobSelection.js';
import { Dictionary } from './dictionary.js';
import type { SqliteDatabase } from './sqlite.js';
import { parseExactJson } from './taggedJson.js';

/** The dictionary tables of a history. */
export class Dictionaries {
  readonly texts: Dictionary;
  readonly messages: Dictionary;
  readonly shapes: Dictionary;
  /** At first another one each time that a file is opened: it may have been deleted in between. */
  #version = randomInt(maxFirstVersion);

  constructor(database: SqliteDatabase, isReadOnly: boolean) {
    this.texts = new Dictionary(database, { table: 'texts', isReadOnly });
    this.messages = new Dictionary(database, { table: 'messages', isReadOnly }, ['pattern'], (message) => [
      this.#idOrNull(patternIn({ StatusMessage: message })),
    ]);
    this.shapes = new Dictionary(database, { table: 'shapes', isReadOnly }, ['plan', 'role'], (json) => {
      const { CreatedBy, IamRoleArn } = parseExactJson(json) as ShapeFields;
      return [
        this.#idOrNull(textOrUndefined(CreatedBy?.BackupPlanId)),
        this.#idOrNull(textOrUndefined(IamRoleArn)),
      ];
    });
  }

  /** Changes when a number may get another text than before. */
  get version(): number {
    return this.#version;
  }

  forget(): void {
    this.#version++;
    for (const dictionary of [this.texts, this.messages, this.shapes]) dictionary.forget();
  }

  #idOrNull(text: string | undefined): number | null {
    return text === undefined ? null : this.texts.idOf(text);
  }
}

/** The most that `randomInt` accepts is 2^48 - 1. */
const maxFirstVersion = 2 ** 47;

interface ShapeFields {
  readonly CreatedBy?: { readonly BackupPlanId?: unknown } | null;
  readonly IamRoleArn?: unknown;
}

function textOrUndefined(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
