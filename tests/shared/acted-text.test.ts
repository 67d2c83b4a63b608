import { describe, expect, test } from 'vitest'
import { actedText } from '../../src/shared/acted-text.ts'
import { keptActOf } from './act-of.ts'

describe('what was done by itself is told', () => {
  test('with what came back', () => {
    expect(actedText(keptActOf({ returnedBytes: 600e6 }))).toBe(
      'Headroom unloaded gemma3:27b by itself, as room was short: 600 MB came back',
    )
  })

  test('without a figure where nobody knows it', () => {
    expect(actedText(keptActOf({ returnedBytes: null }))).toBe(
      'Headroom unloaded gemma3:27b by itself, as room was short',
    )
  })

  test('as asked for where the memory is not back', () => {
    expect(actedText(keptActOf({ outcome: 'waiting' }))).toBe(
      'Headroom asked Ollama to unload gemma3:27b by itself, as room was short: it goes when it has finished',
    )
    expect(actedText(keptActOf({ outcome: 'held', server: null }))).toBe(
      'Headroom asked its server to unload gemma3:27b by itself, as room was short: its memory has not come back',
    )
  })

  test('with a hostile name as one line that is no longer than a line', () => {
    const text = actedText(keptActOf({ target: `a\n\u001b[31m${'x'.repeat(999)}` }))
    expect(text).toMatch(/^Headroom unloaded a\ufffd\ufffd\[31mx+…x+… by itself/)
    expect(text.length).toBeLessThan(150)
  })
})
