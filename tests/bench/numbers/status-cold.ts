import { existsSync } from 'node:fs'
import { medianOf } from '../../frame/median.ts'
import { isSnapshot } from '../../frame/sums.ts'
import type { Children } from '../../frame/children.ts'
import { headroomEntry } from '../../frame/serve.ts'
import { jsonIn } from '../../../src/shared/parse.ts'
import type { BenchNumber } from '../number.ts'

/** What others take to say once how a machine is, and end. */
const others = [
  { what: 'top -b -n 1, median', file: '/usr/bin/top', args: ['-b', '-n', '1'] },
  {
    what: 'glances, one line of standard output, median',
    file: '/usr/bin/glances',
    args: ['-q', '--stdout', 'cpu.user,mem.used', '--stop-after', '1'],
  },
] as const

const runs = 10
const quickRuns = 3

/** A fresh process each time; the files are in the page cache from the second run on. */
export const number: BenchNumber = {
  name: 'status-cold',
  what: '`headroom status --json`, from its start to its end',
  run: async ({ children, isQuick }) => {
    const statusTimes: number[] = []
    const nodeTimes: number[] = []
    const otherTimes: readonly number[][] = others.map(() => [])
    for (let run = 0; run < (isQuick ? quickRuns : runs); run++) {
      const status = await timed(children, process.execPath, [headroomEntry, 'status', '--json'])
      if (!isSnapshot(jsonIn(status.out))) throw new Error('status --json printed no Snapshot')
      statusTimes.push(status.tookMs)
      nodeTimes.push((await timed(children, process.execPath, ['-e', '0'])).tookMs)
      for (const [index, { file, args }] of others.entries())
        if (existsSync(file)) otherTimes[index]?.push((await timed(children, file, args)).tookMs)
    }
    const figure = (what: string, value: number) => ({ what, value, unit: 'ms', bar: null })
    return [
      { ...figure('status --json, median', medianOf(statusTimes)), bar: { most: 400 } },
      figure('status --json, worst', Math.max(...statusTimes)),
      figure('node -e 0, median (for scale)', medianOf(nodeTimes)),
      ...others.map(({ what, file }, index) => {
        const times = otherTimes[index] ?? []
        if (times.length > 0) return figure(what, medianOf(times))
        return { ...figure(what, 0), value: null, note: `${file} is not installed` }
      }),
    ]
  },
}

async function timed(
  children: Children,
  program: string,
  args: readonly string[],
): Promise<{ readonly tookMs: number; readonly out: string }> {
  const startedAt = performance.now()
  const child = children.start(program, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const pieces: Buffer[] = []
  child.stdout?.on('data', (piece: Buffer) => void pieces.push(piece))
  await child.ended
  return { tookMs: performance.now() - startedAt, out: Buffer.concat(pieces).toString('utf8') }
}
