import type { SwapGrowth } from '../../../shared/forecast.ts'
import { formatBytes, formatBytesPerSecond, formatSpan } from '../../../shared/units.ts'
import { freshOf } from '../fresh.ts'
import { shownGap } from '../gap-text.ts'
import { thereIs } from '../other-apps.ts'
import { isQuittable, reliefWords } from '../relief.ts'
import {
  dwellOf,
  blind,
  memoryFigures,
  nothingSeen,
  seen,
  type Claim,
  type Rule,
  type Unjudged,
} from '../rule.ts'
import { shortName } from '../short-name.ts'
import { createSwapMovers, doerOf, type Doer, type Mover } from '../swap-mover.ts'

const key = 'swap'
const dwell = dwellOf('swapping', { readingCount: 3, calmMs: 30_000 })

/** Less is the kernel tidying up; of big machines a share of RAM. */
const leastBytes = 0.5e9
const leastRamShare = 0.02
/** As the state word has it (headroom/state-word.ts): slower is not for want of memory. */
const rate = { enterBytesPerSecond: 1e6, leaveBytesPerSecond: 0.25e6 } as const

/** Swap that was there before says nothing; what goes there since the load began does (peers §2, 15). */
export const swapping: Rule = {
  id: 'swapping',
  dwell,
  create: () => {
    const movers = createSwapMovers()
    return ({ snapshot }) => {
      movers.note(snapshot)
      const { forecast: foreseen, memory: held, swap: used } = snapshot
      const [forecast, memory, swap] = [freshOf(foreseen), freshOf(held), freshOf(used)]
      if (forecast === null || memory === null || swap === null) return blind
      const { swapGrowth } = forecast
      if (swapGrowth === null) return nothingSeen
      const doer = doerOf(swapGrowth, snapshot)
      const mover = movers.of(swapGrowth, doer, snapshot)
      const { bytes, bytesPerSecond } = swapGrowth
      if (bytesPerSecond !== null && bytesPerSecond < rate.leaveBytesPerSecond)
        return seen([{ key, level: 'low' }])
      const { totalBytes } = memory
      const isMuch = bytes >= Math.max(leastBytes, leastRamShare * totalBytes)
      const swappedBytes = Math.max(bytes, swap.usedBytes)
      const readAtMs = forecast.atMs
      const around = { snapshot, totalBytes, swappedBytes, readAtMs, doer, mover }
      const claim = claimOf(swapGrowth, around)
      return isMuch && bytesPerSecond !== null && bytesPerSecond >= rate.enterBytesPerSecond
        ? seen([{ key, level: 'high', claim }])
        : seen([{ key, level: 'between', claim }])
    }
  },
}

interface Around {
  readonly snapshot: Unjudged
  readonly totalBytes: number
  /** With what was there before. */
  readonly swappedBytes: number
  readonly readAtMs: number
  readonly doer: Doer | null
  readonly mover: Mover
}

function claimOf(growth: SwapGrowth, around: Around): Claim {
  const { snapshot, totalBytes, swappedBytes, readAtMs, doer, mover } = around
  const model = doer?.model ?? null
  const exceptServerId = doer?.serverId ?? null
  return {
    severity: 'warning',
    title: titleOf(doer, mover),
    sentence: `${sentenceOf(growth, around)} ${endOf(mover)}`,
    advice: adviceOf(mover, snapshot) ?? reliefWords(snapshot, { line: 'ram', exceptServerId }),
    figures: memoryFigures({
      line: 'ram',
      lineBytes: totalBytes,
      needBytes: totalBytes + swappedBytes,
      haveBytes: totalBytes,
    }),
    about: {
      ...(model === null ? {} : { modelId: model.id }),
      serverId: thereIs(exceptServerId, snapshot),
      ...(mover.kind === 'app' ? { appId: mover.app.id } : {}),
    },
    readAtMs,
  }
}

/** The longest of the titles has room for so much of a name. */
const maxNameLength = 26
const nameOf = (doer: Doer | null): string =>
  doer === null ? 'models' : shortName(doer.name, maxNameLength)
const workOf = (doer: Doer | null): string => `${nameOf(doer)} ${doer === null ? 'work' : 'works'}`

function titleOf(doer: Doer | null, mover: Mover): string {
  switch (mover.kind) {
    case 'doer':
      return `Memory moves to swap for ${nameOf(doer)}`
    case 'app':
      return `Memory moves to swap as ${shortName(mover.app.name)} grows`
    case 'nobody':
      return `Memory moves to swap while ${workOf(doer)}`
  }
}

function sentenceOf(
  { bytes, bytesPerSecond, sinceMs }: SwapGrowth,
  { snapshot, totalBytes, swappedBytes, doer }: Around,
): string {
  const { need, have, gap } = shownGap({ haveBytes: totalBytes, gapBytes: swappedBytes })
  const began = doer === null ? 'models began' : `${shortName(doer.name)} began`
  const since = `In the ${formatSpan(snapshot.atMs - sinceMs)} since ${began}`
  const pace = bytesPerSecond === null ? '' : `, now at ${formatBytesPerSecond(bytesPerSecond)}`
  const wanted = `${need} are wanted, and RAM has ${have}.`
  return formatBytes(bytes) === gap
    ? `${since} ${gap} have gone to swap${pace}: ${wanted}`
    : `${since} ${formatBytes(bytes)} have gone to swap${pace}. Swap holds ${gap} now: ${wanted}`
}

/** Whose growth is not the model’s does not end with its tokens. */
const endOf = (mover: Mover): string =>
  mover.kind === 'app'
    ? `${shortName(mover.app.name)} has grown by ${formatBytes(mover.grownBytes)} since.`
    : 'Each token may wait for the disk.'

const adviceOf = (mover: Mover, snapshot: Unjudged): string | null =>
  mover.kind === 'app' && isQuittable(mover.app, snapshot)
    ? `Quit ${shortName(mover.app.name)}, or stop what it does.`
    : null
