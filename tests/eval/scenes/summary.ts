import type { Table, Wrong } from '../suite.ts'
import { quantile, quantileInterval, ratePerHour, wilson } from './intervals.ts'
import type { FailureVerdict, FalseAlert, Verdict } from './judge-scene.ts'

/** Bars of design §7. */
const bars = { foretoldRatio: 0.95, medianLeadSeconds: 45, p10LeadSeconds: 15 } as const

interface Failed extends Verdict {
  readonly failure: FailureVerdict
}

const isFailed = (verdict: Verdict): verdict is Failed => verdict.failure !== null
const isForetellable = ({ failure }: Failed): boolean => failure.unforetellable === null

/** Of those that could be foretold; an end that nobody foretold has no lead, and counts as 0. */
function leadsOf(failed: readonly Failed[]): readonly number[] {
  return failed.filter(isForetellable).map(({ failure }) => failure.leadSeconds ?? 0)
}

export function shareOf(failed: readonly Failed[]) {
  const could = failed.filter(isForetellable)
  const foretold = could.filter(({ failure }) => failure.isForetold)
  const weighed = could.filter(({ failure }) => failure.isBeforeWeights !== null)
  const inTime = weighed.filter(({ failure }) => failure.isBeforeWeights === true)
  const leads = leadsOf(failed)
  return {
    n: failed.length,
    foretellable: could.length,
    foretold: foretold.length,
    foretoldInterval: wilson(foretold.length, could.length),
    medianLeadSeconds: quantile(leads, 0.5),
    medianLeadInterval: quantileInterval(leads, 0.5),
    p10LeadSeconds: quantile(leads, 0.1),
    p10LeadInterval: quantileInterval(leads, 0.1),
    ...(weighed.length === 0
      ? {}
      : {
          beforeWeights: inTime.length,
          ofLoads: weighed.length,
          beforeWeightsInterval: wilson(inTime.length, weighed.length),
        }),
  }
}

export interface Summary {
  readonly total: number
  readonly right: number
  readonly wrong: readonly Wrong[]
  readonly table: Table
  readonly tableBelow: Table
  readonly further: Readonly<Record<string, unknown>>
}

/** What design §7 has bars for. */
export function figuresOf(verdicts: readonly Verdict[]) {
  const failed = verdicts.filter(isFailed)
  const clean = verdicts.filter(({ group }) => group === 'clean')
  return {
    all: shareOf(failed),
    growth: shareOf(failed.filter(({ group }) => group === 'growth')),
    loads: shareOf(failed.filter(({ group }) => group === 'load')),
    cleanHours: clean.reduce((sum, { hours }) => sum + hours, 0),
    falseAlerts: clean.reduce((sum, one) => sum + one.falseAlerts.length, 0),
    flaps: verdicts.reduce((sum, one) => sum + one.flaps.length, 0),
  }
}

export function summaryOf(verdicts: readonly Verdict[], seed: string): Summary {
  const failed = verdicts.filter(isFailed)
  const { all, growth, loads, cleanHours, falseAlerts: falseCount } = figuresOf(verdicts)
  const falseAlerts = verdicts.flatMap((one) => (one.group === 'clean' ? one.falseAlerts : []))
  const plainlyWrong = failed.flatMap((one) => one.falseAlerts)
  const flaps = verdicts.flatMap((one) => one.flaps)
  const kinds = [...new Set(verdicts.map(({ kind }) => kind))]
  const wrong = verdicts.flatMap(wrongOf)
  const bad = new Set(wrong.map(({ id }) => id))
  return {
    total: verdicts.length,
    right: verdicts.filter(({ id }) => !bad.has(id)).length,
    wrong,
    table: tableOf(kinds, verdicts),
    tableBelow: alertsTable([...falseAlerts, ...plainlyWrong], flaps),
    further: {
      seed,
      ...all,
      byKind: Object.fromEntries(
        kinds.map((kind) => [kind, kindOf(verdicts.filter((one) => one.kind === kind))]),
      ),
      growth,
      loads,
      watched: shareOf(failed.filter(({ isLooked }) => isLooked)),
      unwatched: shareOf(failed.filter(({ isLooked }) => !isLooked)),
      cleanHours: Number(cleanHours.toFixed(2)),
      falseAlerts: falseCount,
      falseAlertsPerHour: ratePerHour(falseCount, cleanHours),
      wrongInFailing: plainlyWrong.length,
      flaps: flaps.length,
      bars,
    },
  }
}

