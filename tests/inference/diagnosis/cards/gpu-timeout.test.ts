import { describe, expect, test } from 'vitest'
import { advicesOf, cardFor, commandsOf, fixWith, gib, remediesOf } from './case-of.ts'

const relax = 'AGX_RELAX_CDM_CTXSTORE_TIMEOUT'

describe('a command that the watchdog of the GPU ended', () => {
  test('is not a matter of memory, although it ends with status 5 too', () => {
    const card = cardFor('gpu-timeout', { gpuModelBytes: 30 * gib, limitBytes: 16 * gib })
    expect(`${card.sentence} ${remediesOf(card)}`).not.toMatch(/memory|wired_limit|quantiz|buffer/)
    expect(advicesOf(card)).toContain('Free memory')
    expect(advicesOf(card)).toContain('Status 5')
  })

  test('smaller steps come first, in the words of the program', () => {
    expect(cardFor('gpu-timeout').fixes[0]?.command).toBe('-b 512 -ub 256')
    expect(cardFor('gpu-timeout', {}, { program: 'mlx-lm' }).fixes[0]?.command).toBe(
      '--prefill-step-size 512',
    )
  })

  test.each([
    ['llama.cpp', 'b8870', `export ${relax}=1`],
    ['llama.cpp', 'b8871', null],
    ['llama.cpp', null, `export ${relax}=1`],
    ['mlx-lm', '0.31.0', `export ${relax}=1`],
    ['ollama', '0.24.0', `launchctl setenv ${relax} 1`],
    ['ollama', '0.30.0', null],
    ['ollama', 'unknown', `launchctl setenv ${relax} 1`],
  ] as const)('%s %s lets the GPU wait longer by %s', (program, version, command) => {
    const fix = fixWith(cardFor('gpu-timeout', {}, { program, version }), relax)
    expect(fix?.command ?? null).toBe(command)
  })

  test('a screen that was kept waiting is told as such', () => {
    const screen = cardFor('gpu-timeout', {}, { signature: 'ggml-impacting-interactivity' })
    expect(screen.sentence).toContain('that kept the screen waiting')
    expect(screen.fixes[0]?.command).toBe(`export ${relax}=1`)
  })

  test('the proof of a reset is a gpuEvent report', () => {
    expect(commandsOf(cardFor('gpu-timeout'))).toContain(
      'ls -lt /Library/Logs/DiagnosticReports/gpuEvent-*.ips',
    )
  })
})
