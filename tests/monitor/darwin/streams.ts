import { onTestFinished } from 'vitest'
import { createPowerStream } from '../../../src/main/monitor/darwin/power-stream.ts'
import { macmonPaths } from '../../../src/main/probes/darwin/macmon.ts'
import { mactopPaths } from '../../../src/main/probes/darwin/mactop.ts'
import { powermetricsPermission } from '../../../src/main/probes/darwin/powermetrics-command.ts'
import type { Reading } from '../../../src/shared/reading.ts'
import type { PowerSourceChoice } from '../../../src/shared/settings.ts'
import type { Power } from '../../../src/shared/snapshot.ts'
import type { Host } from '../../../src/main/host/host.ts'
import { createFakeHost } from '../../fake-host.ts'
import { askerOf, nameOfQuestion, type World } from '../../world.ts'

/** A stream that prints and ends when the test wants it. */
export interface FakeStream {
  readonly program: string
  isRunning(): boolean
  print(text: string): void
  end(reason: string): void
}

export interface FakeStreams {
  readonly stream: Host['stream']
  /** All that were begun, in order. */
  readonly begun: readonly FakeStream[]
  /** The one that runs; an error where there is none, or more than one. */
  running(): FakeStream
}

/** As the local host does it: what is stopped prints no more, and says a little later that it has ended. */
export function createFakeStreams(): FakeStreams {
  const begun: FakeStream[] = []
  return {
    begun,
    running: () => {
      const [one, ...others] = begun.filter((stream) => stream.isRunning())
      if (one === undefined || others.length > 0) throw new Error('not one stream')
      return one
    },
    stream: (argv, onText, onEnd) => {
      let isRunning = true
      const end = (reason: string | null): void => {
        if (!isRunning) return
        isRunning = false
        onEnd({ reason })
      }
      begun.push({
        program: argv.find((word) => word.startsWith('/') && word !== '/usr/bin/sudo') ?? '',
        isRunning: () => isRunning,
        print: (text) => {
          if (isRunning) onText(text)
        },
        end,
      })
      return () => {
        if (!isRunning) return
        isRunning = false
        setImmediate(() => onEnd({ reason: null }))
      }
    },
  }
}

export const sudoRule = 'stat /etc/sudoers.d/headroom-powermetrics'
export const permission = nameOfQuestion(powermetricsPermission.question)
export const macmonFile = macmonPaths[0] ?? ''
export const macmonStat = `stat ${macmonFile}`
export const mactopFile = mactopPaths[0] ?? ''
export const mactopStat = `stat ${mactopFile}`

export const withPowermetrics = (world: World): World =>
  world.set(sudoRule, '{}').set(permission, '/usr/bin/powermetrics\n')
export const withMacmon = (world: World): World => installAt(world, macmonFile)
export const withMactop = (world: World): World => installAt(world, mactopFile)

/** As Homebrew leaves it: of the user, its folder open to administrators. */
const installAt = (world: World, path: string): World =>
  world
    .set(`stat ${path}`, statOf('file', 0o555))
    .set(`stat ${path.slice(0, path.lastIndexOf('/'))}`, statOf('dir', 0o775))

export const statOf = (type: 'file' | 'dir', permissionBits: number, more: object = {}): string =>
  JSON.stringify({ type, isOwn: true, ownerId: 501, groupId: 80, permissionBits, ...more })

export const macmonLine = (gpuWatts: number): string =>
  `${JSON.stringify({ timestamp: '2026-08-01T00:00:00Z', gpu_power: gpuWatts, cpu_power: 2.5, gpu_freq_mhz: 462 })}\n`
/** As its `--headless` prints it, abridged. */
export const mactopLine = (gpuWatts: number): string =>
  `${JSON.stringify({ timestamp: '2026-08-01T00:00:00+02:00', soc_metrics: { cpu_power: 2.5, gpu_power: gpuWatts, gpu_freq_mhz: 462, gpu_active: 12.5 } })}\n`
export const powerDocument = (gpuMilliwatts: number): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0">
<dict>
<key>processor</key><dict><key>gpu_power</key><real>${gpuMilliwatts}</real><key>cpu_power</key><real>250</real></dict>
<key>gpu</key><dict><key>freq_hz</key><real>714.5</real></dict>
</dict>
</plist>
`

/** Everything that waits for nothing but answers has run. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** A reader of power on a small world, with streams that the test holds. */
export function readPower(world: World, choice?: () => PowerSourceChoice) {
  const streams = createFakeStreams()
  const { host } = createFakeHost(world, 'darwin')
  const power = createPowerStream({ ...host, stream: streams.stream }, choice)
  onTestFinished(() => power.stop())
  return { ...streams, power, read: (): Promise<Reading<Power>> => power.read(askerOf(world)) }
}
