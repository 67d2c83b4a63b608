import type { Pid } from '../../../shared/ids.ts'
import { withoutRepeats, type Listener } from '../listener.ts'
import type { Probe } from '../probe.ts'
import { parseOpenFiles, unescaped } from './forms/lsof-fields.ts'

/** Where these processes listen. Those of other users are not told. */
export const listeningPorts = (pids: readonly Pid[]): Probe<readonly Listener[]> => ({
  question: {
    kind: 'command',
    argv: [
      '/usr/sbin/lsof',
      '-nP',
      '-a',
      '-p',
      pids.join(','),
      '-iTCP',
      '-sTCP:LISTEN',
      '-F',
      'pcLtn',
    ],
    toleratedExitCodes: [1], // one of them has ended, or listens nowhere
  },
  // asked of no process at all, lsof tells of every one
  parse: (text) =>
    parseListeningPorts(text).filter(({ pid }) => pid !== null && pids.includes(pid)),
})

const everyAddress: ReadonlyMap<string, string> = new Map([
  ['IPv4', '0.0.0.0'],
  ['IPv6', '::'],
])
const address = /^(?:\[([^\]]+)\]|([^[\]:]+)):(\d{1,5})$/

// tIPv4
// n127.0.0.1:18305
// tIPv6
// n*:8080
// tIPv6
// n[::1]:1234
/** lsof tells a socket by each of its descriptors: here it is told once. Both families call all addresses `*`. */
export function parseListeningPorts(text: string): readonly Listener[] {
  const listeners = parseOpenFiles(text).flatMap(
    ({ pid, process, fields }): readonly Listener[] => {
      const [, bracketed, plain, digits] = address.exec(unescaped(fields.get('n') ?? '')) ?? []
      const host = bracketed ?? plain
      const port = Number(digits)
      if (host === undefined || port > 65_535) return []
      const every = everyAddress.get(fields.get('t') ?? '')
      return [
        {
          pid,
          user: process.get('L') ?? null,
          address: host === '*' ? (every ?? host) : host,
          port,
        },
      ]
    },
  )
  return withoutRepeats(listeners)
}
