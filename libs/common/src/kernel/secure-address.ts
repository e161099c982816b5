/**
 * Whether a host name or address is this machine itself. A name counts only when it is `localhost`: what another name
 * resolves to may change.
 * @param host without a port; an IPv6 address with or without its brackets
 */
export function isLoopback(host: string): boolean {
  const plain = host.toLowerCase().replace(/^\[(.*)\]$/, '$1');
  if (plain === 'localhost' || plain === '::1') return true;
  const octets = plain.replace(/^::ffff:/, '').split('.');
  return octets.length === 4 && octets[0] === '127' && octets.every((octet) => /^\d{1,3}$/.test(octet) && +octet < 256);
}

/** Whether nobody on the way can read or alter what goes to this address: https, or http within this machine. */
export const isSecureAddress = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
