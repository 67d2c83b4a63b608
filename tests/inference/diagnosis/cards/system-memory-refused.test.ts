import { describe, expect, test } from 'vitest'
import { advicesOf, cardFor, commandsOf, fixWith, gib } from './case-of.ts'

describe('memory that was not given for a load', () => {
  test('the sentence has need and what is counted as there', () => {
    const facts = { requiredBytes: 38.5e9, availableBytes: 20.1e9 }
    expect(cardFor('system-memory-refused', facts, { program: 'lm-studio' }).sentence).toBe(
      'LM Studio did not load the model for want of memory; it needs 38.5 GB; 20.1 GB are counted as available',
    )
  })

  test('LM Studio: its guardrail counts free pages only, and can be asked before', () => {
    const card = cardFor('system-memory-refused', {}, { program: 'lm-studio' })
    expect(card.cause).toContain('guardrail')
    expect(commandsOf(card)).toEqual(
      expect.arrayContaining(['lms unload --all', 'lms load --estimate-only']),
    )
    expect(fixWith(card, 'loosen the model loading guardrails')).toBeDefined()
  })

  test('Ollama: on a Mac the sentence of system memory comes from Docker or another machine', () => {
    const card = cardFor('system-memory-refused', { requiredBytes: 8 * gib }, { program: 'ollama' })
    expect(advicesOf(card)).toContain('Ollama on this Mac says')
    expect(fixWith(card, 'settings of Docker Desktop')).toBeDefined()
  })

  test('a buffer of the CPU is what the system did not give', () => {
    expect(cardFor('system-memory-refused', { triedBytes: 16 * gib }).sentence).toBe(
      'The system did not give llama.cpp the memory that it asked for; it needs 17.2 GB',
    )
  })

  test('the state of the memory is never read by creating pressure', () => {
    const card = cardFor('system-memory-refused')
    expect(commandsOf(card).join('\n')).not.toContain('memory_pressure')
    expect(advicesOf(card)).toContain('memory_pressure -l')
  })
})
