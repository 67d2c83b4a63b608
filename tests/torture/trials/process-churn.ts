import { sleep, type Children } from '../../frame/children.ts'
import { headroomEntry } from '../../frame/serve.ts'
import { isSnapshot, wrongSumsOf } from '../../frame/sums.ts'
import { jsonIn } from '../../../src/shared/parse.ts'
import type { Trial } from '../trial.ts'

const forMs = 60_000
const batchEveryMs = 40
const batchSize = 25
/** Some end at once, some live over a tick or two. */
const lifetimes = ['0', '0.01', '0.05', '0.3', '1.2']
/** One tick a second; the first and the last may be cut off. */
const leastLines = 55
const startsWithinMs = 5_000

/** Hundreds of programs a second come and go while `watch --json` looks. */
export const trial: Trial = {
  name: 'process-churn',
  what: '`watch --json` while hundreds of programs a second start and end',
  run: async ({ children }) => {
    const watch = children.start(process.execPath, [headroomEntry, 'watch', '--json'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let out = ''
    let said = ''
    watch.stdout?.on('data', (piece: Buffer) => {
      out += piece.toString('utf8')
    })
    watch.stderr?.on('data', (piece: Buffer) => {
      said += piece.toString('utf8')
    })
    const until = performance.now() + startsWithinMs
    while (out === '' && performance.now() < until) await sleep(batchEveryMs)
    const startedCount = await churn(children)
    watch.signal('SIGTERM')
    const code = await watch.ended

    const lines = out.split('\n')
    const faults = lines.slice(0, -1).flatMap(faultsOf)
    if (lines.at(-1) !== '') faults.push('the last line is cut off')
    if (lines.length - 1 < leastLines) faults.push(`only ${lines.length - 1} lines`)
    if (said !== '') faults.push(`it said: ${said.trim()}`)
    if (code !== 0) faults.push(`watch ended with ${code}`)
    const perSecond = Math.round(startedCount / (forMs / 1000))
    return {
      trials: lines.length - 1,
      faults,
      figures: [
        `${lines.length - 1} Snapshots, whole and adding up`,
        `${startedCount} programs started and ended, ${perSecond} a second`,
      ],
    }
  },
}

/** Answers with how many were started. */
async function churn(children: Children): Promise<number> {
  const until = performance.now() + forMs
  let count = 0
  while (performance.now() < until) {
    for (let index = 0; index < batchSize; index++) {
      const lifetime = lifetimes[count % lifetimes.length] ?? '0'
      children.start('/bin/sleep', [lifetime])
      count++
    }
    await sleep(batchEveryMs)
  }
  return count
}

function faultsOf(line: string, index: number): string[] {
  const where = `line ${index + 1}`
  let snapshot: unknown
  try {
    snapshot = jsonIn(line)
  } catch {
    // ParseError
    return [`${where} is not JSON`]
  }
  if (!isSnapshot(snapshot)) return [`${where} is no Snapshot`]
  return [
    ...wrongSumsOf(snapshot).map(
      (sum) => `${where}: ${sum.field} is ${sum.got}, not ${sum.expected}`,
    ),
    ...snapshot.sources
      .filter((source) => source.kind === 'failed')
      .map((source) => `${where}: source ${source.id} failed: ${source.reason}`),
  ]
}
