import { describe, expect, test } from 'vitest'
import { createRoomBeside, type LoadTaking } from '../../src/main/headroom/load-room.ts'

const load = (needBytes: number, further: Partial<LoadTaking> = {}): LoadTaking => ({
  id: 'a',
  needBytes,
  needRamBytes: needBytes,
  heldBytes: null,
  ...further,
})
const lines = (bytes: number) => ({ gpuBytes: bytes, ramBytes: bytes })

describe('the room beside loads under way', () => {
  test('is the room itself where nothing loads', () => {
    expect(createRoomBeside()(lines(20), [])).toEqual(lines(20))
  })

  test('stays what it was while a load takes what it needs', () => {
    const beside = createRoomBeside()
    beside(lines(20), [])
    const rooms = [20, 15, 11].map((bytes) => beside(lines(bytes), [load(9)]).gpuBytes)
    expect(rooms).toEqual([20, 20, 20])
  })

  test('falls by what others take beyond the need of the load', () => {
    const beside = createRoomBeside()
    beside(lines(20), [])
    expect(beside(lines(5), [load(9)])).toEqual(lines(14))
  })

  test('counts in RAM no more as taken than the processes of the load hold', () => {
    const beside = createRoomBeside()
    beside(lines(20), [])
    expect(beside(lines(12), [load(9, { heldBytes: 3 })])).toEqual({ gpuBytes: 20, ramBytes: 15 })
  })

  test('is told by what the load holds where it had begun before Headroom looked', () => {
    expect(createRoomBeside()(lines(12), [load(9, { heldBytes: 4 })])).toEqual(lines(16))
    expect(createRoomBeside()(lines(12), [load(9)])).toEqual(lines(12))
  })

  test('adds two loads up, and keeps what the first has taken when it is done', () => {
    const beside = createRoomBeside()
    beside(lines(20), [])
    const first = load(5)
    const second = load(3, { id: 'b' })
    expect(beside(lines(17), [first, second])).toEqual(lines(20))
    expect(beside(lines(14), [second])).toEqual(lines(15))
    expect(beside(lines(12), [second])).toEqual(lines(15))
    expect(beside(lines(12), [])).toEqual(lines(12))
  })

  test('has back what a load that failed had taken', () => {
    const beside = createRoomBeside()
    beside(lines(20), [])
    beside(lines(12), [load(9), load(2, { id: 'b' })])
    expect(beside(lines(20), [load(2, { id: 'b' })])).toEqual(lines(20))
  })

  test('grows with what others give back meanwhile', () => {
    const beside = createRoomBeside()
    beside(lines(20), [])
    expect(beside(lines(25), [load(9)])).toEqual(lines(25))
  })

  test('is not known where the line is not', () => {
    const none = { gpuBytes: null, ramBytes: null }
    expect(createRoomBeside()(none, [load(9)])).toEqual(none)
  })
})
