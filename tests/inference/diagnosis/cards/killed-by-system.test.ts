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
})

describe('what the lines tell of it', () => {
  test('a program that is not known gets no flags of another', () => {
    const card = cardFor('killed-by-system', {}, { program: 'shell' })
    expect(commandsOf(card)).toEqual([
      'ls -lt /Library/Logs/DiagnosticReports/JetsamEvent-*.ips',
      'headroom doctor',
      'headroom status',
    ])
  })

  // composed from the strings of inference-logs.md §8, and of Linux
  test.each([
    [
      'kernel-killed',
      'memorystatus: killing_specific_process pid 8812 [llama-server] (vm-compressor-space-shortage 100 12s) 41877504KB',
      'The kernel ended llama-server (process 8812), which held 42.9 GB, for vm-compressor-space-shortage',
    ],
    [
      'linux-out-of-memory',
      'Out of memory: Killed process 1234 (ollama) total-vm:90000000kB, anon-rss:11923884kB, file-rss:0kB',
      'The kernel ended ollama (process 1234), which held 12.2 GB',
    ],
  ])('what %s names is told', (signature, text, sentence) => {
    const one = { program: 'shell', signature, line: { text } } as const
    expect(cardFor('killed-by-system', {}, one).sentence).toBe(sentence)
  })

  test('figures of the log stand beside it, as figures only', () => {
    const facts = { gpuModelBytes: 20 * gib, limitBytes: 22.9e9, systemFreeBytes: 1.2e9 }
    expect(cardFor('killed-by-system', facts).sentence).toBe(
      'llama.cpp was ended by SIGKILL; by whom is not known; it held 21.5 GB on the GPU; ' +
        'the GPU limit is 22.9 GB; 1.2 GB of RAM were free when it last said so',
    )
  })
})
