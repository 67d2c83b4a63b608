import { describe, expect, test } from 'vitest'
import type { Unasked } from '../../src/main/apps/quit-way.ts'
import { withQuitWays } from '../../src/main/monitor/quit-ways.ts'
import { pid, serverId } from '../../src/shared/ids.ts'
import { idleModel, ready, resting } from '../apps/quittable.ts'
import { timesText, factsText } from './darwin/process-texts.ts'
import {
  appsText,
  asks,
  headroomPid,
  listed,
  macWorld,
  setAnswer,
  setServer,
} from './darwin/mac-world.ts'
import { watchMac } from './darwin/watched-mac.ts'
import { setProcesses } from '../proc.ts'
import { linuxWorld, headroomPid as ownOnLinux } from './linux-world.ts'
import { watch } from './watched.ts'

const loom = '/Applications/Loom.app'
const loomPid = 310
const loomText = ` 2) "Loom" ASN:0x0-0x9009:
    bundleID="com.example.loom"
    bundle path="${loom}"
    executable path="${loom}/Contents/MacOS/Loom"
    pid = ${loomPid} type="BackgroundOnly" flavor=3 Arch=ARM64
`
const withLoom = [
  ...listed,
  {
    pid: loomPid,
    parentPid: 1,
    user: 'user',
    file: `${loom}/Contents/MacOS/Loom`,
    rssKib: 900_000,
  },
  { pid: 320, parentPid: 1, user: '_www', file: '/opt/homebrew/bin/httpd', rssKib: 9_000 },
]
function macWithLoom() {
  const world = macWorld().set(asks.apps, `${appsText}${loomText}`)
  return world.set(asks.times, timesText(withLoom)).set(asks.facts, factsText(withLoom))
}
const minute = 60_000
const llamaAnswers = {
  '/health': '{"status":"ok"}',
  '/v1/models': '{"data":[{"id":"gemma3.gguf","owned_by":"llamacpp","meta":{"n_ctx":4096}}]}',
  '/props': JSON.stringify({
    default_generation_settings: { n_ctx: 4_096 },
    model_path: '/models/gemma3.gguf',
    total_slots: 1,
    endpoint_slots: true,
    build_info: 'b10470-34af94cd9',
    is_sleeping: false,
  }),
  '/slots': '[{"id":0,"n_ctx":4096,"is_processing":false}]',
}

describe('a Mac that is watched', () => {
  test('what has rested in the background is safe to quit once that was watched for ten minutes', async () => {
    const { advance, app } = watchMac(macWithLoom())
    await advance(1)
    expect(app('Loom')).toMatchObject({ isOwn: true, unusedMs: null, hasWindows: false })
    expect(app('Loom').quit).toEqual({ kind: 'ask', isSafe: false, risk: 'it may be at work' })
    await advance(9 * minute)
    expect(app('Loom').quit).toMatchObject({ isSafe: false })
    await advance(2 * minute)
    expect(app('Loom').unusedMs).toBeGreaterThanOrEqual(10 * minute)
    expect(app('Loom').quit).toEqual({ kind: 'ask', isSafe: true, risk: null })
  })

  test('what was in front is not, for ten minutes more; what is in front was used just now', async () => {
    const world = macWithLoom()
    const { advance, app } = watchMac(world)
    await advance(11 * minute)
    world.set(asks.front, 'ASN:0x0-0x9009: \n')
    await advance(minute)
    expect(app('Loom')).toMatchObject({ isFront: true, unusedMs: 0, quit: { isSafe: false } })
    world.set(asks.front, 'ASN:0x0-0x8008: \n')
    await advance(5 * minute)
    expect(app('Notes')).toMatchObject({ unusedMs: 0 })
    expect(app('Loom').unusedMs).toBeLessThanOrEqual(5 * minute)
    expect(app('Loom').quit).toMatchObject({ isSafe: false })
  })

  test('a pause of minutes begins anew', async () => {
    const { advance, app, monitor } = watchMac(macWithLoom())
    await advance(11 * minute)
    monitor.tell({ kind: 'asleep' })
    await advance(10 * minute)
    monitor.tell({ kind: 'awake' })
    await advance(minute)
    expect(app('Loom').unusedMs).toBeLessThanOrEqual(minute)
    expect(app('Loom').quit).toMatchObject({ isSafe: false })
  })
})

