import type { Fit } from '../../shared/fit.ts'
import type { LogFacts } from '../../shared/log-facts.ts'
import { correctedChange, correctedNeed } from '../inference/estimate/corrected-need.ts'
import { learntNeed, type Correction } from '../inference/estimate/learnt-need.ts'
import type { Need } from '../inference/estimate/need.ts'
import { createSizer } from './create-sizer.ts'
import type { FitOptions } from './fit-options.ts'
import type { FitRoom } from './fit-room.ts'
import { fitOf } from './fit.ts'
import { noLearning, type Learning, type LearntReport } from './learnt/learning.ts'
import { reportedRatios } from './learnt/reported.ts'
import { subjectOf } from './learnt/subject.ts'
import type { LoadedModel } from './load-model.ts'
import type { Changes, Sizer } from './sizer.ts'

/** A load that is under way: what it takes by its header, and by what its log has said of it so far. */
export interface LoadFit {
  /** The same object for as long as nothing new is said. Throws what `createSizer` throws. */
  reckon(machine: LoadMachine, said: LoadSaid): LoadReckoning
  /** All that `headroom fit` would say of it. */
  fit(room: FitRoom, said: LoadSaid): Fit
  /** What it has come to, once it is loaded, for later estimates; null: nothing can be learnt of it. */
  report(machine: LoadMachine, said: LoadSaid): LearntReport | null
}

export interface LoadLearning {
  readonly learning: Pick<Learning, 'of'>
  /** Of what it is told no option is left out of the estimate. */
  readonly isUnderstood: boolean
}

export interface LoadReckoning {
  readonly need: Need
  /** By its header alone. */
  readonly base: Need
  /** What the engine runs otherwise than it was asked to. */
  readonly chosen: Changes
  /** null: nothing depends on it. */
  readonly contextTokens: number | null
  readonly origin: 'estimated' | 'log' | 'reported'
}

/** What is said of a load while it goes on. */
export interface LoadSaid {
  readonly log: LogFacts | null
  /** By its server's own account: of one request. */
  readonly contextTokens: number | null
}

/** What engines choose their defaults by. */
export type LoadMachine = Pick<FitRoom, 'device' | 'limitBytes'>

export function createLoadFit(
  model: LoadedModel,
  options: FitOptions,
  { learning, isUnderstood }: LoadLearning = nothingToLearn,
): LoadFit {
  let sized: { readonly machine: LoadMachine; readonly sizer: Sizer } | null = null
  let told: { readonly key: string; readonly reckoning: LoadReckoning } | null = null

  const sizerOn = (machine: LoadMachine): Sizer => {
    const { device, limitBytes } = machine
    if (sized?.machine.device !== device || sized.machine.limitBytes !== limitBytes) {
      sized = { machine, sizer: createSizer(model, options, { ...noRoom, device, limitBytes }) }
      told = null
    }
    return sized.sizer
  }

  const reckon = (machine: LoadMachine, said: LoadSaid): LoadReckoning => {
    const sizer = sizerOn(machine)
    const correction = learning.of(subjectOf(model, options, machine.device))
    const key = JSON.stringify([said, correction])
    if (told?.key !== key) told = { key, reckoning: reckoned(sizer, said, correction) }
    return told.reckoning
  }

  return {
    reckon,
    fit: (room, said) => {
      const sizer = sizerOn(room)
      const { need, base, chosen, contextTokens } = reckon(room, said)
      const asItIs: Sizer = {
        ...sizer,
        contextTokens,
        need: (changes) =>
          changes === undefined
            ? need
            : correctedChange(sizer.need({ ...chosen, ...changes }), base, need),
      }
      return fitOf(model.identity, asItIs, room)
    },
    report: (machine, said) => {
      const subject = subjectOf(model, options, machine.device)
      const { base, chosen } = reckon(machine, said)
      const isCut = options.isFitted && (Object.keys(chosen).length > 0 || isPartly(said))
      if (subject === null || said.log === null || !isUnderstood || isCut) return null
      const ratios = reportedRatios(base, said.log, model.identity.path)
      return ratios === null ? null : { subject, ratios }
    },
  }
}

const nothingToLearn: LoadLearning = { learning: noLearning, isUnderstood: false }

/** Some of its layers were left to the CPU. */
const isPartly = ({ log }: LoadSaid): boolean =>
  log?.offloadedLayers !== undefined && log.offloadedLayers < (log.totalLayers ?? 0)

/** `--fit` may have taken a shorter context than was asked for. */
function reckoned(
  sizer: Sizer,
  { log, contextTokens: reported }: LoadSaid,
  correction: Correction | null,
): LoadReckoning {
  const logged = log?.contextTokens ?? null
  const tokens = logged ?? (sizer.sharing === 'one' ? reported : null)
  const isOther = tokens !== null && sizer.contextTokens !== null && tokens !== sizer.contextTokens
  const chosen = isOther ? { contextTokens: tokens } : {}
  const base = isOther ? sizer.need(chosen) : sizer.need()
  const foretold = learntNeed(base, correction)
  const need = correctedNeed(foretold, log)
  const isLogged = need !== foretold || (isOther && logged !== null)
  return {
    need,
    base,
    chosen,
    contextTokens: isOther ? tokens : sizer.contextTokens,
    origin: isLogged ? 'log' : isOther ? 'reported' : 'estimated',
  }
}

const noRoom: Omit<FitRoom, 'device' | 'limitBytes'> = {
  roomBytes: null,
  gpuRoomBytes: null,
  ramRoomBytes: null,
  isNow: true,
  of: 'this machine now',
}
