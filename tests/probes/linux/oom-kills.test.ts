import { describe, expect, test } from 'vitest'
import { parseKernelWords } from '../../../src/main/probes/linux/oom-kills.ts'

/** Lines as kernels print them, with names of ours. */
const journal = `1795255260.000001 host kernel: usb 1-1: new high-speed USB device
1795255262.123456 host kernel: Out of memory: Killed process 1234 (ollama) total-vm:30011220kB, anon-rss:11923884kB, file-rss:0kB, shmem-rss:0kB, UID:1000 pgtables:25000kB oom_score_adj:0
1795255263.000000 host kernel: Memory cgroup out of memory: Killed process 812 (llama-server) total-vm:9000kB
`

describe('the journal of the kernel', () => {
  test('names what was ended as memory ran out, with what it held', () => {
    const { kills, panic } = parseKernelWords(journal)
    expect(kills.map(({ line: _, ...kill }) => kill)).toEqual([
      {
        pid: 1_234,
        name: 'ollama',
        residentBytes: 11_923_884 * 1_024,
        isOfGroup: false,
        atMs: 1_795_255_262_123,
      },
      {
        pid: 812,
        name: 'llama-server',
        residentBytes: null,
        isOfGroup: true,
        atMs: 1_795_255_263_000,
      },
    ])
    expect(panic).toBeNull()
  })

  test('has the words of a panic', () => {
    const text = '1.5 host kernel: Kernel panic - not syncing: Fatal exception in interrupt\n'
    expect(parseKernelWords(text).panic).toBe(
      'Kernel panic - not syncing: Fatal exception in interrupt',
    )
  })

  test('that says nothing of that time is no failure; another text is one', () => {
    expect(parseKernelWords('')).toEqual({ kills: [], panic: null })
    expect(() => parseKernelWords('No journal files were found.\n')).toThrow('not the journal')
  })
})
