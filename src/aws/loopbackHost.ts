/**
 * Whether a host is this machine: `localhost`, a name under it, 127.0.0.0/8 or `[::1]`. `hostname` is a `URL`'s, which has
 * one way to write an address: `http://0x7f.1` has `127.0.0.1`. An IPv4 address written as IPv6 does not count.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6761#section-6.3
 */
export function isLoopbackHost(hostname: string): boolean {
  return /^(127(\.\d{1,3}){3}|\[::1\]|([^.]+\.)*localhost\.?)$/i.test(hostname);
}
