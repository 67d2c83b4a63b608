import type { Act, ActOffer, ActOutcome } from './act.ts'
import { cutInMiddle } from './model-text.ts'
import { printable } from './printable.ts'
import { formatBytes } from './units.ts'

/** What an act has come to, as every face says it; all foreign text in it may be shown as it is. */
export interface ShownAct {
  /** `Loom has quit: 2.1 GB came back (2.3 GB expected)` */
  readonly sentence: string
  /** What helps further; null where nothing is left to do. */
  readonly help: string | null
  /** `2.1 GB came back (2.3 GB expected)`; null where nothing is known to have come back. */
  readonly cameBack: string | null
  /** What was sent, or would be; null for nothing. */
  readonly request: string | null
  readonly tone: ActTone
  /** The rung above, where it is offered: it needs a confirmation of its own. */
  readonly next: NextRung | null
  /** It can be started again, by the id of this act. */
  readonly canReopen: boolean
}

export type ActTone = 'good' | 'asks' | 'alarm'

/** What may be asked for next, with the act's id as `forceAfter`. */
export interface NextRung {
  /** `Force Loom to quit? What it has not saved is lost.` */
  readonly question: string
  /** Of the button that leads to the question: `Force quit`. */
  readonly label: string
}

/** A sentence holds names of others, and what a server has answered. */
const maxSentenceLength = 600
/** A command line beside it. */
const maxRequestLength = 600
const maxNameLength = 60

export const shownAct = (act: Act): ShownAct => ({
  sentence: printable(act.sentence, maxSentenceLength),
  help: act.help === null ? null : printable(act.help, maxSentenceLength),
  cameBack: cameBackText(act),
  request: act.request === null ? null : printable(act.request, maxRequestLength),
  tone: toneOf[act.outcome],
  next: nextRung(act),
  canReopen: offers(act, 'reopen'),
})

const toneOf: Readonly<Record<ActOutcome, ActTone>> = {
  planned: 'good',
  done: 'good',
  unconfirmed: 'asks',
  waiting: 'asks',
  'still-open': 'asks',
  held: 'alarm',
  'kept-alive': 'alarm',
  refused: 'alarm',
}

const offers = ({ id, offers: all }: Act, offer: ActOffer): boolean =>
  id !== null && all.includes(offer)

/** `2.1 GB came back (2.3 GB expected)`; null where nothing is known to have come back. */
export function cameBackText({
  returnedBytes,
  expectedBytes,
}: Pick<Act, 'returnedBytes' | 'expectedBytes'>): string | null {
  if (returnedBytes === null) return null
  const expected = expectedBytes === null ? '' : ` (${formatBytes(expectedBytes)} expected)`
  return `${formatBytes(returnedBytes)} came back${expected}`
}

/** The second, separate confirmation (design §2); null where the act offers none. */
function nextRung(act: Act): NextRung | null {
  if (!offers(act, 'force')) return null
  const name = cutInMiddle(printable(act.target, act.target.length), maxNameLength)
  if (act.act !== 'unload')
    return {
      question: `Force ${name} to quit? What it has not saved is lost.`,
      label: 'Force quit',
    }
  const server = printable(act.server ?? 'its server', maxNameLength)
  return act.outcome === 'still-open'
    ? {
        question: `Force ${server} to end, which holds ${name}? What it is at is lost.`,
        label: 'Force it to end',
      }
    : {
        question: `End the process of ${server} that holds ${name}? What it is at is lost.`,
        label: 'End its process',
      }
}
