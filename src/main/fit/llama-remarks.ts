import { formatCount } from '../../shared/units.ts'
import type { Verdict } from '../../shared/fit.ts'
import { newestBuild, sinceBuild } from '../inference/estimate/engine-build.ts'
import type { LlamaRun, ResolvedRun } from '../inference/estimate/run.ts'
import type { OllamaParameters } from '../inference/models/find/found-model.ts'
import type { FitOptions } from './fit-options.ts'
import type { FitRoom } from './fit-room.ts'

interface Said {
  readonly verdict: Verdict
  readonly resolved: ResolvedRun
  readonly room: FitRoom
  readonly parameters: OllamaParameters | null
  /** What it chooses by itself is reckoned with. */
  readonly isFitted: boolean
  readonly program: FitOptions['program']
  readonly trainedTokens: number | null
}

/** What the engine decides where it is not told. */
export function remarksOf(
  engine: 'llama.cpp' | 'ollama',
  { contextTokens, gpuLayers }: LlamaRun,
  { resolved, room: { limitBytes, device }, parameters, ...said }: Said,
): readonly string[] {
  const { build, streamCount } = resolved
  const unknown =
    build > newestBuild
      ? [`What builds after b${newestBuild} allocate otherwise is not known here.`]
      : []
  if (contextTokens !== null)
    return [
      ...unknown,
      ...(engine === 'ollama' ? [] : stretchedRemarks(contextTokens / streamCount, said)),
    ]
  if (engine === 'ollama')
    return limitBytes === null && (parameters?.contextTokens ?? null) === null && device !== 'cpu'
      ? [
          'How long a context Ollama takes goes by the limit of the GPU, which is not known here: give --ctx.',
        ]
      : []
  if (said.isFitted) return [...unknown, fittedRemark(resolved)]
  const isShortened = said.program !== 'lm-studio' && build >= sinceBuild.fitsItself
  if (said.verdict !== 'no' || gpuLayers !== null || !isShortened) return unknown
  const alone = device === 'metal' ? '; on a Mac it sees only its own process' : ''
  return [
    ...unknown,
    `Without -c and -ngl llama.cpp takes a shorter context, or fewer layers, until it fits (--fit)${alone}.`,
  ]
}

/** Ollama takes no more than that by itself. */
export const stretchedRemarks = (
  contextTokens: number,
  { trainedTokens }: { readonly trainedTokens: number | null },
): readonly string[] =>
  trainedTokens === null || contextTokens <= trainedTokens
    ? []
    : [
        `It was made for ${formatCount(trainedTokens)} tokens; beyond that answers get worse unless it is stretched (RoPE scaling).`,
      ]

function fittedRemark({ contextTokens, asked: { gpuLayers } }: ResolvedRun): string {
  const layers = gpuLayers === null ? '' : ` and ${formatCount(gpuLayers)} layers on the GPU`
  return `Told neither a context nor layers, llama.cpp takes ${formatCount(contextTokens)} tokens${layers} by itself: what fits what its own process sees (--fit).`
}
