import type { Pid } from '../../shared/ids.ts'

/** Who listens, as far as one may see. */
export interface Listening {
  readonly listeners: readonly Listener[]
  /** Of the processes that were asked about, those that may not be looked into: which sockets are theirs is not known. */
  readonly refused: readonly Pid[]
}

/** A TCP port that a process listens on. */
export interface Listener {
  /** null: a process that was not asked about, or one that may not be looked into. */
  readonly pid: Pid | null
  /** The login name or number of its user; null where it is not told. */
  readonly user: string | null
  /** As it is told, without brackets: `127.0.0.1`, `::1`, `*`, `0.0.0.0`, `192.168.1.5`. */
  readonly address: string
  readonly port: number
}

const everyAddress: ReadonlySet<string> = new Set(['*', '0.0.0.0', '::', '::ffff:0.0.0.0'])
const ownAddress = /^(?:::ffff:)?(127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/i

/** Programs of this machine reach it without the network. */
export const isOnLoopback = ({ address }: Listener): boolean =>
  everyAddress.has(address) || address === '::1' || ownAddress.test(address)

/**
 * How it is reached in an address of HTTP, to be tried in this order; only of one that is on loopback. Whether a socket at `::`
 * takes IPv4 as well (IPV6_V6ONLY) is not told.
 */
export function loopbackHostsOf({ address }: Listener): readonly string[] {
  if (address === '::') return ['127.0.0.1', '[::1]']
  return address === '::1' ? ['[::1]'] : [ownAddress.exec(address)?.[1] ?? '127.0.0.1']
}

/** A process may hold a socket by several descriptors, and several sockets at one port. */
export const withoutRepeats = (listeners: readonly Listener[]): readonly Listener[] => [
  ...new Map(
    listeners.map((one) => [`${one.pid} ${one.user} ${one.address} ${one.port}`, one]),
  ).values(),
]
