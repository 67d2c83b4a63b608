import { allRules } from '../../src/main/alerts/all-rules.ts'
import { createAlerts } from '../../src/main/alerts/alerts.ts'
import { defaultAlertSettings } from '../../src/shared/alert-settings.ts'
import type { Alert, RuleId } from '../../src/shared/alert.ts'
import { appId } from '../../src/shared/ids.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { atMs, gemma, llamaServer, ollama, qwen } from '../shared/loaded.ts'
import { fitting } from '../shared/loading.ts'
import * as warned from '../shared/warned.ts'
import { ofSource } from '../web/fake-core.ts'
import { appOf } from './apps-page.ts'
import { beyondMac, endingMac, loadingMac, severalMac } from './judged.ts'
import { toldMac } from './overview-page.ts'
import { opened, over, type ScreenState } from './screen-state.ts'
import { titleOf, toldWith } from './states-of-room.ts'
import { writtenFlat, writtenRefused } from './written-findings.ts'

const GB = 1e9
const known = <T extends object>(of: T) => ({ ...of, kind: 'ok', atMs, isStale: false }) as const

/** The last of these, with what the rules say after the others. */
function judgedAfter(snapshots: readonly Snapshot[]): Snapshot {
  const { judge } = createAlerts({
    rules: allRules,
    settings: () => ({ ...defaultAlertSettings, on: ['good-news'] }),
    snoozedOf: () => null,
  })
  return snapshots.reduce(
    (_, snapshot) => ({ ...snapshot, alerts: judge(snapshot, true) }),
    toldMac,
  )
}
const judged = (snapshot: Snapshot): Snapshot => judgedAfter([snapshot])

/** One every `everySeconds`, until now: `secondsAgo` counts down to 0. */
const until = (
  seconds: number,
  everySeconds: number,
  at: (secondsAgo: number) => Snapshot,
): Snapshot =>
  judgedAfter(
    Array.from({ length: seconds / everySeconds + 1 }, (_, index) => {
      const secondsAgo = seconds - index * everySeconds
      return aged(at(secondsAgo), secondsAgo * 1_000)
    }),
  )

/** As it was read at that time. */
function aged(snapshot: Snapshot, ageMs: number): Snapshot {
  const then = atMs - ageMs
  const entries = Object.entries(snapshot).map(([key, part]) =>
    part !== null && typeof part === 'object' && 'atMs' in part
      ? [key, { ...part, atMs: then }]
      : [key, part],
  )
  return { ...snapshot, ...Object.fromEntries(entries), atMs: then }
}

const working = { ...gemma, contextUsedTokens: 8_130, contextRatio: 8_130 / 8_192 }
const idleLong = { ...qwen, idleSinceMs: atMs - 720_000 }
const pressed: Snapshot = {
  ...toldWith(1.2 * GB),
  pressure: known({
    level: 'critical' as const,
    stalls: null,
    kernel: {
      level: 'critical' as const,
      availableRatio: 0.12,
      availableBytes: 3 * GB,
      compressorBytes: 4 * GB,
      toWarnRatio: -0.2,
      toCriticalRatio: -0.05,
      notWiredOrCompressedRatio: null,
    },
  }),
}
const hot: Snapshot = {
  ...toldMac,
  thermal: known({
    hottestCelsius: null,
    zones: [],
    level: 'heavy' as const,
    speedLimitRatio: 0.7,
  }),
}
const kernel = {
  level: 'normal' as const,
  availableRatio: null,
  availableBytes: null,
  compressorBytes: null,
  toWarnRatio: null,
  toCriticalRatio: null,
  notWiredOrCompressedRatio: null,
}
const fullDisk: Snapshot = {
  ...toldMac,
  pressure: known({ level: 'normal' as const, stalls: null, kernel }),
  disk: known({ path: '/', totalBytes: 500 * GB, freeBytes: 0.9 * GB }),
}
const swapping = until(20, 10, (secondsAgo) => ({
  ...toldMac,
  servers: [ollama, llamaServer],
  forecast: known({
    runsOut: null,
    models: [],
    swapGrowth:
      secondsAgo === 20
        ? null
        : { sinceMs: atMs - 20_000, bytes: 1.4 * GB, bytesPerSecond: 50e6, modelId: gemma.id },
  }),
}))
const stranded = until(240, 5, (secondsAgo) => ({
  ...toldMac,
  models: secondsAgo > 120 ? toldMac.models : [],
  wired: known({
    wiredBytes: 20.1 * GB,
    gpuBytes: 5.1 * GB,
    unattributedBytes: secondsAgo > 120 ? 3 * GB : 15 * GB,
    history: [],
  }),
}))
const lost = until(90, 10, () => ({
  ...toldMac,
  sources: toldMac.sources.map((one) => ({
    ...one,
    title: titleOf(one.id),
    kind: 'failed' as const,
    reason: 'no answer within 2 s',
    ageMs: 70_000,
    isStale: true,
  })),
}))