describe('what an app serves is', () => {
  const members = (...pids: readonly number[]) => ({
    found: { members: pids.map((id) => ({ pid: pid(id) })) },
  })
  const process = {
    pid: pid(1),
    name: 'x',
    memoryBytes: 1,
    memoryKind: 'rss',
    startedAtMs: 0,
    isTranslated: null,
  } as const
  const appOf = (id: number): Unasked => ({
    ...resting,
    unusedMs: 0,
    processes: [{ ...process, pid: pid(id) }],
  })
  /** A server that answers, and the child that holds its model. */
  const served = {
    servers: [
      { ...ready, id: serverId('router'), pid: pid(10) },
      { ...ready, id: serverId('child'), pid: pid(11) },
    ],
    members: new Map([
      [serverId('router'), [pid(10)]],
      [serverId('child'), [pid(11), pid(12)]],
    ]),
    held: [
      { model: idleModel('gemma3'), joined: { owner: members(10), holder: members(11, 12) } },
      { model: idleModel('qwen3'), joined: { owner: members(10), holder: members(13) } },
    ],
  }
  const riskOf = (id: number): string | null => {
    const [app] = withQuitWays([appOf(id)], served, null)
    return app?.quit.kind === 'ask' ? app.quit.risk : null
  }

  test('what its processes hold, or answer for', () => {
    expect(riskOf(10)).toBe('it serves gemma3 and qwen3')
    expect(riskOf(12)).toBe('it serves gemma3')
    expect(riskOf(13)).toBe('it serves qwen3')
    expect(riskOf(14)).toBe('it may be at work')
  })

  test('its servers by their ids, also where it is a worker of theirs and no more', () => {
    const servesOf = (id: number) => withQuitWays([appOf(id)], served, null)[0]?.serves
    expect(servesOf(10)).toEqual(['router'])
    expect(servesOf(12)).toEqual(['child'])
    expect(servesOf(14)).toBeUndefined()
  })

  test('no part of the Snapshot by its signs: they stay behind', () => {
    expect(withQuitWays([appOf(14)], served, null)[0]).not.toHaveProperty('quitSigns')
  })
})

describe('on a Mac', () => {
  test('each app says what may be lost, or why it is not to be quit', async () => {
    const { advance, app } = watchMac(macWithLoom())
    await advance(1)
    expect(app('Notes').quit).toEqual({
      kind: 'ask',
      isSafe: false,
      risk: 'it may hold unsaved work',
    })
    expect(app('Headroom').quit).toEqual({ kind: 'none', reason: 'it is Headroom itself' })
    expect(app('launchd').quit).toEqual({
      kind: 'none',
      reason: 'everything else on this machine runs under it',
    })
    expect(app('httpd').quit).toEqual({ kind: 'none', reason: "it is another user's" })
  })

  test('the terminal that Headroom runs in stays', async () => {
    const terminal = '/Applications/iTerm.app'
    const processes = [
      ...listed.filter(({ pid }) => pid !== headroomPid),
      {
        pid: 600,
        parentPid: 1,
        user: 'user',
        file: `${terminal}/Contents/MacOS/iTerm2`,
        rssKib: 9_000,
      },
      { pid: 601, parentPid: 600, user: 'user', file: '/bin/zsh', rssKib: 2_000 },
      {
        pid: headroomPid,
        parentPid: 601,
        user: 'user',
        file: '/opt/homebrew/bin/node',
        rssKib: 60_000,
      },
    ]
    const world = macWorld()
      .set(asks.times, timesText(processes))
      .set(asks.facts, factsText(processes))
    const { advance, app } = watchMac(world)
    await advance(1)
    expect(app('iTerm').quit).toEqual({ kind: 'none', reason: 'Headroom runs in it' })
  })

  test('an engine says which model it serves, and while it is at work', async () => {
    const world = macWorld()
    const command = '/opt/homebrew/bin/llama-server -m /models/gemma3.gguf -c 4096'
    setServer(world, { pid: 400, command, port: 8_080 }, llamaAnswers)
    const { advance, app } = watchMac(world, { isLooked: true })
    await advance(30_000)
    expect(app('llama-server').quit).toMatchObject({ isSafe: false, risk: 'it serves gemma3.gguf' })
    setAnswer(world, 8_080, '/slots', '[{"id":0,"n_ctx":4096,"is_processing":true}]')
    await advance(30_000)
    expect(app('llama-server').quit).toMatchObject({
      risk: 'it serves gemma3.gguf, and it may be at work',
    })
  })
})

