import { describe, expect, test } from 'vitest'
import { createPushedOut } from '../../../src/main/headroom/forecast/pushed-out.ts'

const at = (second: number, availableBytes: number, compressedBytes: number | null) => ({
  atMs: 1_795_000_000_000 + second * 1_000,
  availableBytes,
  parts: compressedBytes === null ? [] : [{ kind: 'compressed' as const, bytes: compressedBytes }],
})
const traffic = (outBytesPerSecond: number | null, inBytesPerSecond: number | null = 0) => ({
  inBytesPerSecond,
  outBytesPerSecond,
})

describe('what is left of RAM, less what was pushed out', () => {
  test('goes on falling where macOS compresses rather than give the last files', () => {
    const left = createPushedOut()
    const all = [0, 1, 2, 3].map((second) => left(at(second, 2e9, 1e9 + second * 50e6), null))
    expect(all).toEqual([1e9, 0.95e9, 0.9e9, 0.85e9])
  })

  test('does not rise where the compressor writes to swap what it holds', () => {
    const left = createPushedOut()
    left(at(0, 2e9, 3e9), traffic(0))
    // 100 MB less in the compressor, and as much more free
    expect(left(at(1, 2.1e9, 2.9e9), traffic(100e6))).toBe(2.1e9 - 2.9e9 - 0.2e9)
    // and back again
    expect(left(at(2, 2e9, 3e9), traffic(0, 100e6))).toBe(-1e9)
  })

  test('counts what goes to swap once where nothing is compressed first', () => {
    const left = createPushedOut()
    left(at(0, 2e9, null), traffic(0))
    expect(left(at(2, 2e9, null), traffic(30e6, 10e6))).toBe(2e9 - 40e6)
  })

  test('is what is available where swap is not known, and over a sleep', () => {
    const left = createPushedOut()
    left(at(0, 2e9, null), null)
    expect(left(at(5, 1.9e9, null), null)).toBe(1.9e9)
    expect(left(at(6, 1.9e9, null), traffic(null, null))).toBe(1.9e9)
    expect(left(at(300, 1.9e9, null), traffic(500e6))).toBe(1.9e9)
    // a reading that is repeated is none
    expect(left(at(300, 1.9e9, null), traffic(500e6))).toBe(1.9e9)
  })
})