function kindOf(own: readonly Verdict[]): unknown {
  const failed = own.filter(isFailed)
  const hours = own.reduce((sum, one) => sum + one.hours, 0)
  const falseAlerts = own.reduce((sum, one) => sum + one.falseAlerts.length, 0)
  const flaps = own.reduce((sum, one) => sum + one.flaps.length, 0)
  return failed.length > 0
    ? { ...shareOf(failed), wrong: falseAlerts, flaps }
    : { n: own.length, hours: Number(hours.toFixed(2)), falseAlerts, flaps }
}

/** A scene that went wrong itself stands among them, too. */
function wrongOf(verdict: Verdict): readonly Wrong[] {
  const { id, failure, falseAlerts, flaps, faults, mac, isLooked } = verdict
  const where = `${mac}, ${isLooked ? 'watched' : 'nobody looks'}`
  return [
    ...faults.map((fault) => ({
      id,
      field: 'scene',
      expected: 'none',
      got: `${fault} (${where})`,
    })),
    ...(failure === null || failure.isForetold || failure.unforetellable !== null
      ? []
      : [
          {
            id,
            field: 'foretold',
            expected: `before ${failure.failedAtSeconds} s, of ${failure.courseSeconds} s`,
            got: `${failure.said.join('; ') || 'nothing'} (${where})`,
          },
        ]),
    ...falseAlerts.map(({ rule, severity, atSeconds, sentence }) => ({
      id,
      field: 'false alert',
      expected: 'none',
      got: `${rule} ${severity} at ${atSeconds} s: ${sentence} (${where})`,
    })),
    ...flaps.map(({ rule, atSeconds }) => ({
      id,
      field: 'flap',
      expected: 'one episode',
      got: `${rule} again at ${atSeconds} s (${where})`,
    })),
  ]
}

const shown = (value: number | null): string => (value === null ? '' : value.toFixed(1))
const percent = (value: number | undefined): string =>
  value === undefined ? '' : `${(value * 100).toFixed(0)} %`

const figureTitles = [
  'n',
  'foretellable',
  'foretold',
  'from',
  'to',
  'median s',
  'p10 s',
  'before weights',
  'clean hours',
  'wrong alerts',
  'flaps',
] as const

function tableOf(kinds: readonly string[], verdicts: readonly Verdict[]): Table {
  const failing = verdicts.filter(isFailed)
  const ofKind = (kind: string): readonly Verdict[] => verdicts.filter((one) => one.kind === kind)
  const ofGroup = (name: string): readonly Verdict[] =>
    verdicts.filter(({ group }) => group === name)
  return {
    columns: [{ title: 'kind' }, ...figureTitles.map((title) => ({ title, isNumber: true }))],
    rows: [
      ...kinds.map((kind) => rowOf(kind, ofKind(kind))),
      rowOf('all loads', ofGroup('load')),
      rowOf('all growth', ofGroup('growth')),
      rowOf('all that fail', failing),
      rowOf('all clean', ofGroup('clean')),
    ],
  }
}

function rowOf(title: string, own: readonly Verdict[]): readonly string[] {
  const hours = own.reduce((sum, one) => sum + one.hours, 0)
  return [
    title,
    ...failureCells(own),
    hours === 0 ? '' : hours.toFixed(1),
    String(own.reduce((sum, one) => sum + one.falseAlerts.length, 0)),
    String(own.reduce((sum, one) => sum + one.flaps.length, 0)),
  ]
}

function failureCells(own: readonly Verdict[]): readonly string[] {
  const failed = own.filter(isFailed)
  if (failed.length === 0) return [String(own.length), '', '', '', '', '', '', '']
  const share = shareOf(failed)
  return [
    String(share.n),
    String(share.foretellable),
    String(share.foretold),
    percent(share.foretoldInterval?.low),
    percent(share.foretoldInterval?.high),
    shown(share.medianLeadSeconds),
    shown(share.p10LeadSeconds),
    'beforeWeights' in share ? `${share.beforeWeights}/${share.ofLoads}` : '',
  ]
}

/** Which rules are wrong where, with how often. */
function alertsTable(alerts: readonly FalseAlert[], flaps: readonly FalseAlert[]): Table {
  const counts = new Map<string, number>()
  const count = (what: string, { scene, rule, severity }: FalseAlert): void => {
    const key = [what, rule, severity, scene.slice(0, scene.indexOf('/'))].join('\t')
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  alerts.forEach((alert) => count('wrong', alert))
  flaps.forEach((alert) => count('flap', alert))
  return {
    columns: [
      ...['', 'rule', 'severity', 'kind'].map((title) => ({ title })),
      { title: 'count', isNumber: true },
    ],
    rows: [...counts]
      .toSorted((a, b) => b[1] - a[1])
      .map(([key, value]) => [...key.split('\t'), String(value)]),
  }
}
