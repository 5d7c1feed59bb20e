import { BlockList, isIP } from 'node:net'

/** IANA's special-purpose IPv4 addresses (RFC 6890 and its registry): this machine, its networks, and what is no host at all. */
const specialV4 = blockList('ipv4', [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
])
/** Of IPv6 only 2000::/3 is given out to hosts. */
const globalV6 = blockList('ipv6', [['2000::', 3]])
/** And of that not these: protocol assignments with Teredo, 6to4 (both carry an IPv4 address), documentation. */
const specialV6 = blockList('ipv6', [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
])

/** Whether an IP address is one of a host somewhere in the internet, and none of this machine or its network. */
export function isPublicAddress(address: string): boolean {
  const kind = isIP(address)
  if (kind === 4) return !specialV4.check(address, 'ipv4')
  if (kind !== 6) return false
  const embedded = embeddedV4(address)
  if (embedded !== undefined) return isPublicAddress(embedded)
  return globalV6.check(address, 'ipv6') && !specialV6.check(address, 'ipv6')
}

/** The IPv4 address inside '::ffff:7f00:1' (mapped) or '64:ff9b::7f00:1' (through NAT64). */
function embeddedV4(address: string): string | undefined {
  const groups = groupsOf(address)
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff
  const translated = groups[0] === 0x64 && groups[1] === 0xff9b && groups.slice(2, 6).every((group) => group === 0)
  if (!mapped && !translated) return undefined
  const [high, low] = groups.slice(6) as [number, number]
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

/** The eight numbers of an IPv6 address, whatever short form it has. */
function groupsOf(address: string): number[] {
  // The URL parser writes all of them in one form: no dotted tail, the longest run of zeros as "::".
  const text = new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname.slice(1, -1)
  const [before = '', after] = text.split('::')
  const parse = (part: string) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)))
  if (after === undefined) return parse(before)
  const [head, tail] = [parse(before), parse(after)]
  return [...head, ...new Array<number>(8 - head.length - tail.length).fill(0), ...tail]
}

function blockList(kind: 'ipv4' | 'ipv6', ranges: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList()
  for (const [net, prefix] of ranges) list.addSubnet(net, prefix, kind)
  return list
}
