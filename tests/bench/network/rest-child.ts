// node rest-child.ts <milliseconds>, in a network namespace of its own that has loopback alone: how often serve, watched
// and not, has tried to send beyond it; then one datagram of ours, to show that it would have been counted.
import { createSocket } from 'node:dgram'
import { readFileSync } from 'node:fs'
import { numberIn } from '../../../src/shared/parse.ts'
import { createChildren, sleep } from '../../frame/children.ts'
import { startServe, startWatcher } from '../../frame/serve.ts'

/** What nobody has, by RFC 5737. */
const nobody = '203.0.113.1'

/** The kernel counts what it had no way for, whoever asked (RFC 4293, ipSystemStatsOutNoRoutes). */
function refusedCount(): number {
  const [titles = '', values = ''] = readFileSync('/proc/net/snmp', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('Ip:'))
  const at = titles.split(' ').indexOf('OutNoRoutes')
  const six = readFileSync('/proc/net/snmp6', 'utf8')
  return Number(values.split(' ')[at]) + numberIn(six, /^Ip6OutNoRoutes\s+(\d+)$/m)
}

/** ENETUNREACH here, and counted. */
const sendOne = (): Promise<void> =>
  new Promise((resolve) => {
    const socket = createSocket('udp4')
    socket.send('x', 9, nobody, () => socket.close(() => resolve()))
  })

const restMs = Number(process.argv[2])
const children = createChildren()
const before = refusedCount()
const serve = await startServe(children)
await sleep(restMs / 2)
const watcher = await startWatcher(serve)
await sleep(restMs / 2)
watcher.close()
await children.endAll()
const tried = refusedCount() - before
await sendOne()
const control = refusedCount() - before - tried
process.stdout.write(`${JSON.stringify({ tried, control, seen: watcher.seenCount() })}\n`)
