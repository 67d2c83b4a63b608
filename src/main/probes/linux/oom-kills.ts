import { ParseError } from '../../../shared/parse.ts'
import type { Probe } from '../probe.ts'

/** A process that Linux ended as memory ran out: of the machine, or of its group alone. */
export interface OomKill {
  readonly pid: number
  readonly name: string
  readonly residentBytes: number | null
  readonly isOfGroup: boolean
  readonly atMs: number | null
  /** As printed, without its time. */
  readonly line: string
}

export interface KernelWords {
  readonly kills: readonly OomKill[]
  /** The last line of a panic; null: it tells of none. */
  readonly panic: string | null
}

export interface KernelWindow {
  readonly sinceMs: number
  readonly untilMs: number
  /** Of the boot before this one. */
  readonly isOtherBoot: boolean
}

/** Once, after an end. */
export const kernelWords = ({
  sinceMs,
  untilMs,
  isOtherBoot,
}: KernelWindow): Probe<KernelWords> => ({
  question: {
    kind: 'command',
    argv: [
      '/usr/bin/journalctl',
      '--dmesg',
      `--boot=${isOtherBoot ? -1 : 0}`,
      `--since=@${Math.floor(sinceMs / 1_000)}`,
      `--until=@${Math.ceil(untilMs / 1_000)}`,
      '--output=short-unix',
      '--quiet',
      '--no-pager',
    ],
    deadlineMs: 20_000,
    maxBytes: 4 * 2 ** 20,
  },
  parse: parseKernelWords,
})

const maxLineLength = 400

// 1763819941.123456 host kernel: Out of memory: Killed process 1234 (ollama) total-vm:30011220kB, anon-rss:11923884kB, file-rss:0kB, …
// 1763819941.123456 host kernel: Memory cgroup out of memory: Killed process 812 (llama-server) total-vm:…
// 1763819941.123456 host kernel: Kernel panic - not syncing: …
export function parseKernelWords(text: string): KernelWords {
  const lines = text.split('\n').filter((line) => line !== '')
  const said = lines.map((line) => /^(\d+\.\d+) \S+ kernel: (.*)$/.exec(line))
  if (lines.length > 0 && said.every((one) => one === null))
    throw new ParseError('not the journal of the kernel')
  const kills = said.flatMap((one): readonly OomKill[] => {
    const [, seconds, line = ''] = one ?? []
    const [, group, pid, name = '', rest = ''] =
      /^(Memory cgroup out|Out) of memory: Killed process (\d{1,9}) \((.{1,60}?)\) ?(.*)$/i.exec(
        line,
      ) ?? []
    if (pid === undefined) return []
    const kib = /\banon-rss:(\d{1,12})kB/.exec(rest)?.[1]
    return [
      {
        pid: Number(pid),
        name,
        residentBytes: kib === undefined ? null : Number(kib) * 1_024,
        isOfGroup: group !== 'Out',
        atMs: seconds === undefined ? null : Math.round(Number(seconds) * 1_000),
        line: line.slice(0, maxLineLength),
      },
    ]
  })
  const panics = said.flatMap((one) =>
    /^Kernel panic\b/.test(one?.[2] ?? '') ? [one?.[2] ?? ''] : [],
  )
  return { kills, panic: panics.at(-1)?.slice(0, maxLineLength) ?? null }
}
