import { describe, expect, test } from 'vitest'
import {
  createRoomBeside,
  type LoadTaking,
  type RoomLines,
} from '../../src/main/headroom/load-room.ts'

const load = (needBytes: number, further: Partial<LoadTaking> = {}): LoadTaking => ({
  id: 'a',
  startedAtMs: 0,
  gpuBytes: needBytes,
  ramBytes: needBytes,
  ownBytes: null,
  isFresh: false,
  ...further,
})
const lines = (bytes: number) => ({ gpuBytes: bytes, ramBytes: bytes })

type Step = readonly [bytes: number, ...loads: readonly LoadTaking[]]

/** One tick a second: the room of each, and what loads in it. */
function ticks(...steps: readonly Step[]) {
  const beside = createRoomBeside(() => true)
  return steps.map(([bytes, ...loads], second): RoomLines =>
    beside(second * 1_000, lines(bytes), loads),
  )
}
const onGpu = (...steps: readonly Step[]) => ticks(...steps).map(({ gpuBytes }) => gpuBytes)

describe('the room beside loads under way', () => {
  test('is the room itself where nothing loads', () => {
    expect(ticks([20], [19])).toEqual([lines(20), lines(19)])
  })

  test('stays what it was while a load takes what it needs', () => {
    const one = load(9)
    expect(onGpu([20], [20, one], [15, one], [11, one])).toEqual([20, 20, 20, 20])
  })

  test('in RAM stays what it was where the load has taken all of it, and more', () => {
    const [, after] = ticks([300], [0, load(2_450, { ownBytes: 1_700, isFresh: true })])
    expect(after).toEqual(lines(300))
  })

  test('in RAM falls by what others take while the load has taken little', () => {
    const [, after] = ticks([300], [20, load(2_450, { ownBytes: 40, isFresh: true })])
    expect(after).toEqual({ gpuBytes: 300, ramBytes: 60 })
  })

  test('falls by what others take beyond the need of the load', () => {
    expect(onGpu([20], [5, load(9)])).toEqual([20, 14])
  })

  test('grows with what others give back meanwhile', () => {
    expect(onGpu([20], [25, load(9)])).toEqual([20, 25])
  })

  test('counts in RAM no more as taken than the processes of the load hold at this moment', () => {
    const [, after] = ticks([20], [12, load(9, { ownBytes: 3, isFresh: true })])
    expect(after).toEqual({ gpuBytes: 20, ramBytes: 15 })
    const [, stale] = ticks([20], [12, load(9, { ownBytes: 3 })])
    expect(stale).toEqual(lines(20))
  })

  test('is not known where the line is not', () => {
    const none = { gpuBytes: null, ramBytes: null }
    expect(createRoomBeside(() => true)(0, none, [load(9)])).toEqual(none)
  })
})

describe('the room beside a load that is seen late', () => {
  test('is that of the moment in which its process began', () => {
    const late = load(9, { startedAtMs: 1_500 })
    expect(onGpu([30], [20], [16], [13, late])).toEqual([30, 20, 16, 20])
  })

  test('is told by what the load holds where it had begun before Headroom looked', () => {
    expect(onGpu([12, load(9, { ownBytes: 4 })])).toEqual([16])
    expect(onGpu([12, load(9, { ownBytes: 40 })])).toEqual([21])
  })

  test('is not known where nothing tells what it holds, until something does', () => {
    expect(onGpu([12, load(9)], [11, load(9, { ownBytes: 5 })])).toEqual([null, 16])
  })

  test('does not go by what was minutes ago', () => {
    const beside = createRoomBeside(() => true)
    beside(0, lines(40), [])
    const late = load(9, { startedAtMs: 1_000, ownBytes: 2 })
    expect(beside(600_000, lines(12), [late])).toEqual(lines(14))
  })
})

describe('the room beside two loads', () => {
  const first = load(5)
  const second = load(3, { id: 'b' })

  test('keeps what the first has taken when it is done', () => {
    const steps = onGpu([20], [17, first, second], [14, second], [12, second], [12])
    expect(steps).toEqual([20, 20, 15, 15, 12])
  })

  test('has back what a load that failed had taken', () => {
    expect(onGpu([20], [12, load(9), second], [20, second])).toEqual([20, 20, 20])
  })

  test('leaves to the other what is its own, where a load that failed had taken nothing', () => {
    const beside = createRoomBeside(() => false)
    const other = load(9, { id: 'b', ownBytes: 8 })
    beside(0, lines(20), [])
    beside(1_000, lines(12), [load(5), other])
    expect(beside(2_000, lines(12), [other])).toEqual(lines(20))
  })

  test('leaves to the other what it holds, where the first is done', () => {
    const other = load(9, { id: 'b', ownBytes: 8 })
    expect(onGpu([30], [17, load(5), other], [17, other])).toEqual([30, 30, 25])
  })
})
