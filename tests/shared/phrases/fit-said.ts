import {
  capital,
  certaintyText,
  growthText,
  shownAdvice,
  shownVerdict,
  verdictWords,
} from '../../../src/shared/fit-text.ts'
import type { Fit, FitAdvice } from '../../../src/shared/fit.ts'

/** All that a screen says of what a model would take. */
export function saidOfFit(fit: Fit): readonly string[] {
  const { sentence, doubt } = shownVerdict(fit)
  const beside = doubt === null ? [] : [doubt, capital(doubt)]
  const words = [verdictWords[fit.verdict], sentence, certaintyText(fit), growthText(fit)]
  return [
    ...words.filter((text) => text !== null),
    ...beside,
    fit.roomOf,
    ...fit.remarks,
    ...fit.advice.flatMap(saidOfAdvice),
  ]
}

export function saidOfAdvice(advice: FitAdvice): readonly string[] {
  const { text, saves, costs, steps } = shownAdvice(advice)
  return [text, saves, costs, ...steps.map(({ words }) => words)].filter((one) => one !== null)
}
