import { BlockList, isIP, isIPv4 } from 'node:net';

/** Addresses that begin alike. */
export interface AddressBlock {
  readonly isIPv4: boolean;
  readonly list: BlockList;
}

/** `address/bits`, or an address alone; null for anything else. */
export function addressBlock(text: string): AddressBlock | null {
  const [, address = '', bits] = /^([^/%]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const most = isIPv4(address) ? 32 : 128;
  const prefix = bits === undefined ? most : Number(bits);
  if (isIP(address) === 0 || prefix > most) return null;
  const list = new BlockList();
  list.addSubnet(address, prefix, familyOf(address));
  return { isIPv4: isOfIPv4(address), list };
}

/** An IPv4 address is in no block of IPv6, however it is written. */
export function contains({ isIPv4, list }: AddressBlock, address: string): boolean {
  return isIP(address) !== 0 && isOfIPv4(address) === isIPv4 && list.check(address, familyOf(address));
}

const MAPPED = new BlockList();
MAPPED.addSubnet('::ffff:0:0', 96, 'ipv6');

function isOfIPv4(address: string): boolean {
  return isIPv4(address) || MAPPED.check(address, 'ipv6');
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv4(address) ? 'ipv4' : 'ipv6';
}
