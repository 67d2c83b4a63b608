import { describe, expect, test } from 'vitest'
import type { App } from '../../src/shared/app.ts'
import { pid, serverId } from '../../src/shared/ids.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { appOf, GB, loadOf, needOf, serverOf } from '../alerts/moments.ts'
import { idle, ofMac, processOf } from './held.ts'

const ofApps = (...apps: readonly App[]): readonly string[] =>
  ofMac({ apps }).map((one) => one.name)

const slack = appOf('Slack', 3.1 * GB, {
  bundleId: 'com.tinyspeck.slackmacgap',
  quit: { kind: 'ask', isSafe: false, risk: 'what is not saved in it' },
})

describe('an app', () => {
  test('is quit for its memory, of which less may come back, with what may be lost', () => {
    expect(ofMac({ apps: [slack] })).toMatchObject([
      {
        kind: 'quit',
        appId: 'Slack',
        modelId: null,
        gpuBytes: 0,
        ramBytes: 3.1 * GB,
        isSure: false,
        isSafe: false,
        risk: 'what is not saved in it',
        command: 'headroom quit Slack',
        words: '',
      },
    ])
  })

  test('is quit for its share of the GPU’s time, however little it holds', () => {
    const apps = [
      appOf('small', 0.1 * GB, { gpuRatio: 0.3 }),
      appOf('calm', 0.1 * GB, { gpuRatio: 0.01 }),
    ]
    expect(ofMac({ apps })).toMatchObject([{ name: 'small', gpuRatio: 0.3 }])
  })

  test('says how it stands', () => {
    const wordsOf = (more: Partial<App>): string | undefined =>
      ofMac({ apps: [{ ...slack, ...more }] })[0]?.words
    expect(wordsOf({ hasWindows: false })).toBe('in the background')
    expect(wordsOf({ unusedMs: 7_200_000 })).toBe('not used for 2 h')
    expect(wordsOf({ isFront: true, unusedMs: 0 })).toBe('in front')
  })
})

describe('of apps', () => {
  test('one that holds a virtual machine is among the last, with what ends with it', () => {
    const quitEnds = 'its virtual machine and every container in it'
    const machine = appOf('Docker', 8 * GB, {
      kind: 'virtual-machine',
      quitEnds,
      quit: { kind: 'ask', isSafe: true, risk: null },
    })
    const [one] = ofMac({ apps: [machine] })
    expect(one).toMatchObject({ isSafe: false, risk: quitEnds, words: 'a virtual machine' })
    expect(one?.harm).toBeGreaterThan(15)
  })

  test('each is called by what tells it from the others', () => {
    const twin: App = { ...slack, bundleId: 'org.other' }
    const commands = (...apps: readonly App[]): readonly (string | null)[] =>
      ofMac({ apps }).map(({ command }) => command)
    expect(commands(slack, twin)).toEqual([
      'headroom quit com.tinyspeck.slackmacgap',
      'headroom quit org.other',
    ])
    // what begins with a dash is no option
    expect(commands({ ...slack, name: '--yes' })).toEqual(["headroom quit -- '--yes'"])
    const bare = { ...slack, bundleId: null, processes: [processOf(77)] }
    expect(commands(bare, { ...bare, processes: [] })).toEqual(['headroom quit 77', null])
  })

  test('none is one that cannot be asked, Headroom, the system, a terminal, a container, or small', () => {
    const kept: readonly Partial<App>[] = [
      { quit: { kind: 'none', reason: 'another user’s' } },
      { isHeadroom: true },
      { kind: 'container' },
      { iconName: 'container' },
      { iconName: 'system' },
      { iconName: 'terminal' },
      { memoryBytes: 0.4 * GB },
    ]
    for (const more of kept) expect(ofApps({ ...slack, ...more })).toEqual([])
  })

  test('small ones are some where the others are not enough', () => {
    const apps = [slack, appOf('small', 0.1 * GB), appOf('tiny', 0.09 * GB)]
    const named = ofMac({ apps }, { hasSmallApps: true }).map(({ name }) => name)
    expect(named).toEqual(['Slack', 'small'])
  })
})

describe('an app of an engine', () => {
  const engine: App = { ...slack, name: 'LM Studio', iconName: 'engine', processes: [processOf(9)] }
  const served = (more: Partial<Snapshot>): readonly string[] =>
    ofMac({ apps: [engine], servers: [serverOf('lms', { pid: pid(9) })], ...more }).map(
      ({ name }) => name,
    )

  test('that serves models is let go by those; with none of them it is an app like others', () => {
    const own = idle({ serverId: serverId('lms'), eject: { kind: 'unload', takesAll: false } })
    expect(served({ models: [own] })).toEqual(['gemma3'])
    expect(served({ models: [{ ...own, state: 'generating' }] })).toEqual([])
    expect(served({})).toEqual(['LM Studio'])
    expect(served({ models: [{ ...own, isRemote: true }] })).toEqual(['LM Studio'])
  })

  test('that may serve one of which nobody tells stays, as does what loads', () => {
    expect(served({ servers: [serverOf('lms', { pid: pid(9), tellsModels: false })] })).toEqual([])
    expect(served({ servers: [serverOf('lms', { pid: pid(9), state: 'closed' })] })).toEqual([])
    expect(served({ servers: [] })).toEqual([])
    const load = loadOf('l', needOf(9 * GB, 4 * GB), { serverId: serverId('lms') })
    expect(served({ loads: [load] })).toEqual([])
  })

  test('stays with its server, also where it is a worker and no more: vLLM’s holds the weights', () => {
    const worker = { ...engine, iconName: 'background', serves: [serverId('lms')] } as const
    const servedBy = (more: Partial<Snapshot>): readonly string[] =>
      served({ servers: [serverOf('lms', { pid: pid(8) })], apps: [worker], ...more })
    const own = idle({ serverId: serverId('lms'), state: 'generating' })
    expect(servedBy({ models: [own] })).toEqual([])
    expect(servedBy({ servers: [serverOf('lms', { pid: pid(8), state: 'silent' })] })).toEqual([])
    // its server is not there any more
    expect(servedBy({ servers: [] })).toEqual(['LM Studio'])
  })
})
