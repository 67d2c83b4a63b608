import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod/mini'
import { jsonIn } from '../../../src/shared/parse.ts'
import { sleep, type Children } from '../../frame/children.ts'
import { createRandom } from '../../frame/random.ts'

const program = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
/** After the writer is done. */
const endsWithinMs = 20_000
const longestLifeMs = 4_000

const pieceShape = z.object({
  text: z.string(),
  skippedBytes: z.number(),
  position: z.unknown(),
  isNewFile: z.boolean(),
})
const summaryShape = z.object({
  written: z.number(),
  skippedBytes: z.number(),
  rotations: z.record(z.string(), z.number()),
})
export type Summary = z.infer<typeof summaryShape>

export interface Outcome {
  readonly wrote: Summary
  readonly kills: number
  /** What is wrong, each in a sentence. */
  readonly faults: readonly string[]
}

/** A writer that rotates its log at random, and a reader that is killed at random and goes on where it was. */
export async function race(
  children: Children,
  name: 'server.log' | 'link.log',
  forMs: number,
  seed: number,
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-log-tail-'))
  const path = join(folder, name)
  const toldPath = join(folder, 'told')
  const tally = createTally((last) => writeFileSync(toldPath, String(last)))
  const writer = children.start(
    process.execPath,
    [program('writer.ts'), path, toldPath, String(forMs), String(seed)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let said = ''
  writer.stdout?.on('data', (piece: Buffer) => {
    said += piece.toString('utf8')
  })
  const wrote = writer.ended.then(() => summaryShape.parse(jsonIn(said)))
  const kills = await readOnAndOn(children, path, tally, wrote, createRandom(seed + 1))
  const summary = await wrote
  rmSync(folder, { recursive: true })
  return { wrote: summary, kills, faults: tally.faults(summary) }
}

interface Tally {
  take(line: string): void
  position(): unknown
  isComplete(summary: Summary): boolean
  faults(summary: Summary): readonly string[]
}

function createTally(onTold: (last: number) => void): Tally {
  const faults: string[] = []
  let last = 0
  let skippedBytes = 0
  let position: unknown = null
  onTold(0)
  return {
    take: (line) => {
      const piece = pieceShape.safeParse(jsonIn(line))
      if (!piece.success) return
      position = piece.data.position
      skippedBytes += piece.data.skippedBytes
      for (const text of piece.data.text.split(/\r\n|\r|\n/)) {
        if (text === '') continue
        const number = Number.parseInt(text, 10)
        if (number !== last + 1) faults.push(`${number} came after ${last}: ${text.slice(0, 40)}`)
        last = number
      }
      onTold(last)
    },
    position: () => position,
    isComplete: ({ written }) => last >= written,
    faults: (summary) => {
      if (last !== summary.written) faults.push(`${last} of ${summary.written} lines came`)
      if (skippedBytes !== summary.skippedBytes)
        faults.push(`${skippedBytes} bytes were left out, not ${summary.skippedBytes}`)
      return faults
    },
  }
}

/** Until all is told; answers with how often the reader was killed. */
async function readOnAndOn(
  children: Children,
  path: string,
  tally: Tally,
  wrote: Promise<Summary>,
  random: () => number,
): Promise<number> {
  let summary: Summary | null = null
  let untilMs = Number.POSITIVE_INFINITY
  void wrote.then((known) => {
    summary = known
    untilMs = performance.now() + endsWithinMs
  })
  const isOver = (): boolean =>
    performance.now() > untilMs || (summary !== null && tally.isComplete(summary))
  let kills = 0
  for (; !isOver(); kills++) {
    const at = JSON.stringify(tally.position())
    const reader = children.start(process.execPath, [program('reader.ts'), path, at], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const closed = new Promise((resolve) => reader.stdout?.on('close', resolve))
    let rest = ''
    reader.stdout?.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      lines.forEach(tally.take)
    })
    const killAtMs = performance.now() + 300 + random() ** 2 * longestLifeMs
    // what is left when the writer is done may need some quiet
    while (!isOver() && (performance.now() < killAtMs || summary !== null)) await sleep(20)
    reader.signal('SIGKILL')
    await closed
  }
  return kills - 1
}
