import { afterEach, describe, expect, test } from 'vitest'
import { claimOfRunsOut } from '../../../src/main/alerts/runs-out-claim.ts'
import { nameOfSeverity, shownAlert, snoozeChoices } from '../../../src/shared/alert-text.ts'
import { shownForecast } from '../../../src/shared/forecast-text.ts'
import { modelId } from '../../../src/shared/ids.ts'
import { unitSystems } from '../../../src/shared/settings.ts'
import { setUnitSystem } from '../../../src/shared/unit-system.ts'
import { watchesFor } from '../../../src/shared/rule-text.ts'
import { endingAt, mlxModel, stress } from '../../alerts/rules/ending-room.ts'
import { appOf, GB, known, modelOf, nothingToCome, serverOf, t0 } from '../../alerts/moments.ts'
import { willNotFit } from '../alerted.ts'
import { every, everyLimit } from './alert-moments.ts'
import { wordsOf } from './alert-words.ts'
import { unknownOf } from './books.ts'

describe('around an alert, every language knows', () => {
  test('what each rule watches for, how bad it is, and for how long it is silenced', () => {
    const words = [...Object.values(watchesFor), ...Object.values(nameOfSeverity)]
    expect(unknownOf([...words, ...snoozeChoices.map(({ label }) => label)])).toEqual([])
  })

  test('how old it is, and until when it is silenced', () => {
    const snoozes = [
      { span: '1h', untilMs: t0 + 3_600_000 },
      { span: 'run', untilMs: null },
      { span: 'restart', untilMs: null },
    ] as const
    const shown = [
      shownAlert({ ...willNotFit, isStale: true }, willNotFit.atMs + 75_000),
      shownAlert({ ...willNotFit, isClearing: true }, willNotFit.atMs),
      ...snoozes.map((snoozed) => shownAlert({ ...willNotFit, snoozed }, willNotFit.atMs)),
    ]
    const texts = shown.flatMap(({ age, snoozed }) => [age, snoozed].filter((one) => one !== null))
    expect(texts).toHaveLength(5)
    expect(unknownOf(texts)).toEqual([])
  })
})

const wholly = { ...mlxModel, bytesPerSecond: 90e6 }
const growers = [null, { ...stress, bytesPerSecond: 20e6 }, stress, mlxModel, wholly]
const servers = [serverOf('s', { kind: 'mlx-lm', title: 'MLX LM' })]
const models = [modelOf('qwen3-mlx', 12 * GB, { state: 'generating' })]
const apps = [appOf('stress', 2 * GB)]
const tokens = {
  modelId: modelId('qwen3-mlx'),
  endsWith: 'memory',
  tokensLeft: 3_000,
  msLeft: 75_000,
  bytesPerToken: 1e6,
  mayGrow: null,
} as const

afterEach(() => setUnitSystem('decimal'))

test.each(unitSystems)('every language knows the end of the room: %s', (system) => {
  setUnitSystem(system)
  const lines = [
    { line: 'gpu', lineBytes: 22 * GB, toComeBytes: null },
    { line: 'ram', lineBytes: 32 * GB, toComeBytes: null },
    { line: 'ram', lineBytes: 32 * GB, toComeBytes: 20 * GB },
    { line: 'ram', lineBytes: 32 * GB, toComeBytes: 1 * GB },
  ] as const
  const runs = every(growers, lines, (grower, line) => endingAt(3 * GB, 90e6, { ...line, grower }))
  const texts = runs.flatMap((runsOut) =>
    [[], [tokens]].flatMap((told) => {
      const forecast = known(t0, { ...nothingToCome, runsOut, models: told })
      return everyLimit({ servers, models, apps, forecast }).flatMap((snapshot) =>
        wordsOf(claimOfRunsOut(runsOut, { snapshot, withinMs: 180_000, readAtMs: t0 })),
      )
    }),
  )
  expect(unknownOf(texts)).toEqual([])
})

test('every language knows how long the room and the tokens last', () => {
  const ahead = every(['memory', 'context'] as const, [75_000, null], (endsWith, msLeft) => ({
    ...tokens,
    endsWith,
    msLeft,
  })).flatMap((one) => [one, { ...one, tokensLeft: 1 }])
  const other = modelOf('other', GB, { state: 'generating' })
  const forecasts = [
    ...every(growers, ['sure', 'likely'] as const, (grower, sureness) => ({
      ...nothingToCome,
      runsOut: endingAt(3 * GB, 90e6, { sureness, grower }),
    })),
    ...ahead.map((one) => ({ ...nothingToCome, models: [one] })),
    ...ahead.map((one) => ({
      ...nothingToCome,
      models: [one, { ...one, modelId: other.id }],
    })),
  ]
  const texts = forecasts.flatMap((forecast) =>
    shownForecast({ forecast: known(t0, forecast), models: [...models, other], alerts: [] }),
  )
  expect(texts).toHaveLength(10 + 8 + 16)
  expect(unknownOf(texts)).toEqual([])
})
