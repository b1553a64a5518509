/**
 * A text as one part of an address. Half of a surrogate pair, which has no form there, becomes U+FFFD: what such a text names
 * cannot be asked for in any way.
 */
export function uriPart(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\ufffd'));
}
