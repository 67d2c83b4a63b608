import type { App } from '../../../shared/app.ts'
import type { Model } from '../../../shared/server.ts'
import { formatPace, formatRatio } from '../../../shared/units.ts'
import { answeredAtMs } from '../answered.ts'
import { isGenerating, otherApps, thereIs } from '../other-apps.ts'
import { mayAdvise } from '../relief.ts'
import {
  dwellOf,
  blind,
  nothingSeen,
  seen,
  type Claim,
  type Rule,
  type Sight,
  type Unjudged,
  type View,
} from '../rule.ts'
import { shortName } from '../short-name.ts'

/**
 * Calm for longer than a pause between two answers of one talk. Shares are asked for only while somebody looks: what was so when
 * they looked away is soon nothing that anybody knows.
 */
const dwell = dwellOf('gpu-hog', { readingCount: 3, calmMs: 30_000, blindMs: 90_000 })
/** Shares of the GPU's time. Beside one that takes the first a model has little more than half of it left. */
export const takesRatio = 0.4
export const letsGoRatio = 0.25

export const gpuHog: Rule = {
  id: 'gpu-hog',
  dwell,
  create:
    () =>
    ({ snapshot }) =>
      viewOf(snapshot),
}

function viewOf(snapshot: Unjudged): View {
  const model = snapshot.models.find(isGenerating)
  if (model === undefined) return nothingSeen
  const apps = otherApps(snapshot).filter((app) => !isWindowServer(app))
  const readAtMs = answeredAtMs('gpu-clients', snapshot)
  if (readAtMs === null || apps.every(({ gpuRatio }) => gpuRatio === null)) return blind
  return seen(apps.flatMap((app) => sightOf(app, model, snapshot, readAtMs) ?? []))
}

/** It draws what all others show: nobody can quit it, and its work is theirs. */
export const isWindowServer = ({ processes }: App): boolean =>
  processes.some(({ name }) => name === 'WindowServer')

function sightOf(app: App, model: Model, snapshot: Unjudged, readAtMs: number): Sight | null {
  const { gpuRatio } = app
  if (gpuRatio === null || gpuRatio < letsGoRatio) return null
  const claim = claimOf(app, gpuRatio, model, snapshot, readAtMs)
  return { key: app.id, level: gpuRatio >= takesRatio ? 'high' : 'between', claim }
}

function claimOf(
  app: App,
  gpuRatio: number,
  model: Model,
  snapshot: Unjudged,
  readAtMs: number,
): Claim {
  const name = shortName(app.name)
  const isSlow = snapshot.findings.some(
    (finding) => finding.class === 'slow-generation' && finding.serverId === model.serverId,
  )
  const { tokensPerSecond } = model
  const pace = tokensPerSecond === null ? '' : ` at ${formatPace(tokensPerSecond)}`
  const slow = isSlow ? ', far slower than this machine can' : ''
  return {
    severity: isSlow ? 'warning' : 'notice',
    title: `${name} takes much of the GPU’s time`,
    // shares of several programs can add up to more than all of it
    sentence: `${name} takes ${formatRatio(Math.min(1, gpuRatio))} of the GPU’s time while ${shortName(model.name, 40)} generates${pace}${slow}.`,
    advice: mayAdvise(app, snapshot) ? `Pause or quit ${name} until the answer is there.` : null,
    figures: { kind: 'none' },
    about: { appId: app.id, modelId: model.id, serverId: thereIs(model.serverId, snapshot) },
    readAtMs,
  }
}
