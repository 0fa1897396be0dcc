// Which IP addresses are not public: a stranger's document must not make us look at them.

import { BlockList, isIP, isIPv4 } from 'node:net';

/** The ranges of the IANA IPv4 Special-Purpose Address Registry (RFC 6890) that are no host's, with multicast. */
const SPECIAL_IPV4 = [
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8], // private
  ['100.64.0.0', 10], // shared: carrier-grade NAT
  ['127.0.0.0', 8], // loopback
  ['169.254.0.0', 16], // link-local, and the metadata services of clouds
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // protocol assignments
  ['192.0.2.0', 24], // documentation
  ['192.31.196.0', 24], // AS112
  ['192.52.193.0', 24], // automatic multicast tunnelling
  ['192.88.99.0', 24], // 6to4 relays
  ['192.168.0.0', 16], // private
  ['192.175.48.0', 24], // AS112
  ['198.18.0.0', 15], // benchmarking
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, and broadcast
] as const;

/** Everything but 2000::/3, the global unicast addresses (RFC 4291 §2.4), and the special ranges within it (RFC 6890). */
const SPECIAL_IPV6 = [
  ['::', 3], // unspecified, loopback, IPv4-mapped, IPv4-translated, NAT64 (64:ff9b::/96), discard (100::/64)
  ['2001::', 23], // protocol assignments: Teredo, ORCHID, benchmarking
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4: leads to any IPv4 address
  ['2620:4f:8000::', 48], // AS112
  ['3fff::', 20], // documentation
  ['4000::', 2], // unassigned, and segment routing (5f00::/16)
  ['8000::', 1], // unique local (fc00::/7), link-local (fe80::/10), site-local, multicast (ff00::/8)
] as const;

// Two lists: a BlockList takes an IPv4 address for its IPv4-mapped IPv6 form, and ::/3 would then refuse them all.
const ipv4 = new BlockList();
for (const [network, prefix] of SPECIAL_IPV4) ipv4.addSubnet(network, prefix, 'ipv4');
const ipv6 = new BlockList();
for (const [network, prefix] of SPECIAL_IPV6) ipv6.addSubnet(network, prefix, 'ipv6');

/** Whether `address` is anything but a public unicast IP address; what is no IP address at all counts as special. */
export function isSpecialAddress(address: string): boolean {
  if (isIPv4(address)) return ipv4.check(address, 'ipv4');
  return isIP(address) === 0 || ipv6.check(address, 'ipv6');
}
