import type { Severity } from '../../../src/shared/alert.ts'
import type { Group } from '../../scenes/scene.ts'
import type { Played, Told } from '../../scenes/play-scene.ts'

/** What became of one scene. */
export interface Verdict {
  readonly id: string
  readonly kind: string
  readonly group: Group
  readonly isLooked: boolean
  readonly mac: string
  readonly hours: number
  /** null: it is a clean one. */
  readonly failure: FailureVerdict | null
  readonly falseAlerts: readonly FalseAlert[]
  readonly flaps: readonly FalseAlert[]
  /** What the scene itself, or its Mac, has wrong: nothing of it is counted. */
  readonly faults: readonly string[]
}

export interface FailureVerdict {
  readonly failedAtSeconds: number
  /** From its first sign to its failure. */
  readonly courseSeconds: number
  /** Why no watch of this clock could have; null: it could. */
  readonly unforetellable: string | null
  readonly isForetold: boolean
  readonly leadSeconds: number | null
  readonly by: string | null
  /** Of loads: before the first weight was read. */
  readonly isBeforeWeights: boolean | null
  readonly said: readonly string[]
}

export interface FalseAlert {
  readonly scene: string
  readonly rule: string
  readonly severity: Severity
  readonly atSeconds: number
  readonly title: string
  readonly sentence: string
}

/** One that has cleared so shortly before still tells of what comes. */
const stillStandsMs = 60_000
const flapMs = 300_000
/** Two looks of the fast clock of design §7: what begins and ends between them nobody can see. */
const leastCourseMs = { looked: 3_000, alone: 10_000 } as const
/** The window of the GPU's use (design §2), and the ticks in which its end is seen. */
const afterFailureMs = 15_000

const isLoud = (severity: Severity): boolean => severity !== 'notice'

const firstLoud = ({ severities }: Told): number | null =>
  severities.find(({ severity }) => isLoud(severity))?.atMs ?? null

const secondsOf = (ms: number): number => Math.round(ms / 100) / 10

export function judgeScene(played: Played): Verdict {
  const { id, kind, isLooked, mac, story, endedAtMs } = played
  const isClean = story.failure === null
  return {
    id,
    kind: kind.name,
    group: kind.group,
    isLooked,
    mac,
    hours: isClean ? endedAtMs / 3_600_000 : 0,
    failure: isClean ? null : judgeFailure(played),
    falseAlerts: played.told
      .filter((told) => (isClean ? isFalseInClean(played, told) : isPlainlyWrong(played, told)))
      .map((told) => shown(id, told)),
    flaps: flapsIn(played.told).map((told) => shown(id, told)),
    faults: faultsOf(played),
  }
}

const shown = (scene: string, told: Told): FalseAlert => ({
  scene,
  rule: told.rule,
  severity: told.severities[0]?.severity ?? 'notice',
  atSeconds: secondsOf(told.firstAtMs),
  title: told.title,
  sentence: told.sentence,
})

function judgeFailure({ story, marks, told, isLooked }: Played): FailureVerdict | null {
  const { failedAtMs, begunAtMs, firstWeightAtMs } = marks
  if (story.failure === null || failedAtMs === null) return null
  const { foretoldBy } = story.failure
  const of = told.filter(({ rule }) => foretoldBy.includes(rule))
  const before = of.filter((one) => {
    const risenAtMs = firstLoud(one)
    return (
      risenAtMs !== null && risenAtMs < failedAtMs && one.lastAtMs >= failedAtMs - stillStandsMs
    )
  })
  const [first] = before.toSorted((a, b) => (firstLoud(a) ?? 0) - (firstLoud(b) ?? 0))
  const risenAtMs = first === undefined ? null : firstLoud(first)
  const courseMs = failedAtMs - (begunAtMs ?? failedAtMs)
  const least = leastCourseMs[isLooked || story.isAnnounced === true ? 'looked' : 'alone']
  return {
    failedAtSeconds: secondsOf(failedAtMs),
    courseSeconds: secondsOf(courseMs),
    unforetellable:
      courseMs <= least
        ? `all of it takes ${secondsOf(courseMs)} s, and figures are read every ${isLooked ? 1 : 5} s`
        : null,
    isForetold: first !== undefined,
    leadSeconds: risenAtMs === null ? null : secondsOf(failedAtMs - risenAtMs),
    by: first?.rule ?? null,
    isBeforeWeights:
      firstWeightAtMs === null ? null : risenAtMs !== null && risenAtMs <= firstWeightAtMs,
    said: told.map(
      (one) =>
        `${one.rule} ${one.severities.map(({ atMs, severity }) => `${severity}@${secondsOf(atMs)}`).join(' ')} to ${secondsOf(one.lastAtMs)}`,
    ),
  }
}

const isDeserved = ({ story }: Played, { rule }: Told): boolean =>
  story.deserved.some(({ rules }) => rules.includes(rule))

const isFalseInClean = (played: Played, told: Told): boolean =>
  told.rule !== 'good-news' && !isDeserved(played, told)

/** About a thing that is fine: what is neither the failure nor near it; a failure before there is one; a limit long kept. */
function isPlainlyWrong(played: Played, told: Told): boolean {
  const { story, marks, kind } = played
  const failedAtMs = marks.failedAtMs ?? Number.POSITIVE_INFINITY
  if (told.rule === 'good-news' || isDeserved(played, told)) return false
  if (told.rule === 'failure') return told.firstAtMs < failedAtMs
  // whoever was refused has ended, and has given all of it back
  if (kind.group === 'load' && story.failure?.end === 'error')
    if (told.firstAtMs > failedAtMs + afterFailureMs) return true
  const isOfFailure = story.failure?.foretoldBy.includes(told.rule) === true
  if (!isOfFailure) return true
  return told.firstAtMs < (marks.begunAtMs ?? 0)
}

/** The same of the same, again, within five minutes of its end. */
function flapsIn(told: readonly Told[]): readonly Told[] {
  return told.filter((one) =>
    told.some(
      (before) =>
        before !== one &&
        before.about === one.about &&
        before.firstAtMs < one.firstAtMs &&
        one.firstAtMs - before.lastAtMs < flapMs,
    ),
  )
}

function faultsOf({ unanswered, failed, story, marks, kind }: Played): readonly string[] {
  return [
    ...unanswered.map((question) => `no answer for ${question}`),
    ...(kind.missingRatio === undefined ? failed.map((one) => `a source failed: ${one}`) : []),
    ...(story.failure !== null && marks.failedAtMs === null ? ['it did not fail'] : []),
    ...(marks.badBeforeAtMs === null ? [] : ['it was failing before it began']),
  ]
}
