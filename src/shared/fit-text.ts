import type { AdviceHow, Fit, FitAdvice, FitBasis, FitParts, Verdict } from './fit.ts'
import { printable } from './printable.ts'
import { formatBytes, formatCount } from './units.ts'

export const verdictWords: Readonly<Record<Verdict, string>> = {
  fits: 'fits',
  tight: 'tight',
  no: 'does not fit',
  unknown: 'not known',
}

/** What a load takes, part by part, in the order in which it is shown. */
export const partTitles: Readonly<Record<keyof FitParts, string>> = {
  weightsBytes: 'weights',
  kvBytes: 'KV cache',
  recurrentBytes: 'recurrent state',
  computeBytes: 'compute',
  outputBytes: 'logits',
  projectorBytes: 'projector',
  draftBytes: 'draft model',
  overheadBytes: 'the process itself',
}

export interface ShownAdvice {
  /** `Take a context of 16384 tokens: then it fits` */
  readonly text: string
  /** `saves 3.1 GB`; null where nothing is saved. */
  readonly saves: string | null
  /** What is given up for it; null: nothing. */
  readonly costs: string | null
  /** How it is done, one step after the other. */
  readonly steps: readonly AdviceStep[]
}

/** In words, or as it is typed, or both: a command below its words. */
export interface AdviceStep {
  readonly words: string | null
  readonly command: string | null
}

const maxAdviceLength = 400

export function shownAdvice({ kind, text, verdict, isEnough, ...advice }: FitAdvice): ShownAdvice {
  const sentence = capital(printable(text.replaceAll('\n', ' '), maxAdviceLength))
  const { savesBytes, costs, how } = advice
  return {
    text: isEnough && kind !== 'bigger-mac' ? `${sentence}${outcomes[verdict]}` : sentence,
    saves: savesBytes > 0 ? `saves ${formatBytes(savesBytes)}` : null,
    costs: costs === null ? null : printable(costs, maxAdviceLength),
    // that is all that can be said: there is nothing to do
    steps: kind === 'bigger-mac' ? [] : stepsOf(how),
  }
}

const outcomes: Readonly<Record<Verdict, string>> = {
  fits: ': then it fits',
  tight: ': then it just fits',
  no: '',
  unknown: '',
}

function stepsOf(how: AdviceHow): readonly AdviceStep[] {
  const words = (text: string): string => printable(text, maxAdviceLength)
  switch (how.kind) {
    case 'flag':
    case 'command':
      return [{ words: null, command: how.text }]
    case 'request': {
      // several lines that are pasted at once are a prompt to it (cmd/interactive.go of Ollama)
      const inFile = how.modelfile.split('\n')
      return how.text.split('\n').map((command, index) => ({
        words: words(`In its chat; in a Modelfile: ${inFile[index] ?? ''}`),
        command,
      }))
    }
    case 'variable':
      return [{ words: words(`By ${how.where}:`), command: how.text }]
    case 'menu':
    case 'act':
      return [{ words: words(capital(how.text)), command: null }]
    case 'several':
      return how.each.flatMap(stepsOf)
  }
}

export const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

/** What a load would come to, in one sentence and the words beside it. */
export interface ShownVerdict {
  /** `Does not fit: 2.4 GB too much` */
  readonly sentence: string
  /** Where the room lies within the error of the estimate. */
  readonly doubt: string | null
}

export function shownVerdict(fit: Fit): ShownVerdict {
  const { verdict, gapBytes, errorBand, roomBytes } = fit
  // without a GPU all of it is in RAM
  const needBytes = fit.needBytes > 0 ? fit.needBytes : fit.needRamBytes
  const mayBeMore = roomBytes !== null && errorBand.highBytes > roomBytes
  const mayBeLess = gapBytes !== null && gapBytes <= needBytes - errorBand.lowBytes
  const doubt = 'the room lies within the error of the estimate'
  switch (verdict) {
    case 'fits':
      return { sentence: 'Fits', doubt: mayBeMore ? doubt : null }
    case 'tight':
      return {
        sentence: 'Fits, but it is tight',
        doubt: mayBeMore ? doubt : 'little is left for anything else',
      }
    case 'no': {
      const excess = gapBytes === null ? '' : `: ${formatBytes(gapBytes)} too much`
      return { sentence: `Does not fit${excess}`, doubt: mayBeLess ? doubt : null }
    }
    case 'unknown':
      return {
        sentence: 'Whether it fits cannot be told',
        doubt: roomBytes === null ? 'how much room there is is not known' : null,
      }
  }
}

const basisTexts: Readonly<Record<FitBasis, string>> = {
  exact: 'exact',
  approximate: 'approximate',
  'upper bound': 'an upper bound',
  guess: 'a guess by its size',
  unknown: 'some of it is not known',
}

/** `exact`, `approximate: 18.9 to 19.6 GB`. */
export function certaintyText({ basis, errorBand }: Pick<Fit, 'basis' | 'errorBand'>): string {
  const band = bandText(errorBand)
  return band === null ? basisTexts[basis] : `${basisTexts[basis]}: ${band}`
}

/** `18.9 to 19.6 GB`; null where both ends look the same. */
export function bandText(band: {
  readonly lowBytes: number
  readonly highBytes: number
}): string | null {
  const [low, high] = [formatBytes(band.lowBytes), formatBytes(band.highBytes)]
  if (low === high) return null
  const [figure = '', unit = ''] = low.split(' ')
  return high.endsWith(` ${unit}`) ? `${figure} to ${high}` : `${low} to ${high}`
}

const maxGrowthLength = 240

/** What may come on top while it is used; null where nothing does. */
export function growthText({ growth }: Pick<Fit, 'growth'>): string | null {
  if (growth === null) return null
  const { bytes, what } = growth
  const more = bytes === null ? 'ever' : `up to ${formatBytes(bytes)}`
  return `While it is used it may take ${more} more RAM: ${printable(what, maxGrowthLength)}.`
}

/** `learnt here from 3 loads: +210 MB`; null: nothing was. */
export function learntText({ learnt }: Pick<Fit, 'learnt'>): string | null {
  if (learnt === null) return null
  const loads = learnt.loads === 1 ? '1 load' : `${formatCount(learnt.loads)} loads`
  const sign = learnt.byBytes < 0 ? '−' : '+'
  const by = formatBytes(Math.abs(learnt.byBytes))
  return `learnt here from ${loads}: ${learnt.byBytes === 0 ? 'as estimated' : `${sign}${by}`}`
}
