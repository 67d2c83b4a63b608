import { isIPv6 } from 'node:net'

/** Whoever has come, by its address as the kernel tells it. Headers that a proxy would write are not believed. */
export interface Peer {
  /** As people write it. */
  readonly address: string
  /**
   * What is counted as one. A household has at least a /64 of IPv6 to itself: each of its addresses alone would be counted as
   * nobody.
   */
  readonly key: string
  /** From this machine. A proxy on it hides whoever stands behind it. */
  readonly isHere: boolean
}

const nobody = 'unknown'

/** `remoteAddress` of a socket: `192.0.2.7`, `::ffff:192.0.2.7`, `fd00::2`, `fe80::1%en0`; undefined where it has gone already. */
export function peerOf(remoteAddress: string | undefined): Peer {
  const address = (remoteAddress ?? nobody).replace(/^::ffff:(?=\d+\.)/i, '')
  const isHere = address === '::1' || address.startsWith('127.')
  return { address, key: isIPv6(address) ? `${networkOf(address)}/64` : address, isHere }
}

/** The first four of its eight groups. */
function networkOf(address: string): string {
  const [bare = ''] = address.split('%')
  const [head = '', tail] = bare.split('::')
  const groups = (text: string): readonly string[] => (text === '' ? [] : text.split(':'))
  const before = groups(head)
  const after = groups(tail ?? '')
  const between = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length)
  return [...before, ...Array.from({ length: between }, () => '0'), ...after].slice(0, 4).join(':')
}
