import { describe, expect, test } from 'vitest'
import { alertOfSuggestion, helpOfAlert } from '../../src/shared/alert-help.ts'
import type { Alert } from '../../src/shared/alert.ts'
import type { Suggestion } from '../../src/shared/relief.ts'
import { appsMac, finder, loom } from '../browser/apps-page.ts'
import { candidateOf, suggestionOf } from '../renderer/relief/suggested.ts'
import { gemma } from './loaded.ts'
import { beyond } from './loading.ts'
import {
  clearing,
  failure,
  hog,
  idle,
  pastLimit,
  runningOut,
  snoozed,
  stale,
  willNotFit,
} from './warned.ts'

describe('the alert that the suggestion answers', () => {
  const forRoom = {
    ...suggestionOf(candidateOf('quit', 'Loom', 2e9)),
    cause: { kind: 'room' },
  } as const
  const answered = (suggestion: Suggestion, ...alerts: readonly Alert[]) =>
    alertOfSuggestion(suggestion, { alerts })

  test('is the worst of those that room helps, told and of now', () => {
    expect(answered(forRoom, hog, runningOut, pastLimit)).toBe(runningOut.id)
    expect(answered(forRoom, stale(runningOut), snoozed(pastLimit), clearing(idle))).toBeNull()
    expect(answered(forRoom, hog, failure)).toBeNull()
  })

  test('is the one about the load, or about the model that shares the GPU', () => {
    const cause = { kind: 'load', loadId: beyond.id, name: beyond.name } as const
    expect(answered({ ...forRoom, cause }, runningOut, willNotFit)).toBe(willNotFit.id)
    expect(answered(forRoom, willNotFit)).toBeNull()
    const gpuHog: Alert = { ...hog, rule: 'gpu-hog', about: { ...hog.about, modelId: gemma.id } }
    const time = { kind: 'gpu-time', modelId: gemma.id, name: gemma.name } as const
    expect(answered({ ...forRoom, cause: time }, runningOut, gpuHog)).toBe(gpuHog.id)
  })
})

describe('what helps with an alert by itself', () => {
  const of = (alert: Alert, about: Partial<Alert['about']>): Alert => ({
    ...alert,
    about: { ...alert.about, ...about },
  })
  const mac = { ...appsMac, models: [gemma] }

  test('is the app or the model that it is about, where that may be let go', () => {
    expect(helpOfAlert(of(hog, { appId: loom.id }), mac)).toEqual({ kind: 'app', app: loom })
    expect(helpOfAlert(of(hog, { appId: finder.id }), mac)).toBeNull()
    expect(helpOfAlert(of(idle, { modelId: gemma.id }), mac)).toEqual({
      kind: 'model',
      model: gemma,
    })
  })

  test('is nothing where it is not of now, or gives no advice', () => {
    const ofLoom = of(hog, { appId: loom.id })
    for (const alert of [stale(ofLoom), clearing(ofLoom), { ...ofLoom, advice: null }])
      expect(helpOfAlert(alert, mac)).toBeNull()
  })
})
