import type { Pid } from '../../../shared/ids.ts'
import { ParseError } from '../../../shared/parse.ts'
import type { MappedFile } from '../mapped-file.ts'
import type { Probe } from '../probe.ts'

/** The kernel lets a process have 65,530 mappings by default, of some 150 bytes a line. */
const mapsMaxBytes = 16 * 2 ** 20
/** `maps` waits for a lock of the process it belongs to. */
const mapsDeadlineMs = 500

export const mappedFiles = (id: Pid): Probe<readonly MappedFile[]> => ({
  question: {
    kind: 'file',
    path: `/proc/${id}/maps`,
    maxBytes: mapsMaxBytes,
    deadlineMs: mapsDeadlineMs,
  },
  parse: parseMappedFiles,
})

/** From its first byte to behind its last, within the file. */
interface Extent {
  readonly from: number
  readonly to: number
}

const row =
  /^([\da-f]{1,16})-([\da-f]{1,16}) [r-][w-][x-][sp] ([\da-f]{1,16}) \S+ (\d+)(?: +(.*))?$/

// 7f5c14000000-7f5c58a7d000 r--s 00000000 fe:00 1835021                    /home/ann/My Models/qwen3-4b.gguf
// 7f5c5a1ff000-7f5c5aa00000 rw-p 00000000 00:00 0                          [heap]
/**
 * The files among the mappings of a process (man 5 proc_pid_maps), each once: what is mapped twice is counted once. Not what
 * has no file: memory, devices, and files that were deleted. A last line that was cut is passed over.
 */
export function parseMappedFiles(text: string): readonly MappedFile[] {
  const lines = text.split('\n').slice(0, -1)
  const extents = new Map<string, Extent[]>()
  for (const line of lines) {
    const [, start = '', end = '', offset = '', inode, name = ''] = row.exec(line) ?? []
    if (inode === undefined) throw new ParseError('not the mappings of a process')
    if (inode === '0' || !isFile(name)) continue
    const path = name.replaceAll('\\012', '\n') // all that the kernel escapes
    const from = Number.parseInt(offset, 16)
    const length = Number.parseInt(end, 16) - Number.parseInt(start, 16)
    const known = extents.get(path)
    if (known === undefined) extents.set(path, [{ from, to: from + length }])
    else known.push({ from, to: from + length })
  }
  return [...extents].map(([path, all]) => ({ path, bytes: coveredBytes(all) }))
}

const isFile = (name: string): boolean =>
  /^\/(?!dev\/|memfd:|SYSV|anon_hugepage)/.test(name) && !name.endsWith(' (deleted)')

function coveredBytes(extents: readonly Extent[]): number {
  let covered = 0
  let end = 0
  for (const { from, to } of extents.toSorted((a, b) => a.from - b.from)) {
    covered += Math.max(0, to - Math.max(from, end))
    end = Math.max(end, to)
  }
  return covered
}
