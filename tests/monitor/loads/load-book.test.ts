import { describe, expect, test } from 'vitest'
import {
  createLoadBook,
  type LoadBook,
  type SeenLoad,
} from '../../../src/main/monitor/loads/load-book.ts'
import { loadId, serverId } from '../../../src/shared/ids.ts'
import type { Load } from '../../../src/shared/load.ts'

const load = (id: string): Load => ({
  id: loadId(id),
  serverId: serverId('s'),
  serverTitle: 'llama-server',
  name: id,
  file: null,
  toldBy: 'process',
  startedAtMs: 0,
  stage: 'loading',
  endedAtMs: null,
  foreseenAtMs: null,
  need: { kind: 'waiting', reason: '' },
  doneRatio: 0.4,
})
const seen = (id: string): SeenLoad => ({ id, step: (before) => before ?? load(id) })
const names = (loads: readonly Load[]): readonly string[] =>
  loads.map(({ name, stage }) => `${name} ${stage}`)

const stepper =
  (book: LoadBook, loaded: readonly string[] = []) =>
  (atMs: number, ...ids: readonly string[]) =>
    book.step(ids.map(seen), (id) => (loaded.includes(id) ? 'loaded' : 'failed'), atMs)

describe('the loads of a machine', () => {
  test('are those under way, then how they ended, and no more after a while', () => {
    const step = stepper(createLoadBook(), ['a'])
    expect(names(step(0, 'a', 'b'))).toEqual(['a loading', 'b loading'])
    expect(names(step(1_000, 'b'))).toEqual(['b loading', 'a loaded'])
    expect(names(step(2_000))).toEqual(['b failed', 'a loaded'])
    expect(names(step(31_500))).toEqual(['b failed'])
    expect(names(step(33_000))).toEqual([])
  })

  test('have the instant of their end, and are whole where they are loaded', () => {
    const step = stepper(createLoadBook(), ['a'])
    step(0, 'a', 'b')
    expect(step(5_000).map(({ endedAtMs, doneRatio }) => [endedAtMs, doneRatio])).toEqual([
      [5_000, 0.4],
      [5_000, 1],
    ])
  })

  test('of one process one after the other are two', () => {
    const step = stepper(createLoadBook(), ['a'])
    const [first] = step(0, 'a')
    step(1_000)
    const again = step(2_000, 'a')
    expect(names(again)).toEqual(['a loading', 'a loaded'])
    expect(new Set([first?.id, ...again.map(({ id }) => id)]).size).toBe(2)
  })

  test('keep their name for as long as they go on', () => {
    const step = stepper(createLoadBook())
    expect(step(0, 'a')[0]?.id).toBe(step(1_000, 'a')[0]?.id)
  })

  test('go although the clock was set back', () => {
    const step = stepper(createLoadBook(), ['a'])
    step(1_000_000, 'a')
    step(1_001_000)
    expect(step(0)).toEqual([])
  })

  test('are forgotten where nobody knows how they ended', () => {
    const book = createLoadBook()
    book.step([seen('a')], () => null, 0)
    expect(book.step([], () => null, 1_000)).toEqual([])
  })

  test('are a few, however many servers come and go', () => {
    const book = createLoadBook()
    const ids = Array.from({ length: 100 }, (_, index) => `m${index}`)
    expect(stepper(book)(0, ...ids)).toHaveLength(20)
  })
})
