import type { Alert, AlertFigures, AlertLine } from '../../src/shared/alert.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { formatSum } from '../../src/shared/units.ts'
import { bytesIn, bytesOfRule, tokensOfRule, wordsOfRule } from './agree-rules.ts'

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
      return wordsOfRule(alert, snapshot)
    case 'tokens':
      return tokensOfRule(alert, figures, snapshot)
    case 'memory':
      return [
        ...sumsOf(figures),
        ...lineOf(figures, snapshot),
        ...bytesOfRule[alert.rule](alert, figures, snapshot),
        ...severityOf(alert, figures),
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

/** null: no figure of a Snapshot. */
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

/** Beyond the minute that the word stands for only as long as a figure at the edge may keep it. */
const imminentUpToMs = 120_000

function severityOf({ severity }: Alert, { msLeft }: MemoryFigures): readonly string[] {
  return severity === 'imminent' && msLeft !== null && msLeft >= imminentUpToMs
    ? [`it is imminent, and there are ${msLeft} ms`]
    : []
}

/** A sentence that names need, have and gap names them so that they add up to the last digit. */
function asShown({ sentence }: Alert, figures: MemoryFigures): readonly string[] {
  const { gapBytes, haveBytes } = figures
  if (gapBytes === 0) return []
  const { total, parts } = formatSum([haveBytes, gapBytes])
  const missing = [total, ...parts].filter((shown) => !sentence.includes(shown))
  return missing.length === 0 ? [] : [`it does not say ${missing.join(', ')}: ${sentence}`]
}
