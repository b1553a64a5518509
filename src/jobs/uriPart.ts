/**
 * Encodes a text as one part of a URI. A lone surrogate becomes U+FFFD, because a URI cannot contain it. So
 * it matches no job, but does not throw.
 */
export function uriPart(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\ufffd'));
}
