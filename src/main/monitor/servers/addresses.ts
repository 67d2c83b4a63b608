import type { ListeningAt } from '../../inference/watch/identify-server.ts'
import { loopbackHostsOf, type Listener } from '../../probes/listener.ts'

const ipv4Host = '127.0.0.1'
const ipv6Host = '[::1]'

/**
 * How the ports of a server are reached, in the order in which they are tried. One that is listened at on both families is one,
 * and that of IPv4. A socket at every address of IPv6 is tried by IPv4 and then by IPv6 (it may be for that alone), but only by
 * IPv6 where somebody else has the port on IPv4. `all`: who listens on loopback, `own` among them.
 */
export function addressesOf(
  own: readonly Listener[],
  all: readonly Listener[],
): readonly ListeningAt[] {
  const others = all.filter((one) => !own.includes(one))
  return [...new Set(own.map(({ port }) => port))].flatMap((port) => {
    const isHere = (one: Listener): boolean => one.port === port
    const ats = own.filter(isHere).flatMap(atsOf)
    const sure = own.filter(isHere).filter(isOnIpv4).flatMap(atsOf)
    const first = (among: readonly ListeningAt[], host: string): readonly ListeningAt[] =>
      among.filter((at) => at.host === host).slice(0, 1)
    if (sure.length > 0) return [...first(sure, ipv4Host), ...sure].slice(0, 1)
    const isTaken = others.filter(isHere).some(isOnIpv4)
    return [...(isTaken ? [] : first(ats, ipv4Host)), ...first(ats, ipv6Host)]
  })
}

const atsOf = (one: Listener): readonly ListeningAt[] =>
  loopbackHostsOf(one).map((host) => ({ host, port: one.port, pid: one.pid }))

const isOnIpv4 = (one: Listener): boolean => !loopbackHostsOf(one).includes(ipv6Host)
