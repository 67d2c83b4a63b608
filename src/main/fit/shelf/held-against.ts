import type { LocalModel } from '../../../shared/local-models.ts'
import { verdictOf } from '../../headroom/verdict.ts'
import { longestContext } from '../../inference/estimate/longest-context.ts'
import type { Need } from '../../inference/estimate/need.ts'
import { linesOf } from '../fit.ts'
import type { FitRoom } from '../fit-room.ts'
import { usualTokensOf } from '../ollama-run.ts'
import { needOn, type Amount } from './need-curve.ts'
import type { ModelOutline } from './outline.ts'

export type Held = Pick<
  LocalModel,
  'verdict' | 'contextTokens' | 'needBytes' | 'needRamBytes' | 'longestContextTokens'
>

/** What a model comes to in a room, by what is kept of it: nothing is read. `factor`: by what loads of it have taught. */
export function heldAgainst(outline: ModelOutline, room: FitRoom, factor = 1): Held {
  const { range, isWhole } = outline
  const tokens = tokensOf(outline, room)
  const amount = amountAt(outline, tokens, { room, factor })
  const linesAt = (one: Amount) => linesOf(needOf(one, isWhole), room)
  const excessOf = (one: Amount): number =>
    Math.max(...linesAt(one).map((line) => line.needBytes - (line.roomBytes ?? Infinity)))
  return {
    verdict: verdictOf(linesAt(amount), isWhole),
    contextTokens: range === null ? null : Math.ceil(tokens / range.stepTokens) * range.stepTokens,
    needBytes: amount.onGpuBytes,
    needRamBytes: amount.allBytes,
    longestContextTokens:
      range === null || room.roomBytes === null || !isWhole
        ? null
        : longestContext(
            (contextTokens) => excessOf(amountAt(outline, contextTokens, { room, factor })),
            range,
          ),
  }
}

function tokensOf({ usualTokens, trainedContextTokens }: ModelOutline, room: FitRoom): number {
  if (usualTokens !== null) return usualTokens
  return Math.min(usualTokensOf(room.limitBytes), trainedContextTokens ?? Infinity)
}

interface Where {
  readonly room: FitRoom
  readonly factor: number
}

/** Ollama takes the greatest batch that fits; the others have one curve. */
function amountAt(
  { curves }: ModelOutline,
  tokens: number,
  { room: { gpuRoomBytes }, factor }: Where,
): Amount {
  const amounts = curves
    .filter(({ aboveTokens }) => tokens > aboveTokens || aboveTokens === 0)
    .map(({ knots }) => scaled(needOn(knots, tokens), factor))
  const fitting = amounts.find(({ onGpuBytes }) => onGpuBytes <= (gpuRoomBytes ?? Infinity))
  return fitting ?? amounts.at(-1) ?? { onGpuBytes: 0, allBytes: 0 }
}

const scaled = ({ onGpuBytes, allBytes }: Amount, factor: number): Amount => ({
  onGpuBytes: Math.round(onGpuBytes * factor),
  allBytes: Math.round(allBytes * factor),
})

/** As one part: which ones it has makes no difference to a verdict. */
function needOf({ onGpuBytes, allBytes }: Amount, isWhole: boolean): Need {
  const basis = isWhole ? 'exact' : 'unknown'
  const part = {
    name: 'weights',
    bytes: allBytes,
    onGpuBytes,
    band: null,
    basis,
    formula: '',
  } as const
  return { parts: [part], growth: null, remarks: [] }
}
