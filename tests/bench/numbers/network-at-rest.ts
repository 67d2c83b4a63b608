import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { z } from 'zod/mini'
import { jsonIn } from '../../../src/shared/parse.ts'
import type { BenchNumber, Figure } from '../number.ts'

const restMs = 60_000
const quickRestMs = 8_000
const child = fileURLToPath(new URL('../network/rest-child.ts', import.meta.url))
const shape = z.object({ tried: z.number(), control: z.number(), seen: z.number() })

/** In a network namespace there is loopback and nothing else: the kernel counts what it had to refuse. */
export const number: BenchNumber = {
  name: 'network-at-rest',
  what: 'what serve tries to send beyond loopback',
  run: async ({ isQuick }) => {
    const spanMs = isQuick ? quickRestMs : restMs
    const inside = `ip link set lo up && exec "$0" "$1" ${spanMs}`
    const args = ['--map-root-user', '--net', 'sh', '-c', inside, process.execPath, child]
    const { stdout, stderr } = spawnSync('unshare', args, { timeout: spanMs + 60_000 })
    const what = 'serve, watched and not: attempts to send beyond loopback'
    const figure: Figure = { what, value: null, unit: '', bar: { most: 0 } }
    const said = String(stdout ?? '').trim()
    if (said === '') return [{ ...figure, note: `no namespace: ${String(stderr ?? '').trim()}` }]
    const { tried, control, seen } = shape.parse(jsonIn(said))
    if (control === 0) return [{ ...figure, note: 'this kernel does not count what it refuses' }]
    const note = `${spanMs / 1000} s, ${seen} Snapshots; a datagram of ours is counted: ${control}`
    return [{ ...figure, value: tried, note }]
  },
}
