import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  holdersOf,
  readFootprints,
  suspectsOf,
  type Signs,
} from '../../../src/main/monitor/darwin/suspects.ts'
import { parsePs } from '../../../src/main/probes/darwin/ps.ts'
import { pid } from '../../../src/shared/ids.ts'
import { valueOf, type World } from '../../world.ts'
import { createAsking } from './asked.ts'
import { asks } from './mac-world.ts'
import { factsText, footprintText, timesText, type Listed } from './process-texts.ts'

const engine = '/opt/homebrew/bin/llama-server'
const python = '/opt/homebrew/bin/python3.13'
const gigabyte = 1e9 / 1024

const one = (id: number, file: string, rssKib: number, user = 'user'): Listed => ({
  pid: id,
  parentPid: 1,
  user,
  file,
  rssKib: Math.round(rssKib),
})

const signsOf = (
  processes: readonly Listed[],
  given: {
    readonly gpu?: readonly number[]
    readonly servers?: readonly number[]
    readonly footprints?: Readonly<Record<number, number>>
    readonly ownUser?: string | null
  } = {},
): Signs => ({
  times: parsePs(timesText(processes)),
  facts: new Map(parsePs(factsText(processes)).map((row) => [row.pid, row])),
  gpuPids: new Set((given.gpu ?? []).map(pid)),
  serverPids: new Set((given.servers ?? []).map(pid)),
  footprints: new Map(
    Object.entries(given.footprints ?? {}).map(([id, bytes]) => [pid(Number(id)), bytes]),
  ),
  ownUser: given.ownUser === undefined ? 'user' : given.ownUser,
})

describe('suspects are', () => {
  test('engines, however small; then clients of the GPU, then others, the biggest first', () => {
    const processes = [
      one(10, python, 3 * gigabyte),
      one(11, '/opt/x/renderer', gigabyte),
      one(12, engine, 100),
      one(13, engine, gigabyte),
      one(14, '/opt/x/renderer', 2 * gigabyte),
    ]
    expect(suspectsOf(signsOf(processes, { gpu: [11, 14] }))).toEqual([13, 12, 14, 11, 10])
  })

  test('told by their footprint where that is more than RSS', () => {
    const processes = [one(10, python, gigabyte), one(11, python, 100), one(12, python, 200)]
    const footprints = { 11: 20e9, 10: 1 }
    expect(suspectsOf(signsOf(processes, { footprints }))).toEqual([11, 10])
  })

  test('nobody with less than half a gigabyte, unless it is an engine', () => {
    const processes = [one(10, python, 488_281), one(11, python, 488_282), one(12, engine, 1)]
    expect(suspectsOf(signsOf(processes, { gpu: [10] }))).toEqual([12, 11])
  })

  test('only of one’s own user, and nobody while that is not known', () => {
    const processes = [one(10, engine, gigabyte, 'root'), one(11, engine, gigabyte, 'other')]
    expect(suspectsOf(signsOf(processes))).toEqual([])
    expect(suspectsOf(signsOf([...processes, one(12, engine, 1)]))).toEqual([12])
    expect(suspectsOf(signsOf([one(12, engine, 1)], { ownUser: null }))).toEqual([])
  })

  test('a server is one by what it runs, whatever it is called and however little RSS tells', () => {
    const processes = [one(10, '/usr/bin/big', 3 * gigabyte), one(11, python, 1)]
    expect(suspectsOf(signsOf(processes))).toEqual([10])
    expect(suspectsOf(signsOf(processes, { servers: [11] }))).toEqual([11, 10])
  })

  test('nobody whose name is not known yet', () => {
    const signs = signsOf([one(10, engine, gigabyte)])
    expect(suspectsOf({ ...signs, facts: new Map() })).toEqual([])
  })

  test('at most five, by number where they are alike', () => {
    const processes = [19, 18, 17, 16, 15, 14].map((id) => one(id, engine, gigabyte))
    expect(suspectsOf(signsOf(processes))).toEqual([14, 15, 16, 17, 18])
  })
})

test('holders are those that run models, or have a client of the GPU and much memory', () => {
  const processes = [one(10, python, gigabyte), one(11, python, gigabyte), one(12, engine, 1)]
  expect(holdersOf(signsOf(processes, { gpu: [11, 99] }))).toEqual([12, 11])
  expect(holdersOf(signsOf([one(13, python, 0.9 * gigabyte)], { gpu: [13] }))).toEqual([])
})

test('holders may be of any user and many: whether they run costs no program', () => {
  const processes = [1, 2, 3, 4, 5, 6, 7].map((id) => one(id, engine, id, '_ollama'))
  expect(suspectsOf(signsOf(processes))).toEqual([])
  expect(holdersOf(signsOf(processes))).toHaveLength(7)
})

test('root may ask of everybody', () => {
  const processes = [one(12, engine, 1, 'user'), one(13, engine, 2, '_ollama')]
  expect(suspectsOf(signsOf(processes, { ownUser: 'root' }))).toEqual([13, 12])
})

test('whatever runs, suspects are few, one’s own, and no engine is left out for another program', () => {
  const processes = fc.uniqueArray(
    fc.record({
      pid: fc.integer({ min: 2, max: 99_999 }),
      parentPid: fc.constant(1),
      user: fc.constantFrom('user', 'root'),
      file: fc.constantFrom(engine, python, '(gone)'),
      rssKib: fc.nat(8_000_000),
    }),
    { selector: (process) => process.pid, maxLength: 12 },
  )
  fc.assert(
    fc.property(processes, (all) => {
      const suspects = suspectsOf(signsOf(all))
      const found = suspects.map((id) => all.find((process) => process.pid === id))
      expect(suspects.length).toBeLessThanOrEqual(5)
      expect(found.every((process) => process?.user === 'user')).toBe(true)
      const engines = all.filter(({ file, user }) => file === engine && user === 'user')
      const named = found.filter((process) => process?.file === engine)
      expect(named).toHaveLength(Math.min(5, engines.length))
      const sizes = named.map((process) => process?.rssKib ?? 0)
      expect(sizes).toEqual(sizes.toSorted((a, b) => b - a))
    }),
    { numRuns: 300 },
  )
})

describe('exact footprints', () => {
  test('are asked of the suspects alone, and of nobody where there is none', async () => {
    const world: World = new Map([[asks.footprints(7, 8), footprintText({ 7: 5e9 })]])
    const { asked, at } = createAsking(world)
    expect(valueOf(await readFootprints(at(9), [pid(7), pid(8)]))).toEqual(new Map([[7, 5e9]]))
    expect(await readFootprints(at(9), [])).toEqual({
      kind: 'ok',
      value: new Map(),
      atMs: 9,
      tookMs: 0,
    })
    expect(asked).toEqual([asks.footprints(7, 8)])
  })

  test('are a failure where footprint tells of nobody in a form that is known', async () => {
    const world: World = new Map([[asks.footprints(7), 'no such tool\n']])
    expect((await readFootprints(createAsking(world).at(0), [pid(7)])).kind).toBe('failed')
  })
})
