import { exact, ParseError } from '../../../shared/parse.ts'
import type { Reading } from '../../../shared/reading.ts'
import type { GpuDevice } from '../../../shared/snapshot.ts'
import type { AskerAt } from '../../host/ask-at.ts'
import { read, type Probe } from '../probe.ts'

const programPaths = ['/usr/bin/nvidia-smi', '/usr/lib/wsl/lib/nvidia-smi'] as const
const columns = [
  'name',
  'memory.used',
  'memory.free',
  'utilization.gpu',
  'power.draw',
  'temperature.gpu',
].join(',')
const columnCount = columns.split(',').length
/** Waking a sleeping card takes seconds. */
const deadlineMs = 5_000

/** A card with a memory of its own. */
export type Card = GpuDevice & { readonly usableBytes: number }

export const nvidiaSmi = (program: string): Probe<readonly Card[]> => ({
  question: {
    kind: 'command',
    argv: [program, `--query-gpu=${columns}`, '--format=csv,noheader,nounits'],
    deadlineMs,
  },
  parse: parseNvidiaSmi,
})

// NVIDIA GeForce RTX 4090, 1203, 22933, 3, 21.40, 41
// NVIDIA GB10, [N/A], [N/A], 0, 4.12, 38
/** The cards with a memory of their own: one that shares the machine's RAM (GB10) names none, and is left out. */
export function parseNvidiaSmi(text: string): readonly Card[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  if (lines.length === 0) throw new ParseError('nvidia-smi names no card')
  return lines.flatMap((line) => {
    const fields = line.split(',').map((field) => field.trim())
    const [name, used, free, busy, watts, celsius] = fields
    if (name === undefined || fields.length !== columnCount) {
      throw new ParseError(`not a card: ${line}`)
    }
    if (isNotTold(used) && isNotTold(free)) return []
    const inUseBytes = mebibytes(used)
    return {
      name,
      // what the driver keeps for itself is in neither: total = reserved + used + free
      usableBytes: exact(inUseBytes + mebibytes(free)),
      inUseBytes,
      busyRatio: mapNumber(busy, (percent) => percent / 100),
      powerWatts: mapNumber(watts, (value) => value),
      clockHertz: null,
      celsius: mapNumber(celsius, (value) => value),
      coreCount: null,
    }
  })
}

const isNotTold = (field: string | undefined): boolean =>
  field === '0' || /^\[(N\/A|Not Supported)\]$/i.test(field ?? '')

const mapNumber = (field: string | undefined, map: (value: number) => number): number | null =>
  field !== undefined && /^\d{1,12}(\.\d+)?$/.test(field) ? map(Number(field)) : null

function mebibytes(field: string | undefined): number {
  const bytes = mapNumber(field, (value) => Math.round(value * 2 ** 20))
  if (bytes === null) throw new ParseError('this card does not tell its memory')
  return exact(bytes)
}

/**
 * No card, or no driver loaded for it: then no program can use one. A driver that does not fit its library (updated, not
 * restarted) is a failure: programs that run go on holding the card's memory.
 */
const hasNoCard = (reason: string): boolean =>
  /no devices were found|couldn't communicate with the NVIDIA driver/i.test(reason)

/** The cards of this machine; absent where the program is not there, or finds no driver. */
export async function readNvidiaGpus(asker: AskerAt): Promise<Reading<readonly Card[]>> {
  const { atMs } = asker
  for (const program of programPaths) {
    const stat = await asker.ask({ kind: 'stat', path: program })
    if (stat.kind !== 'ok') continue
    const reading = await read(asker, nvidiaSmi(program))
    if (reading.kind === 'failed' && hasNoCard(reading.reason))
      return { ...reading, kind: 'absent' }
    if (reading.kind !== 'ok' || reading.value.length > 0) return reading
    const reason = 'no card with a memory of its own'
    return { kind: 'absent', reason, atMs, tookMs: reading.tookMs }
  }
  return { kind: 'absent', reason: 'nvidia-smi is not installed', atMs, tookMs: asker.tookMs() }
}
