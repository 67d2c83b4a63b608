import { formatCount } from '../../shared/units.ts'
import type { Verdict } from '../../shared/fit.ts'
import { newestBuild, sinceBuild } from '../inference/estimate/engine-build.ts'
import type { LlamaRun, ResolvedRun } from '../inference/estimate/run.ts'
import type { OllamaParameters } from '../inference/models/find/found-model.ts'
import type { FitRoom } from './fit-room.ts'

interface Said {
  readonly verdict: Verdict
  readonly resolved: ResolvedRun
  readonly room: FitRoom
  readonly parameters: OllamaParameters | null
  /** What it chooses by itself is reckoned with. */
  readonly isFitted: boolean
}

/** What the engine decides where it is not told. */
export function remarksOf(
  engine: 'llama.cpp' | 'ollama',
  { contextTokens, gpuLayers }: LlamaRun,
  { verdict, resolved, room: { limitBytes, device }, parameters, isFitted }: Said,
): readonly string[] {
  const { build } = resolved
  const unknown =
    build > newestBuild
      ? [`What builds after b${newestBuild} allocate otherwise is not known here.`]
      : []
  if (contextTokens !== null) return unknown
  if (engine === 'ollama')
    return limitBytes === null && (parameters?.contextTokens ?? null) === null && device !== 'cpu'
      ? [
          'How long a context Ollama takes goes by the limit of the GPU, which is not known here: give --ctx.',
        ]
      : []
  if (isFitted) return [...unknown, fittedRemark(resolved)]
  if (verdict !== 'no' || gpuLayers !== null || build < sinceBuild.fitsItself) return unknown
  const alone = device === 'metal' ? '; on a Mac it sees only its own process' : ''
  return [
    ...unknown,
    `Without -c and -ngl llama.cpp takes a shorter context, or fewer layers, until it fits (--fit)${alone}.`,
  ]
}

function fittedRemark({ contextTokens, asked: { gpuLayers } }: ResolvedRun): string {
  const layers = gpuLayers === null ? '' : ` and ${formatCount(gpuLayers)} layers on the GPU`
  return `Told neither a context nor layers, llama.cpp takes ${formatCount(contextTokens)} tokens${layers} by itself: what fits what its own process sees (--fit).`
}
