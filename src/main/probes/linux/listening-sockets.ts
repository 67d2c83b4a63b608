import type { Pid } from '../../../shared/ids.ts'
import { ParseError } from '../../../shared/parse.ts'
import type { Reading } from '../../../shared/reading.ts'
import type { AskerAt } from '../../host/ask-at.ts'
import { attemptNow } from '../../host/attempt.ts'
import { withoutRepeats, type Listener, type Listening } from '../listener.ts'
import { parseNames } from '../names.ts'
import { read, type Probe } from '../probe.ts'

/** A TCP socket that waits for connections. */
export interface ListeningSocket {
  /** Told by /proc/PID/fd of the processes that hold it. */
  readonly inode: string
  /** The number of the user who made it. */
  readonly user: string
  /** `127.0.0.1`, `::1`, `0.0.0.0`, `::`, `::ffff:127.0.0.1`. */
  readonly address: string
  readonly port: number
}

/** The tables hold every connection: a hundred thousand of them. */
const tableMaxBytes = 16 * 2 ** 20
/** A process that holds more is not looked through any further. */
const maxDescriptors = 4_096

const socketTable = (name: 'tcp' | 'tcp6'): Probe<readonly ListeningSocket[]> => ({
  question: { kind: 'file', path: `/proc/net/${name}`, maxBytes: tableMaxBytes },
  parse: parseListeningSockets,
})

const row =
  /^ *\d+: ([\dA-F]{8}|[\dA-F]{32}):([\dA-F]{4}) [\dA-F]+:[\dA-F]{4} 0A \S+ \S+ \S+ +(\d+) +\d+ (\d+) /

//   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
//    0: 0100007F:2CAA 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 88123 1 0000000000000000 100 0 0 10 0
/**
 * /proc/net/tcp and tcp6 (Linux Documentation/networking/proc_net_tcp.rst): of their sockets those in the state 0A, which is
 * TCP_LISTEN. A last row that was cut is passed over.
 */
export function parseListeningSockets(text: string): readonly ListeningSocket[] {
  const [header = '', ...lines] = text.split('\n').slice(0, -1)
  if (!/^ *sl +local_address /.test(header)) throw new ParseError('not a table of sockets')
  return lines.flatMap((line) => {
    const [, address, port = '', user, inode] = row.exec(line) ?? []
    if (address === undefined || user === undefined || inode === undefined) return []
    return [{ inode, user, address: addressOf(address), port: Number.parseInt(port, 16) }]
  })
}

/** The kernel prints words of 32 bits as numbers, on machines whose lowest byte comes first. */
function addressOf(hex: string): string {
  const bytes = (hex.match(/.{8}/g) ?? [])
    .flatMap((word) => (word.match(/../g) ?? []).reverse())
    .map((byte) => Number.parseInt(byte, 16))
  if (bytes.length === 4) return bytes.join('.')
  const isIpv4 = bytes.slice(0, 12).every((byte, index) => byte === (index < 10 ? 0 : 255))
  return isIpv4 ? `::ffff:${bytes.slice(12).join('.')}` : ipv6Of(bytes)
}

/** As RFC 5952 writes it: which is how a URL does. */
function ipv6Of(bytes: readonly number[]): string {
  const groups = Array.from({ length: 8 }, (_, index) => {
    const [high = 0, low = 0] = bytes.slice(2 * index, 2 * index + 2)
    return (high * 256 + low).toString(16)
  })
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1)
}

/**
 * What `pids` listen on; and what others do, without their pid: to look into all processes takes long, and those of other
 * users may not be. A socket that several processes share is each one's.
 */
export async function readListeners(
  asker: AskerAt,
  pids: readonly Pid[],
): Promise<Reading<Listening>> {
  const ipv4 = await read(asker, socketTable('tcp'))
  if (ipv4.kind !== 'ok') return ipv4
  const ipv6 = await read(asker, socketTable('tcp6'))
  if (ipv6.kind === 'failed') return ipv6
  const sockets = [...ipv4.value, ...(ipv6.kind === 'ok' ? ipv6.value : [])] // absent: a kernel without IPv6

  const holders = new Map<string, readonly Pid[]>(sockets.map(({ inode }) => [inode, []]))
  const refused: Pid[] = []
  for (const pid of sockets.length === 0 ? [] : pids) {
    const { inodes, isRefused } = await socketsOf(asker, pid)
    if (isRefused) refused.push(pid)
    for (const inode of inodes) {
      const known = holders.get(inode)
      if (known !== undefined) holders.set(inode, [...known, pid])
    }
  }
  const listeners = sockets.flatMap(({ inode, user, address, port }): readonly Listener[] => {
    const pids = holders.get(inode) ?? []
    return (pids.length === 0 ? [null] : pids).map((pid) => ({ pid, user, address, port }))
  })
  const value = { listeners: withoutRepeats(listeners), refused }
  return { kind: 'ok', value, atMs: asker.atMs, tookMs: asker.tookMs() }
}

/** The sockets of one process, by their inodes. */
interface Sockets {
  readonly inodes: ReadonlySet<string>
  readonly isRefused: boolean
}

/** None of one that has ended: it is absent, and what may not be looked into fails. */
async function socketsOf(asker: AskerAt, pid: Pid): Promise<Sockets> {
  const folder = `/proc/${pid}/fd`
  const list = await asker.ask({ kind: 'dir', path: folder })
  const names = attemptNow(asker.atMs, 0, () => (list.kind === 'ok' ? parseNames(list.value) : []))
  const inodes = new Set<string>()
  let isRefused = list.kind === 'failed'
  for (const name of names.kind === 'ok' ? names.value.slice(0, maxDescriptors) : []) {
    const target = await asker.ask({ kind: 'link', path: `${folder}/${name}` })
    const inode = target.kind === 'ok' ? /^socket:\[(\d+)\]$/.exec(target.value)?.[1] : undefined
    if (inode !== undefined) inodes.add(inode)
    isRefused ||= target.kind === 'failed'
  }
  return { inodes, isRefused }
}
