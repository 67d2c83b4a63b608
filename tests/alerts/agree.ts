import type { Alert, AlertFigures, AlertLine } from '../../src/shared/alert.ts'
import type { Part, Snapshot } from '../../src/shared/snapshot.ts'
import { formatSum } from '../../src/shared/units.ts'

type MemoryFigures = Extract<AlertFigures, { kind: 'memory' }>

/**
 * What of a Snapshot's alerts does not go with the rest of it, a sentence each: figures that are others than the machine's, sums
 * that do not add up, things that are not there. Those that are stale or clearing show no figures.
 */
export const disagreementsIn = (snapshot: Snapshot): readonly string[] =>
  snapshot.alerts.flatMap((alert) =>
    [
      ...orderIn(alert, snapshot),
      ...subjectsOf(alert, snapshot),
      ...(alert.isStale || alert.isClearing ? [] : figuresOf(alert, snapshot)),
    ].map((what) => `${alert.id} at ${snapshot.atMs}: ${what}`),
  )

function orderIn(alert: Alert, { alerts, atMs }: Snapshot): readonly string[] {
  const wrong: string[] = []
  if (alerts.filter(({ id }) => id === alert.id).length > 1) wrong.push('its id is not its own')
  if (alert.sinceMs > atMs || alert.atMs > atMs) wrong.push('it is of the future')
  if (alert.title === '' || alert.sentence === '') wrong.push('it says nothing')
  if (alert.title.length > 60) wrong.push(`its title is too long: ${alert.title}`)
  if (alert.sentence.length > 240) wrong.push(`its sentence is too long: ${alert.sentence}`)
  if (/NaN|undefined|null|Infinity/.test(`${alert.title} ${alert.sentence} ${alert.advice ?? ''}`))
    wrong.push(`it says what no person says: ${alert.sentence}`)
  return wrong
}

/** What it is about has to be there, as long as it is not over. */
function subjectsOf({ about, isStale, isClearing }: Alert, snapshot: Snapshot): readonly string[] {
  if (isStale || isClearing) return []
  const missing = (
    what: string,
    id: string | null,
    all: readonly { readonly id: string }[],
  ): readonly string[] =>
    id === null || all.some((one) => one.id === id) ? [] : [`there is no ${what} ${id}`]
  return [
    ...missing('app', about.appId, snapshot.apps),
    ...missing('model', about.modelId, snapshot.models),
    ...missing('server', about.serverId, snapshot.servers),
    ...missing('load', about.loadId, snapshot.loads),
    ...missing('finding', about.findingId, snapshot.findings),
    ...missing('source', about.sourceId, snapshot.sources),
  ]
}

function figuresOf(alert: Alert, snapshot: Snapshot): readonly string[] {
  const { figures } = alert
  switch (figures.kind) {
    case 'none':
      return []
    case 'tokens':
      return figures.haveTokens > figures.contextTokens ? ['more tokens than its context has'] : []
    case 'memory':
      return [
        ...sumsOf(figures),
        ...lineOf(figures, snapshot),
        ...ofRule(alert, figures, snapshot),
        ...asShown(alert, figures),
      ]
  }
}

function sumsOf(figures: MemoryFigures): readonly string[] {
  const { needBytes, haveBytes, gapBytes, toFreeBytes, lineBytes, msLeft } = figures
  const wrong: string[] = []
  const all = [needBytes, haveBytes, gapBytes, toFreeBytes, lineBytes, msLeft ?? 0]
  if (!all.every((one) => Number.isFinite(one) && one >= 0)) wrong.push(`no figures: ${all.join()}`)
  if (gapBytes !== Math.max(0, needBytes - haveBytes))
    wrong.push('need, have and gap do not add up')
  if (gapBytes > 0 && toFreeBytes === 0) wrong.push('something lacks, and nothing is to be freed')
  return wrong
}

const bytesIn = <T extends object>(part: Part<T>, of: (value: T) => number): number | null =>
  part.kind === 'ok' ? of(part) : null

const lineIn: Readonly<Record<AlertLine, (snapshot: Snapshot) => number | null>> = {
  gpu: ({ limit }) => bytesIn(limit, ({ limitBytes }) => limitBytes),
  ram: ({ memory }) => bytesIn(memory, ({ totalBytes }) => totalBytes),
  disk: ({ disk }) => bytesIn(disk, ({ totalBytes }) => totalBytes),
  pressure: () => null,
  share: () => null,
  before: () => null,
}

function lineOf({ line, lineBytes }: MemoryFigures, snapshot: Snapshot): readonly string[] {
  const expected = lineIn[line](snapshot)
  return expected === null || expected === lineBytes
    ? []
    : [`its line is ${lineBytes}, and that of the Snapshot ${expected}`]
}

/** The Snapshot's own figure that a rule must have taken; null: none is named here. */
function ofRule(
  alert: Alert,
  { needBytes, haveBytes, line, msLeft }: MemoryFigures,
  snapshot: Snapshot,
): readonly string[] {
  const same = (what: string, got: number | null, expected: number | null): readonly string[] =>
    expected === null || got === expected ? [] : [`${what} is ${got}, and ${expected} there`]
  const { gpu, limit, forecast, pressure, loads, disk } = snapshot
  switch (alert.rule) {
    case 'past-limit':
      return [
        ...same(
          'need',
          needBytes,
          bytesIn(gpu, ({ inUseBytes }) => inUseBytes),
        ),
        ...same(
          'have',
          haveBytes,
          bytesIn(limit, ({ limitBytes }) => limitBytes),
        ),
      ]
    case 'will-not-fit': {
      const need = loads.find(({ id }) => id === alert.about.loadId)?.need
      const deciding = need?.kind === 'ok' ? need.deciding : null
      if (alert.about.loadId === null || deciding === null) return []
      return [
        ...same('need', needBytes, deciding.needBytes),
        ...same('have', haveBytes, deciding.roomBytes),
      ]
    }
    case 'running-out': {
      const runsOut = forecast.kind === 'ok' ? forecast.runsOut : null
      if (runsOut === null) return ['the forecast says nothing of it']
      if (line !== runsOut.line) return [`its line is ${line}`]
      return [
        ...same('have', haveBytes, runsOut.roomBytes),
        ...same('time left', msLeft, runsOut.msLeft),
      ]
    }
    case 'pressure':
      return same(
        'have',
        haveBytes,
        bytesIn(pressure, ({ kernel }) => kernel?.availableBytes ?? haveBytes),
      )
    case 'swap-disk':
      return same(
        'have',
        haveBytes,
        bytesIn(disk, ({ freeBytes }) => freeBytes),
      )
    default: // the others are held by their own tests
      return []
  }
}

/** A sentence that names need, have and gap names them so that they add up to the last digit. */
function asShown({ sentence }: Alert, figures: MemoryFigures): readonly string[] {
  const { gapBytes, haveBytes } = figures
  if (gapBytes === 0) return []
  const { total, parts } = formatSum([haveBytes, gapBytes])
  const missing = [total, ...parts].filter((shown) => !sentence.includes(shown))
  return missing.length === 0 ? [] : [`it does not say ${missing.join(', ')}: ${sentence}`]
}
