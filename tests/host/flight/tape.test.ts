import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { World } from '../../world.ts'
import { fakeTape, toldOf } from './fake-tape.ts'

const worldOf = (texts: Readonly<Record<string, string>>): World =>
  new Map(Object.entries(texts).map(([path, text]) => [`file ${path}`, text]))

test('at rest nothing is written, whatever is answered', async () => {
  const world = worldOf({ '/a': 'a 0' })
  const { tick, taped } = fakeTape(world)
  for (let index = 1; index <= 100; index++) {
    world.set('file /a', `a ${index}`)
    await tick('rest', '/a')
  }
  expect(await taped.recording()).toBeNull()
  expect(taped.writtenBytes()).toBe(0)
})

test('a segment begins with what was known, also of questions that were asked once, long ago', async () => {
  const world = worldOf({ '/once': 'the machine', '/a': 'a 0' })
  const { tick, taped } = fakeTape(world)
  await tick('rest', '/once', '/a')
  for (let index = 0; index < 30; index++) await tick('rest', '/a')
  await tick('awake', '/a')
  const recording = await taped.recording()
  expect(recording?.entries).toMatchObject([
    { atMs: 0, key: '/a', text: 'a 0', agoMs: 0 },
    { atMs: 0, key: '/once', text: 'the machine', agoMs: 31_000 },
  ])
})

test('an answer that says nothing new is written once', async () => {
  const world = worldOf({ '/a': 'same', '/b': 'b 0' })
  const { tick, taped } = fakeTape(world)
  for (let index = 0; index < 4; index++) {
    world.set('file /b', `b ${index}`)
    await tick('awake', '/a', '/b')
  }
  const recording = await taped.recording()
  expect(toldOf(recording, '/a')).toEqual([[0, 'same']])
  expect(toldOf(recording, '/b')).toEqual([
    [0, 'b 0'],
    [1_000, 'b 1'],
    [2_000, 'b 2'],
    [3_000, 'b 3'],
  ])
})

test('where the figures moved at rest, a few small answers say where they are', async () => {
  const list = 'p'.repeat(5_000)
  const world = worldOf({ '/figures': 'f 0', '/list': list })
  const { tick, taped } = fakeTape(world)
  await tick('awake', '/figures', '/list')
  await tick('rest', '/figures', '/list')
  world.set('file /figures', 'f 1')
  world.set('file /list', `${list} more`)
  await tick('moved', '/figures', '/list')
  const recording = await taped.recording()
  expect(toldOf(recording, '/figures')).toEqual([
    [0, 'f 0'],
    [2_000, 'f 1'],
  ])
  expect(toldOf(recording, '/list')).toEqual([[0, list]])
})

test('a day of figures that move at rest stays below 1 MB', async () => {
  const world = worldOf({ '/a': '', '/small': '', '/proc/7/stat': '' })
  const { tick, advance, taped } = fakeTape(world)
  await tick('awake', '/a')
  await tick('rest', '/a')
  for (let index = 0; index < 8_640; index++) {
    world.set('file /a', `${index} ${'x'.repeat(1_500)}`)
    world.set('file /small', `small ${index}`)
    world.set('file /proc/7/stat', `seven ${index}`)
    await advance(9_000)
    await tick('moved', '/a', '/small', '/proc/7/stat')
  }
  const recording = await taped.recording()
  expect(taped.writtenBytes()).toBeLessThan(1e6)
  expect(taped.writtenBytes()).toBeGreaterThan(3e5)
  // and the last of it is not old
  const lastMs = toldOf(recording, '/a').at(-1)?.[0] ?? 0
  expect(lastMs).toBeGreaterThan(8_639 * 10_000 - 600_000)
  expect(toldOf(recording, '/proc/7/stat')).toEqual([])
})

test('a segment that is two minutes old gives way to the next, and what is older than ten goes', async () => {
  const world = worldOf({ '/a': '' })
  const { tick, taped } = fakeTape(world)
  for (let index = 0; index < 20 * 60; index++) {
    world.set('file /a', `a ${index}`)
    await tick('awake', '/a')
  }
  const recording = await taped.recording()
  expect(readdirSync(taped.folder).length).toBeLessThanOrEqual(7)
  const all = toldOf(recording, '/a').map(([, text]) => text)
  expect(all.at(-1)).toBe('a 1199')
  expect(all).toContain('a 600')
  expect(all).not.toContain('a 300')
})

