import { join } from 'node:path'
import { afterEach, describe, expect, onTestFinished, test } from 'vitest'
import { createCore } from '../../src/main/core/core.ts'
import { followChoice, samplingBy } from '../../src/main/core/follow-choice.ts'
import { followUnits } from '../../src/main/settings/own-units.ts'
import { openSettings } from '../../src/main/settings/settings-store.ts'
import type { Settings } from '../../src/shared/settings.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { setUnitSystem } from '../../src/shared/unit-system.ts'
import { formatBytes } from '../../src/shared/units.ts'
import { createFakeHost } from '../fake-host.ts'
import { localHost } from '../host/local-host.ts'
import { linuxWorld } from '../monitor/linux-world.ts'
import { tempFolder } from '../processes.ts'
import { withoutApp, withoutLogin } from '../without-app.ts'

const GiB = 2 ** 30
const openOwn = () => openSettings(localHost(), join(tempFolder(), 'settings.json'))

afterEach(() => setUnitSystem('decimal'))

/** A Core over a small Linux, with settings in a real file. */
async function coreWith(part: Partial<Settings> = {}) {
  const settings = await openOwn()
  await settings.change(part)
  const { host, advance } = createFakeHost(linuxWorld())
  const core = await createCore(host, {
    roomCapBytes: null,
    preferences: { settings, loginItem: withoutLogin, shell: withoutApp },
  })
  onTestFinished(() => core.close())
  const snapshots: Snapshot[] = []
  core.onSnapshot((snapshot) => snapshots.push(snapshot))
  core.start()
  return { core, settings, advance, snapshots }
}

describe('a Core with settings', () => {
  test('samples as they say, and as they say next from then on', async () => {
    const clocks = { lookedSeconds: 2, aloneSeconds: 20, isSlowerOnBattery: true }
    const { settings, advance, snapshots } = await coreWith({ clocks })
    await advance(61_000)
    expect(snapshots).toHaveLength(4)
    await settings.change({ clocks: { ...clocks, aloneSeconds: 2 } })
    await advance(10_500)
    expect(snapshots.length).toBeGreaterThanOrEqual(9)
    expect(snapshots.at(-1)?.sources.find(({ id }) => id === 'memory')?.everyMs).toBe(2_000)
  })

  test('tells its last Snapshot once more as soon as they change, not a tick later', async () => {
    const { settings, advance, snapshots } = await coreWith()
    await advance(1_000)
    const before = snapshots.length
    await settings.change({ units: 'binary' })
    expect(snapshots).toHaveLength(before + 1)
    expect(snapshots.at(-1)?.atMs).toBe(snapshots.at(-2)?.atMs)
  })
})

describe('the source of power', () => {
  test('is asked anew where another is chosen, and only there', async () => {
    const settings = await openOwn()
    const told: string[] = []
    const power = {
      id: 'power',
      rest: () => void told.push('rest'),
      hurry: (isAtOnce = false) => void told.push(isAtOnce ? 'at once' : 'soon'),
    }
    const senses = { sources: [power] }
    followChoice(settings, senses, {
      replan: () => void told.push('replan'),
      judgeAgain: () => void told.push('judge'),
    })
    await settings.change({ powerSource: 'off' })
    await settings.change({ units: 'binary' })
    expect(told.filter((what) => what === 'rest' || what === 'at once')).toEqual([
      'rest',
      'at once',
    ])
    expect(told.slice(0, 4)).toEqual(['rest', 'at once', 'replan', 'judge'])
    expect(told.slice(-2)).toEqual(['replan', 'judge'])
    expect(samplingBy(settings.current).powerSource()).toBe('off')
  })
})

describe('units', () => {
  test('follow the settings, now and at each change, until that is ended', async () => {
    const settings = await openOwn()
    await settings.change({ units: 'binary' })
    const end = followUnits(settings)
    expect(formatBytes(16 * GiB)).toBe('16.0 GiB')
    await settings.change({ units: 'decimal' })
    expect(formatBytes(16 * GiB)).toBe('17.2 GB')
    end()
    await settings.change({ units: 'binary' })
    expect(formatBytes(16 * GiB)).toBe('17.2 GB')
  })
})
