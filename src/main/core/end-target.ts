import type { Act, ActBy } from '../../shared/act.ts'
import type { QuitEnd, QuitTarget } from '../apps/quit/target.ts'
import type { Host, ProcessIdentity } from '../host/host.ts'
import type { Held } from '../inference/inventory/inventory.ts'
import { noSubject, type ActBook, type Beginning, type Subject } from './act-book.ts'
import type { Ladder } from './quit-ladder.ts'
import { keysOf } from './quit-target.ts'
import { keptAliveWords, nothingCameBack, shownName, stillOpenWords } from './quit-words.ts'

export interface EndOptions {
  readonly host: Host
  readonly book: ActBook
  readonly ladder: Ladder
}

/** What of an act is known when its target has ended, and its memory was looked for. */
export type Proof = Pick<Act, 'outcome' | 'sentence' | 'help' | 'heldBytes' | 'returnedBytes'>

export interface Ending {
  readonly target: QuitTarget
  /** What is left of an earlier act, for which there is a second confirmation: it is not asked. null: it is asked. */
  readonly forced: readonly ProcessIdentity[] | null
  readonly beginning: Beginning
  readonly by: ActBy
  readonly held: Held | null
  /** `isBack`: something has started it again meanwhile. */
  readonly prove: (isBack: () => boolean) => Promise<Proof>
}

/** Ends what was meant, by one rung of the ladder, and notes it. Throws Refusal where it is in hand already. */
export async function endTarget(options: EndOptions, ending: Ending): Promise<Act> {
  const { target, forced, beginning, by } = ending
  const letGo = options.book.hold(keysOf(target), shownName(target.name))
  try {
    const begun = await options.book.begin(beginning, by)
    const { host, ladder } = options
    const end =
      forced === null
        ? await ladder.askToQuit(host, target)
        : await ladder.forceToQuit(host, target, forced)
    const { settle, subject, ...ended } = await conclude(options, ending, end)
    return await begun.end({ ...beginning, ...ended }, subject, settle)
  } finally {
    letGo()
  }
}

type Conclusion = Pick<Act, 'outcome' | 'sentence' | 'help' | 'request' | 'returnedBytes'> &
  Pick<Act, 'offers' | 'heldBytes'> & {
    readonly subject: Subject
    readonly settle?: (act: Act) => Promise<Act>
  }

async function conclude(
  { host, ladder }: EndOptions,
  { target, forced, beginning, held, prove }: Ending,
  end: QuitEnd,
): Promise<Conclusion> {
  const { heldBytes } = beginning
  const nothingYet = { heldBytes, returnedBytes: null, offers: [] } as const
  const isForced = forced !== null
  switch (end.kind) {
    case 'refused': {
      const sentence = `${shownName(target.name)} was left as it is: ${end.reason}`
      return {
        outcome: 'refused',
        ...nothingYet,
        request: null,
        sentence,
        help: null,
        subject: noSubject,
      }
    }
    case 'still-open':
      return {
        ...stillOpenWords(target.name, end, isForced),
        ...nothingYet,
        request: end.request,
        // what does not end by force has no rung above
        offers: isForced ? [] : ['force'],
        subject: isForced ? noSubject : { ...noSubject, target, held, left: end.left },
      }
    case 'ended': {
      const { traces } = end
      // from now on, while its memory is looked for: it may be back at once
      const returning = ladder.watchReturn(host, target, host.clock.nowMs(), traces)
      let isBack = false
      void returning.then(
        (keeper) => {
          isBack = keeper !== null
        },
        () => undefined, // whoever asks how it has settled hears of it
      )
      const plan = ladder.reopenPlan(target, traces)
      const proof = await prove(() => isBack)
      return {
        ...proof,
        request: end.request,
        offers: plan.kind === 'open' ? ['reopen'] : [],
        // of all that was read of it only this stays: whole command lines are long, and may hold secrets
        subject: { ...noSubject, reopen: { name: target.name, plan } },
        settle: async (act) => {
          const keeper = await returning
          if (keeper === null) return act
          const words = keptAliveWords(target.name, keeper)
          // a server that loads only when it is asked to runs without this model now
          const isLoadedAgain = held === null || held.model.eject.kind === 'quit'
          return { ...act, ...(isLoadedAgain ? nothingCameBack(words) : words), offers: [] }
        },
      }
    }
  }
}
