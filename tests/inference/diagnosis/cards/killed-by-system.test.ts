import { describe, expect, test } from 'vitest'
import { advicesOf, cardFor, commandsOf, gib } from './case-of.ts'

describe('a process ended by SIGKILL', () => {
  test('nobody is accused without a report', () => {
    const card = cardFor('killed-by-system', {}, { program: 'ollama' })
    expect(card.sentence).toBe('Ollama was ended by SIGKILL; by whom is not known')
    expect(`${card.sentence} ${card.cause}`).not.toMatch(/[Jj]etsam|ran out of memory/)
    expect(card.cause).toContain('Only a report of the system tells')
    expect(advicesOf(card)).toContain('137')
  })

  test.each(['kernel-killed', 'kernel-killed-for-swap', 'linux-out-of-memory', 'launchd-killed'])(
    'the kernel is named where the line is its own: %s',
    (signature) => {
      const card = cardFor('killed-by-system', {}, { program: 'shell', signature })
      expect(card.sentence).toBe('The kernel ended the program')
      expect(card.cause).toContain('of the system itself')
      expect(advicesOf(card)).not.toContain('137')
    },
  )

  test('a kernel that is not of a Mac has no reports of macOS', () => {
    const card = cardFor('killed-by-system', {}, { signature: 'linux-out-of-memory' })
    expect(commandsOf(card).join(' ')).not.toMatch(/Jetsam|doctor/)
  })

  test('the report comes first, then what Headroom can see of it, then using less', () => {
    const commands = commandsOf(cardFor('killed-by-system'))
    expect(commands.slice(0, 3)).toEqual([
      'ls -lt /Library/Logs/DiagnosticReports/JetsamEvent-*.ips',
      'headroom doctor',
      '-c 4096',
    ])
  })

  test('what only lowers the share of the GPU is not proposed: it frees no RAM', () => {
    const commands = commandsOf(cardFor('killed-by-system', { totalLayers: 33 })).join('\n')
    expect(commands).not.toMatch(/-ngl|--cpu-moe|wired_limit/)
    expect(commands).toContain('--cache-ram 1024')
  })

  test('figures of the log stand beside it, as figures only', () => {
    const facts = { gpuModelBytes: 20 * gib, limitBytes: 22.9e9, systemFreeBytes: 1.2e9 }
    expect(cardFor('killed-by-system', facts).sentence).toBe(
      'llama.cpp was ended by SIGKILL; by whom is not known; it held 21.5 GB on the GPU; ' +
        'the GPU limit is 22.9 GB; 1.2 GB of RAM were free when it last said so',
    )
  })
})