test('on Linux nothing is safe, as nobody tells of windows; shells above Headroom stay', async () => {
  const world = linuxWorld().set(
    'library node/process',
    '{"pid":500,"userId":1000,"cpuMs":412,"residentBytes":61000000}',
  )
  setProcesses(world, [
    { pid: 1, name: 'init', parentPid: 0, userId: 0 },
    { pid: 40, name: 'bash', sessionId: 40 },
    { pid: ownOnLinux, name: 'node', parentPid: 40, sessionId: 40 },
    { pid: 77, name: 'python3', residentPages: 9_000 },
    { pid: 78, name: 'nginx', userId: 33 },
    { pid: 79, name: 'hidden', executable: null },
  ])
  const { advance, last } = watch(world)
  await advance(1)
  const quits = new Map(last().apps.map(({ name, quit }) => [name, quit]))
  expect(quits).toEqual(
    new Map([
      // it has no terminal, and nothing draws windows here
      ['python3', { kind: 'ask', isSafe: false, risk: 'it may be at work' }],
      ['Headroom', { kind: 'none', reason: 'it is Headroom itself' }],
      ['bash', { kind: 'none', reason: 'Headroom runs in it' }],
      ['init', { kind: 'none', reason: 'everything else on this machine runs under it' }],
      ['nginx', { kind: 'none', reason: "it is another user's" }],
      ['hidden', { kind: 'none', reason: 'it does not show its program' }],
    ]),
  )
  expect(last().apps.map(({ unusedMs }) => unusedMs)).toEqual([null, null, null, null, null, null])
})

test('on Linux the worker of a server is a part of it, though it is an app of its own', async () => {
  const world = linuxWorld()
  const vllm = { executable: '/venv/bin/python3', sessionId: 60 }
  setProcesses(world, [
    { pid: ownOnLinux, name: 'node' },
    { ...vllm, pid: 60, name: 'vllm', argv: ['/venv/bin/python3', '/venv/bin/vllm', 'serve', 'm'] },
    { ...vllm, pid: 61, parentPid: 60, name: 'VLLM::EngineCor', argv: ['VLLM::EngineCore'] },
    { pid: 77, name: 'python3' },
  ])
  const { advance, last } = watch(world)
  await advance(30_000)
  const { apps, servers } = last()
  expect(servers.map(({ kind, pid: id }) => [kind, id])).toEqual([['vllm', 60]])
  const appWith = (id: number) => apps.find((app) => app.processes.some((one) => one.pid === id))
  expect(appWith(61)?.id).not.toBe(appWith(60)?.id)
  for (const id of [60, 61]) expect(appWith(id)?.serves).toEqual(servers.map((one) => one.id))
  expect(appWith(77)?.serves).toBeUndefined()
})

test('whose a process is, is asked once of one that ran before, and not at every tick', async () => {
  const { advance, asked } = watch(linuxWorld())
  await advance(60_000)
  const count = asked.filter(({ name }) => name === 'file /proc/77/status').length
  expect(count).toBe(1)
  expect(asked.filter(({ name }) => name === 'file /proc/77/stat').length).toBeGreaterThan(10)
})
