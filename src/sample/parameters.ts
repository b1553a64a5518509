import { invalidParameter } from './serviceError.js';

type Query = ReadonlyMap<string, string>;

/**
 * A text parameter; undefined if it is absent. Refuses an empty one, because AWS documents no meaning for it.
 */
export function textParameter(query: Query, name: string): string | undefined {
  const text = query.get(name);
  if (text === '') throw invalidParameter(`Invalid value for parameter ${name}: it must not be empty.`);
  return text;
}

/** A parameter that has to be one of `values`. */
export function choiceParameter(query: Query, name: string, values: readonly string[]): string | undefined {
  const text = textParameter(query, name);
  if (text === undefined || values.includes(text)) return text;
  throw invalidParameter(
    `Invalid value for parameter ${name}: '${text}' is not one of ${values.join(', ')}.`,
  );
}

/** An account ID of twelve digits, or one of the operation's wildcards. */
export function accountParameter(
  query: Query,
  name: string,
  wildcards: readonly string[],
): string | undefined {
  const text = textParameter(query, name);
  if (text === undefined || wildcards.includes(text) || /^[0-9]{12}$/.test(text)) return text;
  throw invalidParameter(`Invalid value for parameter ${name}: '${text}' is not an account ID.`);
}

/** A page size from 1 to `max`; `defaultSize` if the parameter is absent. */
export function pageSizeParameter(query: Query, name: string, max: number, defaultSize: number): number {
  const text = query.get(name);
  if (text === undefined) return defaultSize;
  const size = /^[0-9]{1,9}$/.test(text) ? Number(text) : 0;
  if (size >= 1 && size <= max) return size;
  throw invalidParameter(`Invalid value for parameter ${name}: '${text}' is not from 1 to ${max}.`);
}

const isoTime = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * A time in epoch milliseconds. On the wire it is ISO 8601, as every SDK sends it, or epoch seconds ("Unix
 * format" on the API page), with or without a fraction.
 */
export function timeParameter(query: Query, name: string): number | undefined {
  const text = textParameter(query, name);
  if (text === undefined) return undefined;
  if (/^-?\d+(\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000);
  const time = isoTime.test(text) ? Date.parse(asUtc(text)) : Number.NaN;
  if (Number.isNaN(time))
    throw invalidParameter(`Invalid value for parameter ${name}: '${text}' is not a time.`);
  return time;
}

/** JavaScript parses a time without a zone as local; AWS's times are UTC. */
function asUtc(text: string): string {
  return text.includes('T') && !/(Z|[+-]\d{2}:?\d{2})$/.test(text) ? `${text}Z` : text;
}
