import { medianOf } from '../../frame/median.ts'
import { isSnapshot } from '../../frame/sums.ts'
import type { Children } from '../../frame/children.ts'
import { headroomEntry } from '../../frame/serve.ts'
import { jsonIn } from '../../../src/shared/parse.ts'
import type { BenchNumber } from '../number.ts'

const runs = 10
const quickRuns = 3

/** A fresh process each time; the files are in the page cache from the second run on. */
export const number: BenchNumber = {
  name: 'status-cold',
  what: '`headroom status --json`, from its start to its end',
  run: async ({ children, isQuick }) => {
    const statusTimes: number[] = []
    const nodeTimes: number[] = []
    for (let run = 0; run < (isQuick ? quickRuns : runs); run++) {
      const status = await timed(children, [headroomEntry, 'status', '--json'])
      if (!isSnapshot(jsonIn(status.out))) throw new Error('status --json printed no Snapshot')
      statusTimes.push(status.tookMs)
      nodeTimes.push((await timed(children, ['-e', '0'])).tookMs)
    }
    const figure = (what: string, value: number) => ({ what, value, unit: 'ms', bar: null })
    return [
      { ...figure('status --json, median', medianOf(statusTimes)), bar: { most: 400 } },
      figure('status --json, worst', Math.max(...statusTimes)),
      figure('node -e 0, median (for scale)', medianOf(nodeTimes)),
    ]
  },
}

async function timed(
  children: Children,
  args: readonly string[],
): Promise<{ readonly tookMs: number; readonly out: string }> {
  const startedAt = performance.now()
  const child = children.start(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const pieces: Buffer[] = []
  child.stdout?.on('data', (piece: Buffer) => void pieces.push(piece))
  await child.ended
  return { tookMs: performance.now() - startedAt, out: Buffer.concat(pieces).toString('utf8') }
}
