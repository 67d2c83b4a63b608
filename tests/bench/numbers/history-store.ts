import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod/mini'
import { createStoreKeeper } from '../../../src/main/history/store/store-keeper.ts'
import { createLocalHost } from '../../../src/main/host/local.ts'
import { jsonIn } from '../../../src/shared/parse.ts'
import { medianOf } from '../../frame/median.ts'
import { dayMs, hourMs, t0 } from '../../history/moments.ts'
import type { BenchNumber, Figure } from '../number.ts'

const writer = fileURLToPath(new URL('../history/month-writer.ts', import.meta.url))
const fineDays = 2
const runs = 9
const mostPoints = 2_000
/** Less than the pictures of one web page a minute: an SSD takes it for centuries. */
const writtenBarMb = 100
/** A tick of a second has room for it; nobody sees a screen wait for less. */
const batchBarMs = 5
/** Once a minute, on a disk that others use as well. */
const slowestBarMs = 15
const readBarMs = 50
const sizeBarMb = 20

const wroteShape = z.object({ bytesADay: z.number(), batchesMs: z.array(z.number()) })

/** A month on the disk: how large it is, what it writes, and how long it takes to ask. */
export const number: BenchNumber = {
  name: 'history-store',
  what: 'a month of history on the disk: its size, what is written a day, and how fast it answers',
  run: async ({ children, isQuick }) => {
    const folder = mkdtempSync(join(tmpdir(), 'headroom-history-store-'))
    const path = join(folder, 'history.sqlite')
    try {
      const child = children.start(
        process.execPath,
        [writer, path, String(isQuick ? 0.25 : fineDays)],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      )
      let said = ''
      child.stdout?.on('data', (piece: Buffer) => {
        said += piece.toString('utf8')
      })
      await child.ended
      const wrote = wroteShape.parse(jsonIn(said))
      const batches = wrote.batchesMs.toSorted((one, other) => one - other)
      return [
        figure('size of the file', statSync(path).size / 1e6, 'MB', sizeBarMb),
        figure(
          'written a day',
          wrote.bytesADay / 1e6,
          'MB',
          writtenBarMb,
          'wchar of /proc/self/io; what is mapped is not in it',
        ),
        figure('a batch of a minute, the median', medianOf(batches), 'ms', batchBarMs),
        figure(
          'a batch of a minute, of a hundred the slowest',
          batches[Math.floor(batches.length * 0.99)] ?? null,
          'ms',
          slowestBarMs,
          'each waits for the disk once',
        ),
        ...(await readTimes(path)),
      ]
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
}

async function readTimes(path: string): Promise<readonly Figure[]> {
  const host = createLocalHost()
  const spans = { 'an hour': hourMs, 'a day': dayMs, 'a week': 7 * dayMs, 'a month': 30 * dayMs }
  const untilMs = t0 + 30 * dayMs + 1
  const openMs: number[] = []
  const times = new Map<string, number[]>()
  for (let run = 0; run < runs; run++) {
    const keeper = createStoreKeeper({
      host,
      path,
      mayWrite: true,
      isKept: true,
      say: () => undefined,
    })
    const openedAt = performance.now()
    await keeper.read({ sinceMs: untilMs - 1_000, untilMs, mostPoints: 1 })
    openMs.push(performance.now() - openedAt)
    for (const [name, spanMs] of Object.entries(spans)) {
      const startedAt = performance.now()
      await keeper.read({ sinceMs: untilMs - spanMs, untilMs, mostPoints })
      times.set(name, [...(times.get(name) ?? []), performance.now() - startedAt])
    }
    await keeper.close()
  }
  await host.close()
  return [
    figure('opened and looked through, to its first answer', medianOf(openMs), 'ms', readBarMs),
    ...[...times].map(([name, of]) => figure(`asked for ${name}`, medianOf(of), 'ms', readBarMs)),
  ]
}

const figure = (
  what: string,
  value: number | null,
  unit: string,
  most: number | null,
  note?: string,
): Figure => ({
  what,
  value,
  unit,
  bar: most === null ? null : { most },
  ...(note === undefined ? {} : { note }),
})
