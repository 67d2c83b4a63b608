import { limitGuideOf, type RaiseSigns } from '../../shared/limit-guide.ts'
import {
  mibBytes,
  wholeMib,
  type LimitGuide,
  type LimitRaise,
  type RaiseLimitInput,
} from '../../shared/limit-raise.ts'
import {
  alreadyText,
  byHandText,
  limitCommand,
  outsideText,
  plannedText,
  questionText,
  shownText,
  underWayText,
} from '../../shared/limit-text.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import type { Host } from '../host/host.ts'
import type { ActLogStore } from '../history/act-log.ts'
import { readLimitFacts } from './limit-facts.ts'
import { noteLimit } from './limit-note.ts'
import { setLimit } from './limit-set.ts'

/** The limit of the GPU: how it can be raised, and raising it. What is refused is an answer too, with its sentence. */
export interface LimitDesk {
  limit(): Promise<LimitRaise>
  /** Answers when macOS has been given an administrator, or nobody has answered it: up to three minutes later. */
  raiseLimit(input: RaiseLimitInput): Promise<LimitRaise>
}

export interface LimitDeskOptions {
  readonly host: Host
  readonly snapshotNow: () => Promise<Snapshot>
  /** The limit may be another now: it is asked anew. */
  readonly hurryLimit: () => void
  /** Without it nothing is noted. */
  readonly log: ActLogStore | undefined
}

export function createLimitDesk(options: LimitDeskOptions): LimitDesk {
  const { host, snapshotNow } = options
  let isUnderWay = false
  return {
    limit: async () => shown(limitGuideOf(await readLimitFacts(host, snapshotNow))),
    raiseLimit: async (input) => {
      const signs = await readLimitFacts(host, snapshotNow)
      const asked = askedFor(signs, input)
      const answer = answerBefore(asked, input)
      if (answer !== null) return answer
      // two questions of macOS at once would not say which is which
      if (isUnderWay) return answerOf(asked, 'refused', underWayText)
      isUnderWay = true
      try {
        return await raise(options, asked)
      } finally {
        isUnderWay = false
      }
    },
  }
}

/** What is wanted, of which Mac. */
interface Asked {
  readonly guide: LimitGuide
  readonly override: RaiseSigns['override']
  /** In whole MiB; null: macOS is to choose again. */
  readonly toBytes: number | null
}

const askedFor = (signs: RaiseSigns, { toBytes }: RaiseLimitInput): Asked => ({
  guide: limitGuideOf(signs),
  override: signs.override,
  toBytes: toBytes === null ? null : wholeMib(toBytes) * mibBytes,
})

function shown(guide: LimitGuide): LimitRaise {
  const { raisedToBytes } = guide
  const isOffered = guide.kind === 'ok' || raisedToBytes !== null
  return {
    schema: 'headroom/limit/1',
    outcome: isOffered ? 'shown' : 'refused',
    guide,
    toBytes: null,
    command: guide.kind === 'ok' ? limitCommand(guide.calmBytes ?? guide.mostBytes) : null,
    revertCommand: raisedToBytes === null ? null : limitCommand(null),
    afterBytes: null,
    sentence: shownText(guide),
    help: null,
  }
}

const answerOf = (
  { guide, toBytes }: Asked,
  outcome: LimitRaise['outcome'],
  sentence: string,
): LimitRaise => ({
  schema: 'headroom/limit/1',
  outcome,
  guide,
  toBytes,
  command: null,
  revertCommand: guide.raisedToBytes === null ? null : limitCommand(null),
  afterBytes: null,
  sentence,
  help: null,
})

/** All that is answered without doing anything; null: it is to be done. */
function answerBefore(asked: Asked, { isDryRun, isConfirmed }: RaiseLimitInput): LimitRaise | null {
  const { toBytes } = asked
  const refusal = refusalOf(asked)
  if (refusal === 'already')
    return { ...answerOf(asked, 'done', alreadyText(toBytes)), afterBytes: toBytes }
  if (refusal !== null) return answerOf(asked, 'refused', refusal)
  const command = limitCommand(toBytes)
  if (isDryRun) return { ...answerOf(asked, 'planned', plannedText(toBytes)), command }
  if (isConfirmed) return null
  return { ...answerOf(asked, 'unconfirmed', questionText(toBytes)), command }
}

/** null: it may be done; `already`: there is nothing to do; else why not. */
function refusalOf({ guide, override, toBytes }: Asked): string | null {
  const { raisedToBytes } = guide
  if (toBytes === null) {
    if (override.kind === 'none') return 'already'
    // beyond every bound as well: what was set by hand can be set back
    return raisedToBytes === null && guide.kind === 'refused' ? guide.reason : null
  }
  if (toBytes === raisedToBytes) return 'already'
  if (guide.kind === 'refused') return guide.reason
  const isWithin = toBytes >= guide.leastBytes && toBytes <= guide.mostBytes
  return isWithin ? null : outsideText(toBytes, guide, raisedToBytes !== null)
}

async function raise(
  { host, hurryLimit, log }: LimitDeskOptions,
  asked: Asked,
): Promise<LimitRaise> {
  const { toBytes, guide } = asked
  const { raisedToBytes } = guide
  const noteEnd = await noteLimit({ log, clock: host.clock }, toBytes)
  const { outcome, afterBytes, sentence } = await setLimit(host, { toBytes, raisedToBytes })
  hurryLimit()
  await noteEnd(outcome, sentence)
  const isDone = outcome === 'done'
  const isRaised = isDone ? toBytes !== null : raisedToBytes !== null || outcome === 'unproved'
  return {
    ...answerOf(asked, outcome, sentence),
    command: isDone ? null : limitCommand(toBytes),
    revertCommand: isRaised ? limitCommand(null) : null,
    afterBytes,
    help: isDone ? null : byHandText,
  }
}
