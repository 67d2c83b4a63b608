import { mostUnknownTokens } from '../inference/estimate/longest-context.ts'
import { estimateLlama, type LlamaEstimate, type LlamaModel } from '../inference/estimate/llama.ts'
import { needBytesOf, type Bands, type Need } from '../inference/estimate/need.ts'
import type { LlamaRun, ResolvedRun } from '../inference/estimate/run.ts'
import type { OllamaParameters } from '../inference/models/find/found-model.ts'
import { llamaSetting, lmStudioSetting } from './advice/llama-settings.ts'
import { ollamaSetting } from './advice/ollama-settings.ts'
import { settingsTogether } from './advice/settings.ts'
import { askedRun, changedRun } from './asked-run.ts'
import type { FitOptions } from './fit-options.ts'
import type { FitRoom } from './fit-room.ts'
import { canBeQuantized, checkBuild, checkFlash, checkTypes } from './llama-checks.ts'
import { fittedRun, type FittedOf } from './fitted-run.ts'
import { remarksOf } from './llama-remarks.ts'
import { llamaWays, optionsOf } from './llama-ways.ts'
import { ollamaRun } from './ollama-run.ts'
import type { Changes, Sizer } from './sizer.ts'
import { fileSetting, quantWays, smallerGgufs, withWeights } from './smaller-quants.ts'

export interface LlamaFit {
  readonly model: LlamaModel
  readonly engine: 'llama.cpp' | 'ollama'
  readonly ollama: OllamaParameters | null
  /** The need of a guess says that it is one. */
  readonly asNeed: (need: Need) => Need
  /** As its file or its family calls it; null: it is not known. */
  readonly quantization: string | null
  /** Of its weights; null: there is no file. */
  readonly path: string | null
}

/** As llama.cpp runs it, by itself or below Ollama. Throws UsageError where it would refuse to start. */
export function createLlamaSizer(fit: LlamaFit, options: FitOptions, room: FitRoom): Sizer {
  const { model, engine, asNeed } = fit
  const wanted = askedRun(options, room.device)
  checkTypes(model.model, wanted, engine)
  checkBuild(wanted, options)
  const asked = options.isFitted ? fittedRun(wanted, room, fittedOf(model)) : wanted
  const runWith = (changes: Changes): LlamaRun => {
    const run = changedRun(asked, changes)
    return engine === 'ollama'
      ? ollamaRun(model, { asked: run, options, changes, parameters: fit.ollama, room })
      : run
  }
  const estimate = (changes: Changes, bands: Bands = 'without bands'): LlamaEstimate =>
    estimateLlama(model, runWith(changes), bands)
  const asItIs = estimate({}, 'with bands')
  const needAsItIs = asNeed(asItIs.need)
  const { run: resolved, caches } = asItIs
  checkFlash(resolved)
  const hasCache = caches.length > 0
  const isQuantizable =
    hasCache &&
    optionsOf({ engine, options }).kvType &&
    canBeQuantized(model.model, estimate({ kvType: 'q8_0' }).run)
  const quants = smallerGgufs(fit.quantization)
  return {
    engine,
    ...(options.program === 'lm-studio' ? { program: options.program } : {}),
    need: (changes) =>
      changes === undefined
        ? needAsItIs
        : withWeights(asNeed(estimate(changes).need), quants, changes),
    ...contextOf(model, resolved, hasCache),
    parallel: resolved.sequenceCount,
    kvTypes: isQuantizable ? kvTypes : hasCache ? kvTypes.slice(0, 1) : [],
    sharing: sharingOf(resolved),
    remarks: (verdict) =>
      remarksOf(engine, wanted, {
        verdict,
        resolved,
        room,
        parameters: fit.ollama,
        isFitted: options.isFitted,
        program: options.program,
        trainedTokens: model.model.trainedContextTokens,
      }),
    ways: [
      ...llamaWays({ model: model.model, run: resolved, engine, isQuantizable, options }),
      ...quantWays(quants, needAsItIs),
    ],
    setting: ({ quantization, ...changes }) =>
      settingsTogether([
        settingOf(changes, engine, { resolved, options, room }),
        ...(quantization === undefined ? [] : fileSetting(quants, needAsItIs, { quantization })),
      ]),
  }
}

const fittedOf = (model: LlamaModel): FittedOf => ({
  gpuBytesOf: (run) => needBytesOf(estimateLlama(model, run, 'without bands').need),
  trainedTokens: model.model.trainedContextTokens ?? mostUnknownTokens,
  layerCount: model.model.layerCount + model.model.nextnLayerCount + 1,
})

const sharingOf = ({ sequenceCount, streamCount }: ResolvedRun): Sizer['sharing'] =>
  sequenceCount === 1 ? 'one' : streamCount === 1 ? 'shared' : 'split'

/** Caches are rounded up to so many cells. */
const cellStep = 256
const kvTypes: readonly string[] = ['f16', 'q8_0', 'q4_0']

function contextOf(
  { model }: LlamaModel,
  { contextTokens, streamCount, asked: { keyType, valueType } }: ResolvedRun,
  hasCache: boolean,
): Pick<Sizer, 'contextTokens' | 'range' | 'trainedTokens' | 'kvType'> {
  if (!hasCache) return { contextTokens: null, range: null, kvType: null }
  const { trainedContextTokens: trained } = model
  const mostTokens = (trained ?? mostUnknownTokens) * streamCount
  return {
    contextTokens,
    range: { stepTokens: cellStep * streamCount, mostTokens },
    trainedTokens: trained === null ? null : mostTokens,
    kvType: keyType === valueType ? keyType : null,
  }
}

function settingOf(
  changes: Changes,
  engine: LlamaFit['engine'],
  {
    resolved,
    options: { program, build },
    room: { device },
  }: { readonly resolved: ResolvedRun; readonly options: FitOptions; readonly room: FitRoom },
): ReturnType<Sizer['setting']> {
  if (program === 'lm-studio') return lmStudioSetting(changes)
  if (engine === 'llama.cpp' && program !== 'ollama') return llamaSetting(changes, build)
  const isOnMac = device === 'metal'
  return ollamaSetting(changes, { sequences: resolved.sequenceCount, isOnMac })
}
