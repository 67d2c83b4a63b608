import { powerNeedsPermission } from '../../../shared/facts.ts'
import type { Reading } from '../../../shared/reading.ts'
import type { Power } from '../../../shared/snapshot.ts'
import type { AskerAt } from '../../host/ask-at.ts'
import type { Host } from '../../host/host.ts'
import { macmonArgv, macmonPaths, parseMacmonLine } from '../../probes/darwin/macmon.ts'
import {
  parsePowerDocument,
  powermetricsArgv,
  powermetricsPermission,
} from '../../probes/darwin/powermetrics.ts'
import { createPowerDocuments } from '../../probes/darwin/powermetrics-stream.ts'
import { read } from '../../probes/probe.ts'
import { createStreamReader, type StreamChoice, type StreamReader } from '../stream-reader.ts'

/** The rule that Headroom's installer writes (electron.md §8): without it `sudo` is not even asked. */
const sudoRulePath = '/etc/sudoers.d/headroom-powermetrics'

/**
 * GPU power by `powermetrics` where a rule of sudo allows it, else by an installed `macmon`, else absent: never 0 W.
 * powermetrics ends by itself after 300 samples and is then started again.
 */
export const createPowerStream = (host: Host): StreamReader<Power> =>
  createStreamReader(host, choose)

async function choose(asker: AskerAt): Promise<Reading<StreamChoice<Power>>> {
  const { atMs } = asker
  const chosen = (value: StreamChoice<Power>): Reading<StreamChoice<Power>> => ({
    kind: 'ok',
    value,
    atMs,
    tookMs: 0,
  })
  const rule = await asker.ask({ kind: 'stat', path: sudoRulePath })
  const permission = rule.kind === 'ok' ? await read(asker, powermetricsPermission) : rule
  if (permission.kind === 'ok') return chosen({ argv: powermetricsArgv, createTake: takeDocuments })
  for (const path of macmonPaths) {
    const installed = await asker.ask({ kind: 'stat', path })
    if (installed.kind === 'ok') return chosen({ argv: macmonArgv(path), createTake: takeLines })
  }
  return { kind: 'absent', reason: powerNeedsPermission, atMs, tookMs: 0 }
}

function takeDocuments(): (piece: string) => Power | null {
  const documents = createPowerDocuments()
  return (piece) => {
    const last = documents.take(piece).at(-1)
    if (last === undefined) return null
    const { gpuWatts, cpuWatts, gpuClockHertz } = parsePowerDocument(last)
    return gpuWatts === null ? null : { source: 'powermetrics', gpuWatts, cpuWatts, gpuClockHertz }
  }
}

/** A line of macmon has some 2 kB; what is longer is none of its lines. */
const maxLineLength = 65_536

function takeLines(): (piece: string) => Power | null {
  let rest = ''
  return (piece) => {
    const lines = `${rest}${piece}`.split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > maxLineLength) rest = ''
    const last = lines.findLast((line) => line.trim() !== '')
    if (last === undefined) return null
    const { gpuWatts, cpuWatts, gpuClockHertz } = parseMacmonLine(last)
    return gpuWatts === null ? null : { source: 'macmon', gpuWatts, cpuWatts, gpuClockHertz }
  }
}
