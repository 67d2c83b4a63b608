import { describe, expect, test } from 'vitest'
import { advicesOf, cardFor, commandsOf, gib, remediesOf } from './case-of.ts'

describe('work that was lost with a reset of the GPU', () => {
  test.each(['ggml-innocent-victim', 'mlx-gpu-victim', 'pytorch-gpu-victim'])(
    '%s is not its own fault, and no setting helps',
    (signature) => {
      const card = cardFor('gpu-reset', {}, { signature })
      expect(card.sentence).toBe(
        'A command of llama.cpp was lost when the GPU was reset for a fault that was not its own',
      )
      expect(card.fixes[0]?.text).toContain('Start it again')
      expect(remediesOf(card)).toContain('no second program')
      expect(remediesOf(card)).not.toContain('-ub')
    },
  )

  test.each(['ggml-submissions-ignored', 'mlx-gpu-ignored', 'ollama-gpu-ignored'])(
    '%s follows from errors before it, which the system blames on the program',
    (signature) => {
      const card = cardFor('gpu-reset', {}, { signature, program: 'ollama' })
      expect(card.sentence).toBe(
        'The GPU takes no more commands of Ollama, because of errors before this one',
      )
      expect(remediesOf(card)).toContain('the first error of the GPU above this line')
    },
  )

  test('is not a matter of memory, although it ends with status 5 too', () => {
    const card = cardFor('gpu-reset', { gpuModelBytes: 30 * gib, limitBytes: 16 * gib })
    expect(`${card.sentence} ${remediesOf(card)}`).not.toMatch(/memory|wired_limit|quantiz|buffer/)
    expect(advicesOf(card)).toContain('Free memory')
    expect(advicesOf(card)).toContain('Status 5')
  })

  test('whom the system blames stands in a gpuEvent report', () => {
    expect(commandsOf(cardFor('gpu-reset'))).toEqual([
      'ls -lt /Library/Logs/DiagnosticReports/gpuEvent-*.ips',
    ])
  })
})
