import type { Fit } from '../../shared/fit.ts'
import type { LogFacts } from '../../shared/log-facts.ts'
import { correctedChange, correctedNeed } from '../inference/estimate/corrected-need.ts'
import type { Need } from '../inference/estimate/need.ts'
import { createSizer } from './create-sizer.ts'
import type { FitOptions } from './fit-options.ts'
import type { FitRoom } from './fit-room.ts'
import { fitOf } from './fit.ts'
import type { LoadedModel } from './load-model.ts'
import type { Changes, Sizer } from './sizer.ts'

/** A load that is under way: what it takes by its header, and by what its log has said of it so far. */
export interface LoadFit {
  /** The same object for as long as nothing new is said. Throws what `createSizer` throws. */
  reckon(machine: LoadMachine, said: LoadSaid): LoadReckoning
  /** All that `headroom fit` would say of it. */
  fit(room: FitRoom, said: LoadSaid): Fit
}

export interface LoadReckoning {
  readonly need: Need
  /** Before its log has corrected it. */
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

export function createLoadFit(model: LoadedModel, options: FitOptions): LoadFit {
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
    const key = JSON.stringify(said)
    if (told?.key !== key) told = { key, reckoning: reckoned(sizer, said) }
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
  }
}

/** `--fit` may have taken a shorter context than was asked for. */
function reckoned(sizer: Sizer, { log, contextTokens: reported }: LoadSaid): LoadReckoning {
  const logged = log?.contextTokens ?? null
  const tokens = logged ?? (sizer.sharing === 'one' ? reported : null)
  const isOther = tokens !== null && sizer.contextTokens !== null && tokens !== sizer.contextTokens
  const chosen = isOther ? { contextTokens: tokens } : {}
  const base = isOther ? sizer.need(chosen) : sizer.need()
  const need = correctedNeed(base, log)
  const isLogged = need !== base || (isOther && logged !== null)
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
