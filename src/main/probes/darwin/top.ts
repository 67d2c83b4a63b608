import type { Pid } from '../../../shared/ids.ts'
import { ParseError } from '../../../shared/parse.ts'
import type { Probe } from '../probe.ts'
import { decimalIn, divided, ratioOf } from './forms/amount.ts'
import { countIn, sizeIfAny } from './forms/figure.ts'
import { topCellsOf, topPidIn, topSizeIn } from './top-cells.ts'
import { wholeLines } from './forms/whole-lines.ts'
import { isHeader, wordsOf, type Word } from './forms/words.ts'

/** A process in `top`'s table; null where the table has no such column. */
export interface TopRow {
  readonly pid: Pid
  /** Cut at 16 characters. */
  readonly command: string | null
  /** Physical footprint, rounded as printed: in steps of 1 GiB above 10. */
  readonly memoryBytes: number | null
  readonly compressedBytes: number | null
  readonly parentPid: Pid | null
  readonly userId: number | null
  /** Apple's energy impact, without a unit. In the first sample it is 0 for all. */
  readonly powerImpact: number | null
}

/** One sample of `top -l`: its header and its table; null where the header does not say it. */
export interface TopSample {
  readonly rows: readonly TopRow[]
  readonly processCount: number | null
  readonly runningCount: number | null
  readonly threadCount: number | null
  /** File cache included: always near the whole RAM. */
  readonly physMemUsedBytes: number | null
  readonly wiredBytes: number | null
  readonly compressorBytes: number | null
  readonly unusedBytes: number | null
  /** Since boot; the deltas since the sample before. */
  readonly swapInCount: number | null
  readonly swapInDelta: number | null
  readonly swapOutCount: number | null
  readonly swapOutDelta: number | null
  readonly cpuUserRatio: number | null
  readonly cpuSystemRatio: number | null
  readonly cpuIdleRatio: number | null
}

/** It looks at every process: about a second of CPU at 800 of them. */
const deadlineMs = 10_000

/** The 30 processes of the largest footprint: all users', without privilege. */
export const top: Probe<TopSample> = {
  question: {
    kind: 'command',
    argv: ['/usr/bin/top', '-l', '1', '-o', 'mem', '-n', '30', '-stats', 'pid,command,mem,cmprs'],
    deadlineMs,
  },
  parse: parseLastTop,
}

/** The sample to use: the first of several has no rates. Throws ParseError. */
function parseLastTop(text: string): TopSample {
  const last = parseTop(text).at(-1)
  if (last === undefined) throw new ParseError('not a sample of top')
  return last
}

// Processes: 616 total, 4 running, 612 sleeping, 2791 threads
// CPU usage: 25.73% user, 16.91% sys, 57.35% idle
// PhysMem: 31G used (2221M wired, 1884M compressor), 344M unused.
// VM: 251T vsize, 5703M framework vsize, 9987105(272) swapins, 11672800(0) swapouts.
//
// PID    COMMAND          MEM   CMPRS
// 99060  ContainerMetadat 4208K 3760K
// 71083* Brave Browser    1423M+ 0B
/** All samples of `top -l`; a table without the header before it is a sample as well. Throws ParseError where there is none. */
export function parseTop(text: string): readonly TopSample[] {
  const samples = samplesIn(wholeLines(text))
  if (samples.length === 0) throw new ParseError('not the output of top')
  return samples.map(sampleOf)
}

const startsTable = (line: string): boolean => line.includes('PID') && isHeader(wordsOf(line))

/** The lines of each sample: its header begins one, and so does a table that follows another. */
function samplesIn(lines: readonly string[]): readonly (readonly string[])[] {
  const starts: number[] = []
  let hasTable = true
  for (const [index, line] of lines.entries()) {
    const isHead = line.startsWith('Processes: ')
    const isTable = startsTable(line)
    if (isHead || (isTable && hasTable)) starts.push(index)
    if (isHead || isTable) hasTable = isTable
  }
  return starts.map((start, index) => lines.slice(start, starts[index + 1] ?? lines.length))
}

function sampleOf(lines: readonly string[]): TopSample {
  const tableAt = lines.findIndex(startsTable)
  if (tableAt < 0) return { rows: [], ...headIn(lines) }
  const columns = wordsOf(lines[tableAt] ?? '')
  const below = lines.slice(tableAt + 1)
  const endAt = below.findIndex((line) => line.trim() === '')
  const rows = (endAt < 0 ? below : below.slice(0, endAt)).flatMap((line) => rowOf(line, columns))
  return { rows, ...headIn(lines.slice(0, tableAt)) }
}

function rowOf(line: string, columns: readonly Word[]): readonly TopRow[] {
  const cells = topCellsOf(line, wordsOf(line), columns)
  const own = topPidIn(cells?.cell('PID'))
  if (cells === null || own === null) return []
  const { command, cell } = cells
  return [
    {
      pid: own,
      command,
      memoryBytes: topSizeIn(cell('MEM')),
      compressedBytes: topSizeIn(cell('CMPRS')),
      parentPid: topPidIn(cell('PPID')),
      userId: countIn(cell('UID')),
      powerImpact: decimalIn(cell('POWER')),
    },
  ]
}

type Head = Omit<TopSample, 'rows'>

function headIn(lines: readonly string[]): Head {
  const lineOf = (label: string): string =>
    lines.find((line) => line.startsWith(`${label}: `))?.slice(label.length + 1) ?? ''
  const [processes, cpu] = [lineOf('Processes'), lineOf('CPU usage')]
  const [memory, virtual] = [lineOf('PhysMem'), lineOf('VM')]
  const before = (line: string, word: string): string | undefined =>
    new RegExp(`[ (]([\\d.,]+[A-Z%]?) ${word}\\b`).exec(line)?.[1]
  const ratio = (word: string): number | null =>
    ratioOf(divided(decimalIn(/^(.+)%$/.exec(before(cpu, word) ?? '')?.[1]), 1e2))
  const swap = (word: string): RegExpExecArray | null =>
    new RegExp(` (\\d+)(?:\\((-?\\d+)\\))? ${word}\\b`).exec(virtual)
  const [swapIns, swapOuts] = [swap('swapins'), swap('swapouts')]
  return {
    processCount: countIn(before(processes, 'total')),
    runningCount: countIn(before(processes, 'running')),
    threadCount: countIn(before(processes, 'threads')),
    physMemUsedBytes: sizeIfAny(before(memory, 'used')),
    wiredBytes: sizeIfAny(before(memory, 'wired')),
    compressorBytes: sizeIfAny(before(memory, 'compressor')),
    unusedBytes: sizeIfAny(before(memory, 'unused')),
    swapInCount: countIn(swapIns?.[1]),
    swapInDelta: countIn(swapIns?.[2]),
    swapOutCount: countIn(swapOuts?.[1]),
    swapOutDelta: countIn(swapOuts?.[2]),
    cpuUserRatio: ratio('user'),
    cpuSystemRatio: ratio('sys'),
    cpuIdleRatio: ratio('idle'),
  }
}
