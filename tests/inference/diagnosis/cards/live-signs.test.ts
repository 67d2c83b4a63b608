import { describe, expect, test } from 'vitest'
import { advicesOf, cardFor, commandsOf, fixWith } from './case-of.ts'

describe('cards of what the machine shows', () => {
  test('a flat GPU: the proof stands in the log, and how to get it', () => {
    const card = cardFor('gpu-flat')
    expect(card.fixes[0]).toMatchObject({ command: '-lv 4' })
    expect(card.fixes[0]?.text).toContain('offloaded N/M layers to GPU')
    expect(card.fixes[0]?.text).toContain('using device MTL0')
    expect(advicesOf(card)).toContain('powermetrics')
  })

  test('a build that prints it anyway needs no flag for it', () => {
    expect(cardFor('gpu-flat', {}, { version: 'b9150' }).fixes[0]?.command).toBeNull()
  })

  test('slow generation is a hint and no proof, with its pace', () => {
    const card = cardFor('slow-generation', { tokensPerSecond: 4.21 }, { program: 'ollama' })
    expect(card.sentence).toBe(
      'Ollama generates 4.2 tok/s, far less than the memory of this machine allows',
    )
    expect(card.cause).toContain('a hint, no proof')
    expect(fixWith(card, 'Low Power Mode')).toBeDefined()
    expect(fixWith(card, 'swaps, is hot, or another program uses the GPU')).toBeDefined()
  })

  test('held memory: others first, and displays are small', () => {
    const card = cardFor('gpu-held', {}, { program: 'lm-studio' })
    expect(commandsOf(card)[0]).toBe('lms unload --all')
    const display = card.misadvice.find(({ advice }) => advice.includes('displays'))
    expect(display?.why).toContain('less than 0.3 GB')
  })
})
