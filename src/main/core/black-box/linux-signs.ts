import { printable } from '../../../shared/printable.ts'
import type { Reading } from '../../../shared/reading.ts'
import { isEngine } from '../../apps/engine.ts'
import type { KernelWords, OomKill } from '../../probes/linux/oom-kills.ts'
import type { EndedBySystem, EndSigns } from './end-signs.ts'

const journal = 'the journal of the kernel'

/** What Linux says of an end. */
export function linuxSigns(words: Reading<KernelWords>): EndSigns {
  if (words.kind !== 'ok')
    return {
      ...nothing,
      wouldTell: false,
      unread: [`The log of the kernel cannot be read: ${words.reason}`],
    }
  const { kills, panic } = words.value
  const panics = panic === null ? [] : [panic]
  return {
    ...nothing,
    panics: panics.map((text) => ({
      cause: 'other' as const,
      signature: { name: 'kernel panic', text: printable(text, 400), from: journal, process: null },
    })),
    ended: kills.map(endedBy),
    wouldTell: true,
    unread: [],
  }
}

const nothing = { panics: [], ended: [], ownCrash: null, others: [] } as const

const endedBy = ({ pid, name, residentBytes, atMs, line, isOfGroup }: OomKill): EndedBySystem => ({
  pid,
  name: printable(name, 60),
  bytes: residentBytes,
  reason: isOfGroup ? 'Memory cgroup out of memory' : 'Out of memory',
  atMs,
  isForMemory: true,
  isEngine: isEngine(name),
  signature: {
    name: 'Out of memory',
    text: printable(line, 400),
    from: journal,
    process: printable(name, 60),
  },
})
