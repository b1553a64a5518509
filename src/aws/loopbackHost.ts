/**
 * Whether a host is this machine: `localhost`, 127.0.0.0/8 or `[::1]`. `hostname` is a `URL`'s, which has
 * one way to write an address: `http://0x7f.1` has `127.0.0.1`. Neither an IPv4 address written as IPv6
 * counts, nor a name under `localhost`, for which some systems ask the network.
 */
export function isLoopbackHost(hostname: string): boolean {
  return /^(127(\.\d{1,3}){3}|\[::1\]|localhost\.?)$/i.test(hostname);
}
