/**
 * Encodes a text as one part of a URI. Half of a surrogate pair, which a URI cannot contain, becomes U+FFFD:
 * nothing with such a name can be requested.
 */
export function uriPart(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\ufffd'));
}
