import {
  macmonNotInstalled,
  mactopNotInstalled,
  powerIsOff,
  powermetricsNeedsPermission,
  powerNeedsPermission,
} from '../../../shared/facts.ts'
import { powermetricsRulePath } from '../../../shared/powermetrics-rule.ts'
import type { Reading } from '../../../shared/reading.ts'
import type { PowerSourceChoice } from '../../../shared/settings.ts'
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

/**
 * GPU power by `powermetrics` where a rule of sudo allows it, else by an installed `macmon`, else absent: never 0 W. Where the user
 * has chosen one, by that one or not at all. powermetrics ends by itself after 300 samples and is then started again.
 */
export function createPowerStream(
  host: Host,
  chosen: () => PowerSourceChoice = () => 'auto',
): StreamReader<Power> {
  const readerOf = (choice: PowerSourceChoice) => ({
    choice,
    ...createStreamReader(host, (asker) => choose(asker, choice)),
  })
  let reader = readerOf(chosen())
  return {
    read: (asker) => {
      const choice = chosen()
      if (choice !== reader.choice) {
        reader.stop()
        reader = readerOf(choice)
      }
      return reader.read(asker)
    },
    stop: (why) => reader.stop(why),
  }
}

type Chosen = Reading<StreamChoice<Power>>

async function choose(asker: AskerAt, choice: PowerSourceChoice): Promise<Chosen> {
  switch (choice) {
    case 'auto': {
      const best = (await powermetrics(asker)) ?? (await macmon(asker))
      return best ?? absent(asker, powerNeedsPermission)
    }
    case 'powermetrics':
      return (await powermetrics(asker)) ?? absent(asker, powermetricsNeedsPermission)
    case 'macmon':
      return (await macmon(asker)) ?? absent(asker, macmonNotInstalled)
    case 'mactop':
      return absent(asker, mactopNotInstalled)
    case 'off':
      return absent(asker, powerIsOff)
  }
}

const absent = ({ atMs }: AskerAt, reason: string): Chosen => ({
  kind: 'absent',
  reason,
  atMs,
  tookMs: 0,
})

const found = ({ atMs }: AskerAt, value: StreamChoice<Power>): Chosen => ({
  kind: 'ok',
  value,
  atMs,
  tookMs: 0,
})

/** null: it may not be run. */
async function powermetrics(asker: AskerAt): Promise<Chosen | null> {
  const rule = await asker.ask({ kind: 'stat', path: powermetricsRulePath })
  const permission = rule.kind === 'ok' ? await read(asker, powermetricsPermission) : rule
  return permission.kind === 'ok'
    ? found(asker, { argv: powermetricsArgv, createTake: takeDocuments })
    : null
}

/** null: it is not there. */
async function macmon(asker: AskerAt): Promise<Chosen | null> {
  for (const path of macmonPaths) {
    const installed = await asker.ask({ kind: 'stat', path })
    if (installed.kind === 'ok')
      return found(asker, { argv: macmonArgv(path), createTake: takeLines })
  }
  return null
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