/** A Mac of which each rule tells. */
const ofRule: Readonly<Record<RuleId, Snapshot>> = {
  'will-not-fit': loadingMac,
  'running-out': endingMac,
  'past-limit': beyondMac,
  pressure: judged(pressed),
  swapping,
  'memory-hog': judged({
    ...toldWith(1.2 * GB),
    apps: [appOf('Google Chrome', 14.2 * GB), ...toldMac.apps],
  }),
  'gpu-hog': judged({
    ...toldMac,
    models: [gemma],
    apps: [appOf('Blender', 2 * GB, { id: appId('blender'), gpuRatio: 0.62 }), ...toldMac.apps],
    sources: [
      ...toldMac.sources,
      { ...ofSource, id: 'gpu-clients', title: 'GPU clients', kind: 'ok' },
    ],
  }),
  'stranded-memory': stranded,
  'idle-model': judged({ ...toldWith(1.2 * GB), models: [gemma, idleLong] }),
  failure: judged({ ...toldMac, findings: [{ ...writtenRefused, atMs, lastAtMs: atMs }] }),
  'off-gpu': judged({ ...toldMac, findings: [writtenFlat] }),
  context: judged({ ...toldMac, models: [working, qwen] }),
  thermal: judged(hot),
  'swap-disk': judged(fullDisk),
  'source-lost': lost,
  'good-news': judged({
    ...toldMac,
    loads: [{ ...fitting, stage: 'loaded', endedAtMs: atMs, doneRatio: 1 }],
  }),
}

const changed = (snapshot: Snapshot, change: (alert: Alert) => Alert): Snapshot => ({
  ...snapshot,
  alerts: snapshot.alerts.map(change),
})
const oneSnoozed: Snapshot = {
  ...severalMac,
  alerts: severalMac.alerts.map((alert, at) => (at === 0 ? warned.snoozed(alert) : alert)),
}

/** Each that there is, and what becomes of them. */
export const alertStates: readonly ScreenState[] = [
  ...Object.entries(ofRule).map(([rule, snapshot]) => ({
    name: `alert-${rule}`,
    show: async (showing: Parameters<ScreenState['show']>[0]) => {
      // this Mac is one of which the rule tells
      if (!snapshot.alerts.some((alert) => alert.rule === rule)) throw new Error(`no ${rule}`)
      await opened(showing, snapshot)
      return snapshot
    },
  })),
  over('alerts-several', severalMac),
  over('alerts-snoozed', changed(severalMac, warned.snoozed)),
  // what told of it has gone silent: nothing is forecast either
  over('alerts-stale', {
    ...changed(endingMac, warned.stale),
    forecast: { kind: 'failed', reason: 'no answer' },
  }),
  over('alerts-over', changed(endingMac, warned.clearing)),
  {
    name: 'alerts-how-to-snooze',
    show: async (showing) => {
      const { page, t } = showing
      await opened(showing, oneSnoozed)
      await page.getByRole('button', { name: t('alerts.snoozed', { count: 1 }) }).click()
      await page
        .getByRole('button', { name: t('alerts.snoozeNamed', { title: '' }).trim() })
        .first()
        .click()
      await page.getByRole('menu').waitFor()
      return oneSnoozed
    },
  },
]
