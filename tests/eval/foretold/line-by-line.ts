import type { Judge } from '../../../src/main/monitor/judge.ts'
import { createLogSenses } from '../../../src/main/monitor/logs/log-senses.ts'
import type { Alert } from '../../../src/shared/alert.ts'
import { looked } from '../../monitor/driven.ts'
import { fileStat } from '../../monitor/logs/placed.ts'
import { silentWorld } from '../../monitor/logs/silent-world.ts'
import { fakeLogs } from '../../monitor/logs/watched-logs.ts'
import { nothingKnown } from '../../web/fake-core.ts'

/** An alert, and the line with which it came. */
export interface Raised {
  readonly alert: Alert
  /** From 1. */
  readonly lineNumber: number
  readonly line: string
}

const path = '/log'

/** The alerts over a log that is written line by line, on a machine of which nothing else is known: by the parts of production. */
export async function alertsOver(text: string, judge: Judge): Promise<readonly Raised[]> {
  const { host, write, advance } = fakeLogs(new Map([[`stat ${path}`, fileStat(1)]]), 'darwin')
  const options = { roomCapBytes: null, logFiles: () => [path] }
  const signs = { world: silentWorld, told: () => [], isAppleSilicon: () => null }
  const { logs, toldAt } = createLogSenses(host, options, signs)
  const asked = logs.source.ask(host, host.clock.nowMs(), looked)
  await advance(0)
  await asked

  const raised = new Map<string, Raised>()
  text.split('\n').forEach((line, index) => {
    write(path, `${line}\n`)
    const atMs = host.clock.nowMs()
    const sources = [logs.source.statusAt(atMs, looked)]
    const snapshot = { ...nothingKnown, atMs, sources, ...toldAt(atMs, nothingKnown) }
    for (const alert of judge(snapshot, false).alerts)
      if (!raised.has(alert.id)) raised.set(alert.id, { alert, lineNumber: index + 1, line })
  })
  return [...raised.values()]
}
