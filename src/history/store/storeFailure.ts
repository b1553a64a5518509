import { isMoved, sqliteCode, sqliteCodes } from './sqlite.js';

/**
 * Why a history cannot be opened or written. `busy`: another window has been writing for too long.
 * `replaced`: another window has cleared it meanwhile, or put it aside.
 */
export type StoreFailureKind =
  | 'busy'
  | 'crashed'
  | 'damaged'
  | 'diskFull'
  | 'noEngine'
  | 'notWritable'
  | 'readOnly'
  | 'replaced'
  | 'unknown';

/** A failure of a history. It can be sent between threads. */
export interface StoreFailure {
  readonly kind: StoreFailureKind;
  /** The words of SQLite or of the system; may be empty. */
  readonly detail: string;
  /** Where the file is now, if it was damaged. It is never deleted. Opening the history begins a new one. */
  readonly putAside?: string | undefined;
}

/** The only error that a history throws on the main thread. */
export class StoreError extends Error {
  override readonly name = 'StoreError';

  constructor(readonly failure: StoreFailure) {
    super(`${failure.kind}: ${failure.detail}`);
  }
}

/** The failure of any thrown value. */
export function storeFailureOf(error: unknown): StoreFailure {
  if (error instanceof StoreError) return error.failure;
  const detail = error instanceof Error ? error.message : String(error);
  return { kind: kindOf(error), detail };
}

function kindOf(error: unknown): StoreFailureKind {
  if (isMoved(error)) return 'replaced';
  switch (sqliteCode(error)) {
    case sqliteCodes.busy:
    case sqliteCodes.locked:
      return 'busy';
    case sqliteCodes.damaged:
    case sqliteCodes.notADatabase:
      return 'damaged';
    case sqliteCodes.full:
      return 'diskFull';
    case sqliteCodes.readOnly:
    case sqliteCodes.cannotOpen:
      return 'notWritable';
    case undefined:
      return systemKindOf(error);
  }
  return 'unknown';
}

function systemKindOf(error: unknown): StoreFailureKind {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'diskFull';
  return ['EACCES', 'EEXIST', 'EISDIR', 'ENOENT', 'ENOTDIR', 'EPERM', 'EROFS'].some((one) => one === code)
    ? 'notWritable'
    : 'unknown';
}
