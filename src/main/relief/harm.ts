import type { App } from '../../shared/app.ts'
import type { Model } from '../../shared/server.ts'

/**
 * What letting go costs whoever uses it. 1: a model that has idled for long, and is loaded again by itself when it is asked next.
 * Weights of a set add up: one app that is in use weighs more than several models that nobody asks.
 */
export const weights = {
  /** It has done nothing for long: most likely nobody asks it again soon. */
  longIdle: 1,
  /** It was asked a moment ago: whoever did waits for its load if he asks again. */
  justIdle: 2,
  /** Its server does not tell whether it works: an answer may be lost. */
  perhapsBusy: 4,
  /** An answer is lost. */
  busy: 20,
  /** Its server is started again by hand, with its arguments. */
  serverEnds: 2,
  /** An app is started again by hand, and opens what it had. */
  app: 3,
  /** What is open in it has to be found again, and may not be saved. */
  windows: 3,
  /** It may have windows: half of that, and a little more, as nobody has looked. */
  perhapsWindows: 2,
  /** No window, and nobody says that it does nothing: a program that a person started by hand may be at work. */
  perhapsAtWork: 2,
  /** It takes more and more: it is at work. */
  growing: 1.5,
  /** Somebody had it in front of him just now. */
  justUsed: 3,
  /** Nobody has watched when. */
  perhapsUsed: 1.5,
  /** A virtual machine, or what else ends with it: all that runs in it, of which nothing can be said. */
  endsOthers: 12,
  /** It is what the person does now: only where nothing else is left. */
  front: 24,
} as const

/** From then on a model has idled for long: twice Ollama's own five minutes (OLLAMA_KEEP_ALIVE). */
const longIdleMs = 10 * 60_000
/** From then on an app has not been used for long. */
const longUnusedMs = 60 * 60_000
/** Slower growth is what every program has. */
const growingBytesPerMinute = 50e6
/** Finer is no difference that anybody would know of: so that what is alike stays alike from tick to tick. */
const step = 0.25

const inSteps = (harm: number): number => Math.round(harm / step) * step

/** Of all models that go at once. */
export function harmOfModels(
  models: readonly Pick<Model, 'state' | 'idleSinceMs'>[],
  { atMs, endsServer }: { readonly atMs: number; readonly endsServer: boolean },
): number {
  const own = models.reduce((sum, model) => sum + harmOfModel(model, atMs), 0)
  return inSteps(own + (endsServer ? weights.serverEnds : 0))
}

/** It is loaded, and that is all that is known. */
export const isUntold = ({ state, idleSinceMs }: Pick<Model, 'state' | 'idleSinceMs'>): boolean =>
  state === 'loaded' && idleSinceMs === null

function harmOfModel(
  { state, idleSinceMs }: Pick<Model, 'state' | 'idleSinceMs'>,
  atMs: number,
): number {
  if (state !== 'idle' && state !== 'loaded') return weights.busy
  if (isUntold({ state, idleSinceMs })) return weights.perhapsBusy
  const idleMs = idleSinceMs === null ? 0 : atMs - idleSinceMs
  return fading(weights.justIdle, weights.longIdle, idleMs / longIdleMs)
}

type Used = Pick<
  App,
  'kind' | 'hasWindows' | 'isFront' | 'unusedMs' | 'quit' | 'quitEnds' | 'growthBytesPerMinute'
>

export const harmOfApp = (app: Used): number =>
  inSteps(weights.app + ofWindows(app) + ofWork(app) + ofUse(app) + ofOthers(app))

function ofWindows({ hasWindows }: Used): number {
  if (hasWindows === null) return weights.perhapsWindows
  return hasWindows ? weights.windows : 0
}

function ofWork({ hasWindows, quit, growthBytesPerMinute }: Used): number {
  const isSafe = quit.kind === 'ask' && quit.isSafe
  // what has a window shows what it does
  const perhaps = hasWindows === true || isSafe ? 0 : weights.perhapsAtWork
  const grows = growthBytesPerMinute !== null && growthBytesPerMinute >= growingBytesPerMinute
  return perhaps + (grows ? weights.growing : 0)
}

function ofUse({ isFront, unusedMs }: Used): number {
  if (isFront) return weights.justUsed + weights.front
  if (unusedMs === null) return weights.perhapsUsed
  return fading(weights.justUsed, 0, unusedMs / longUnusedMs)
}

const ofOthers = ({ kind, quitEnds }: Used): number =>
  kind !== 'app' || quitEnds !== null ? weights.endsOthers : 0

/** From the first to the second, evenly, as a share of the way goes from 0 to 1. */
const fading = (from: number, to: number, share: number): number =>
  from + (to - from) * Math.max(0, Math.min(1, share))

/** Only where nothing else is left: what ends others, and what is in front. */
export const isLastResort = ({ harm }: { readonly harm: number }): boolean =>
  harm >= weights.endsOthers + weights.app