test('a day in which something always moves stays below 500 MB, and its small answers go on', async () => {
  const list = 'p'.repeat(200_000)
  const world = worldOf({ '/small': '', '/list': '' })
  const { tick, taped } = fakeTape(world)
  const minutes = 20
  for (let index = 0; index < minutes * 60; index++) {
    world.set('file /small', `small ${index}`)
    world.set('file /list', `${index} ${list}`)
    await tick('awake', '/list', '/small')
  }
  const allowedBytes = 8e6 + (minutes / 1_440) * 4e8
  expect(taped.writtenBytes()).toBeLessThan(allowedBytes + 2e5)
  const recording = await taped.recording()
  const small = new Set(toldOf(recording, '/small').map(([, text]) => text))
  const last = Array.from({ length: 300 }, (_, index) => `small ${minutes * 60 - 300 + index}`)
  expect(last.filter((text) => !small.has(text))).toEqual([])
  expect(readdirSync(taped.folder).length).toBeGreaterThan(0)
})

test('what is too large is left out, and says so', async () => {
  const world = worldOf({ '/huge': 'h'.repeat(2 * 2 ** 20) })
  const { tick, taped } = fakeTape(world)
  await tick('awake', '/huge')
  expect(toldOf(await taped.recording(), '/huge')).toEqual([
    [0, 'left out of the recording: larger than 1048576 bytes'],
  ])
})

test('a clock that is set back begins a segment anew, and what was before it is no part of it', async () => {
  const world = worldOf({ '/a': 'before' })
  const { tick, setClock, taped } = fakeTape(world)
  for (const text of ['1', '2', '3']) {
    world.set('file /a', text)
    await tick('awake', '/a')
  }
  setClock(-3_600_000)
  for (const text of ['4', '5']) {
    world.set('file /a', text)
    await tick('awake', '/a')
  }
  expect(toldOf(await taped.recording(), '/a')).toEqual([
    [0, '4'],
    [1_000, '5'],
  ])
})

test('after eight hours of sleep the recording tells of what came then', async () => {
  const world = worldOf({ '/a': 'before' })
  const { tick, setClock, taped } = fakeTape(world)
  await tick('awake', '/a')
  setClock(8 * 3_600_000)
  world.set('file /a', 'after')
  await tick('awake', '/a')
  const recording = await taped.recording()
  expect(toldOf(recording, '/a')).toEqual([[0, 'after']])
})

test('what was asked of a process that has ended goes with it', async () => {
  const world = worldOf({ '/proc/7/stat': 'seven', '/proc/8/stat': 'eight' })
  world.set('dir /proc', '["7","8","meminfo"]')
  const { tick, taped } = fakeTape(world)
  await taped.host.ask({ kind: 'dir', path: '/proc' })
  await tick('rest', '/proc/7/stat', '/proc/8/stat')
  world.set('dir /proc', '["8","meminfo"]')
  await taped.host.ask({ kind: 'dir', path: '/proc' })
  await tick('awake')
  const keys = (await taped.recording())?.entries.map(({ key }) => key)
  expect(keys?.toSorted()).toEqual(['/proc', '/proc/8/stat'])
})

const argumentsOf = (pid: number): string => `/bin/ps -ww -o pid=,args= -p ${pid}`
const listed = (pids: readonly number[]): string =>
  ['  PID  PPID UCOMM', ...pids.map((pid) => `${String(pid).padStart(5)}     1 a`)].join('\n')

test('of processes that came and went it keeps the last, and of those that run what was asked once, long ago', async () => {
  const world: World = new Map()
  const { taped, advance, tick } = fakeTape(world)
  const run = (key: string) => {
    const [program = '', ...others] = key.split(' ')
    return taped.host.ask({ kind: 'command', argv: [program, ...others] })
  }
  const list = '/bin/ps -Ao pid,ppid,ucomm'
  for (const pid of Array.from({ length: 1_000 }, (_, index) => index + 1)) {
    world.set(`command ${list}`, listed([1, pid]))
    world.set(`command ${argumentsOf(pid)}`, `${pid} a`)
    await run(list)
    await run(argumentsOf(pid))
    await advance(60_000)
  }
  await tick('awake')
  const keys = (await taped.recording())?.entries.map(({ key }) => key) ?? []
  expect(keys).toContain(list)
  for (const pid of [1, 1_000, 990, 960]) expect(keys).toContain(argumentsOf(pid))
  expect(keys).not.toContain(argumentsOf(900))
  expect(keys.length).toBeLessThan(80)
})

test('what is asked of many ports again and again stays', async () => {
  const world: World = new Map()
  const { taped, advance, tick } = fakeTape(world)
  const ports = Array.from({ length: 200 }, (_, index) => 8_000 + index)
  const urlOf = (port: number): string => `http://127.0.0.1:${port}/health`
  for (const port of ports) world.set(`http GET ${urlOf(port)}`, '{}')
  for (let round = 0; round < 5; round++) {
    for (const port of ports) await taped.host.ask({ kind: 'http', url: urlOf(port) })
    await advance(300_000)
  }
  await tick('awake')
  expect((await taped.recording())?.entries).toHaveLength(ports.length)
})
