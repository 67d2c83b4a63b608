import type { ServerKind } from '../../../shared/server.ts'
import type { AskerAt } from '../../host/ask-at.ts'
import { createAskedPaths, type AskedPaths } from './asked-paths.ts'
import type { Found } from '../programs/discover.ts'
import { unheard, type ListeningAt, type Unheard } from './identify-server.ts'
import { nextDue, type DuePath } from './poll-plan.ts'
import type { ServerAnswers } from './server-answers.ts'
import { get } from './server-client.ts'
import type { Known } from '../server-kind.ts'

/** One server is asked no more in one visit, and no more where so many answers do not come. */
const maxRequests = 16
const maxFailures = 2

interface Round {
  readonly asker: AskerAt
  readonly address: ListeningAt
  readonly found: Found
  readonly apiKey: string | null
  readonly parentKind: ServerKind | null
  readonly isLooked: boolean
}

/** A request that got no answer in one round. */
interface Failed {
  readonly due: DuePath
  readonly reason: string
}

export interface Polls {
  /** null: all is well; else why nothing came. */
  poll(round: Round): Promise<Unheard | null>
  /** A round has ended well: all that could be asked was asked, which may be nothing. */
  isThrough(): boolean
  /** At the next round everything is due. */
  hurry(): void
}

/** What is due is asked, one request after the other: each may decide what may be asked next. */
export function createPolls(answers: ServerAnswers): Polls {
  const asked = createAskedPaths()
  let isThrough = false

  const nextIn = (round: Round, nowMs: number): DuePath | null =>
    nextDue({
      spec: answers.spec(),
      known: knownIn(answers, round),
      isBusy: answers.doing().isBusy === true,
      askedAtMs: asked.atMs,
      hasAnswered: answers.hasAnswered,
      isPassedOver: (path) => asked.rests(path, nowMs) || answers.isPassedOver(path, nowMs),
      isLooked: round.isLooked,
      nowMs,
    })

  return {
    poll: async (round) => {
      const { asker, address, found, apiKey } = round
      const nowMs = asker.atMs
      const failed: Failed[] = []
      let hasAnswered = false
      forgetGone(answers, asked, knownIn(answers, round))
      for (let count = 0; count < maxRequests && failed.length < maxFailures; count++) {
        const due = nextIn(round, nowMs)
        if (due === null) break
        asked.note(due.path, nowMs)
        const sender = { asker, address, apiKey, nowMs }
        const reply = await get(sender, due.path, due.poll.deadlineMs)
        if (reply.kind === 'answer') {
          hasAnswered = true
          const wasLoading = isLoading(answers, found)
          answers.take(due, reply.answer)
          // what it refused to tell until now is asked at once
          if (wasLoading && !isLoading(answers, found)) asked.clear()
          continue
        }
        if (reply.kind === 'refused') {
          asked.forget(due.path)
          return unheard(found, address, { nowMs, reason: reply.reason })
        }
        failed.push({ due, reason: reply.reason })
        asked.rest(due.path, nowMs)
        if (hasAnswered) continue
        if (due.poll.waitsForWork !== true) break
        asked.clear() // it works, or is dead: the others tell
      }
      const failure = judge(failed, hasAnswered, { answers, asked })
      isThrough ||= failure === null
      return failure
    },
    isThrough: () => isThrough,
    hurry: asked.clear,
  }
}

const isLoading = (answers: ServerAnswers, { root }: Found): boolean =>
  answers.facts(root).isReady === false

const knownIn = (answers: ServerAnswers, { found: { root }, parentKind }: Round): Known => ({
  process: root,
  facts: answers.facts(root),
  parentKind,
})

function forgetGone(answers: ServerAnswers, asked: AskedPaths, known: Known): void {
  const paths = new Set(answers.spec().polls.flatMap((poll) => poll.paths(known)))
  answers.forgetGone(paths)
  asked.keepOnly(paths)
}

/** Where others have answered a late one says that the server works; else it is not well until something answers. */
function judge(
  failed: readonly Failed[],
  hasAnswered: boolean,
  { answers, asked }: { readonly answers: ServerAnswers; readonly asked: AskedPaths },
): Unheard | null {
  for (const { due, reason } of failed) {
    if (!hasAnswered) asked.forget(due.path)
    else if (isLate(reason)) answers.noteLate(due.path)
  }
  const last = failed.at(-1)
  return hasAnswered || last === undefined ? null : { state: 'silent', reason: last.reason }
}

/** As Host says it of a deadline; not of an answer that broke off or was too big. */
const isLate = (reason: string): boolean => reason.startsWith('no answer within')
