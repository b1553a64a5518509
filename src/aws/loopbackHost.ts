/**
 * Whether a host is this machine: `localhost`, 127.0.0.0/8 or `[::1]`. `hostname` must come from a `URL`,
 * which normalizes it: `http://0x7f.1` becomes 127.0.0.1. False for IPv4 addresses in IPv6 form, and for
 * subdomains of `localhost`, because some systems resolve them over the network.
 */
export function isLoopbackHost(hostname: string): boolean {
  return /^(127(\.\d{1,3}){3}|\[::1\]|localhost\.?)$/i.test(hostname);
}
