import {
  severities,
  type Alert,
  type AlertSubject,
  type RuleId,
  type Snoozed,
} from '../../shared/alert.ts'
import { isOff, type AlertSettings } from '../../shared/alert-settings.ts'
import { fastestPeriodMs } from '../../shared/clocks.ts'
import { alertId } from '../../shared/ids.ts'
import { holdAsChosen, viewAsChosen } from './chosen-hold.ts'
import {
  calmed,
  maxUnseenMs,
  stepBlind,
  stepEpisode,
  type Episode,
  type Raised,
} from './episode.ts'
import type { Dwell, Rule, Sight, Unjudged, View } from './rule.ts'

/** Judges one Snapshot after the other; one between two ticks has the instant of the one before. */
export interface Alerts {
  /** `isSingle`: there was none before and there will be none: what is so now is told at once. */
  judge(snapshot: Unjudged, isSingle: boolean): readonly Alert[]
}

export interface AlertsOptions {
  readonly rules: readonly Rule[]
  readonly settings: () => AlertSettings
  /** Whether, and how long still, a rule is silenced; null: it is not. */
  readonly snoozedOf: (rule: RuleId, snapshot: Unjudged) => Snoozed | null
}

const atOnce: Pick<Dwell, 'holdMs' | 'readingCount'> = { holdMs: 0, readingCount: 1 }

/** All rules over one Core: one alert for each thing and episode, updated in place, cleared by itself. */
export function createAlerts({ rules, settings, snoozedOf }: AlertsOptions): Alerts {
  const followed = rules.map(createFollowed)
  return {
    judge: (snapshot, isSingle) => {
      const now = settings()
      return followed
        .flatMap(({ rule, step }) => {
          // a rule that is off sees all the same: what it keeps of earlier moments is right when it is on again
          const raised = step({ snapshot, settings: now }, isSingle)
          if (isOff(rule.id, now)) return []
          const snoozed = snoozedOf(rule.id, snapshot)
          return raised.map(([key, one]) => alertOf(rule.id, key, one, snoozed))
        })
        .toSorted(worstFirst)
    },
  }
}

/** What of one rule stands, by the keys of its things. */
function createFollowed(rule: Rule) {
  const look = rule.create()
  let episodes: ReadonlyMap<string, Episode> = new Map()
  return {
    rule,
    step: (
      moment: Parameters<typeof look>[0],
      isSingle: boolean,
    ): readonly (readonly [string, Raised])[] => {
      const dwell = holdAsChosen(rule.id, rule.dwell, moment.settings)
      const seen = viewAsChosen(rule.id, look(moment), moment.settings)
      const view = isSingle ? withoutDwell(seen, dwell) : seen
      episodes = stepAll(episodes, view, dwell, moment.snapshot)
      return [...episodes].flatMap(([key, one]) => (one.kind === 'raised' ? [[key, one]] : []))
    },
  }
}

/** What needs no time to be seen is told at once; what does is not seen in one look. */
const withoutDwell = (view: View, own: Dwell): View => ({
  ...view,
  sights: view.sights.map((sight) =>
    sight.level === 'high' ? { ...sight, dwell: { ...(sight.dwell ?? own), ...atOnce } } : sight,
  ),
})

function stepAll(
  before: ReadonlyMap<string, Episode>,
  { sights, isBlind }: View,
  dwell: Dwell,
  { atMs: nowMs, sources }: Pick<Unjudged, 'atMs' | 'sources'>,
): ReadonlyMap<string, Episode> {
  const unseenMs = maxUnseenMs(fastestPeriodMs(sources) ?? 0)
  const next = new Map<string, Episode>()
  const put = (key: string, episode: Episode | null): void => {
    if (episode !== null) next.set(key, episode)
  }
  for (const sight of sights)
    put(sight.key, stepEpisode(before.get(sight.key) ?? null, sight, dwell, nowMs, unseenMs))
  const isSighted = new Set(sights.map(({ key }: Sight) => key))
  for (const [key, episode] of before) {
    if (isSighted.has(key)) continue
    if (isBlind) put(key, stepBlind(episode, dwell, nowMs, unseenMs))
    else if (episode.kind === 'raised') put(key, calmed(episode, dwell, nowMs))
  }
  return next
}

const nobody: AlertSubject = {
  serverId: null,
  modelId: null,
  appId: null,
  loadId: null,
  findingId: null,
  sourceId: null,
}

function alertOf(rule: RuleId, key: string, raised: Raised, snoozed: Snoozed | null): Alert {
  const { claim, severity, risenAtMs, sinceMs, calmSinceMs, blindSinceMs } = raised
  const { title, sentence, advice, figures, about, readAtMs } = claim
  return {
    id: alertId(`${rule}:${key}:${risenAtMs}`),
    rule,
    severity,
    title,
    sentence,
    advice,
    figures,
    about: { ...nobody, ...about },
    sinceMs,
    atMs: readAtMs,
    isStale: blindSinceMs !== null,
    isClearing: calmSinceMs !== null && blindSinceMs === null,
    snoozed,
  }
}

const worstFirst = (a: Alert, b: Alert): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity) || b.sinceMs - a.sinceMs
