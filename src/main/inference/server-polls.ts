import type { ServerKind } from '../../shared/server.ts'
import type { AskerAt } from '../host/ask-at.ts'
import type { ListeningAt } from './identify-server.ts'
import { nextDue } from './poll-plan.ts'
import type { ServerAnswers } from './server-answers.ts'
import { get } from './server-client.ts'
import type { ServerProcess } from './server-kind.ts'

/** One server is asked no more in one visit. */
const maxRequests = 16

interface Round {
  readonly asker: AskerAt
  readonly address: ListeningAt
  readonly process: ServerProcess
  readonly apiKey: string | null
  readonly parentKind: ServerKind | null
  readonly isLooked: boolean
}

/** Why a round ended early: nothing listens any more, or an answer did not come. */
interface PollFailure {
  readonly state: 'starting' | 'silent'
  readonly reason: string
}

/** What is due is asked, one request after the other: each may decide what may be asked next. */
export function createPolls(answers: ServerAnswers): {
  poll(round: Round): Promise<PollFailure | null>
  /** At the next round everything is due. */
  hurry(): void
} {
  let askedAtMs: ReadonlyMap<string, number> = new Map()
  return {
    poll: async ({ asker, address, process, apiKey, parentKind, isLooked }) => {
      const nowMs = asker.atMs
      for (let count = 0; count < maxRequests; count++) {
        const due = nextDue({
          spec: answers.spec(),
          known: { process, facts: answers.facts(process), parentKind },
          isBusy: answers.doing().isBusy === true,
          askedAtMs,
          hasAnswered: answers.hasAnswered,
          isPassedOver: (path) => answers.isPassedOver(path, nowMs),
          isLooked,
          nowMs,
        })
        if (due === null) return null
        askedAtMs = new Map([...askedAtMs, [due.path, nowMs]])
        const reply = await get({ asker, address, apiKey, nowMs }, due.path, due.deadlineMs)
        if (reply.kind !== 'answer') {
          // asked again at the next visit: until it answers the server is not well
          askedAtMs = new Map([...askedAtMs].filter(([path]) => path !== due.path))
          return { state: reply.kind === 'refused' ? 'starting' : 'silent', reason: reply.reason }
        }
        answers.take(due, reply.answer)
      }
      return null
    },
    hurry: () => {
      askedAtMs = new Map()
    },
  }
}
