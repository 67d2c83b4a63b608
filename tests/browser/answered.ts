import type { Page } from '@playwright/test'
import type { FromMain, Outcome, RequestName, ToMain } from '../../src/shared/contract.ts'

type Answer = (input: unknown) => Outcome<unknown> | Promise<Outcome<unknown>>
export type Answers = Partial<Record<RequestName, Answer>>

export interface Answered {
  /** The names of what was asked and answered here, in their order. */
  readonly asked: readonly RequestName[]
  /** From now on these are answered as well, or anew. */
  also(more: Answers): void
}

export const ok = (value: unknown): Outcome<unknown> => ({ kind: 'ok', value })
export const refused = (reason: string): Outcome<unknown> => ({ kind: 'refused', reason })

/** Answers some requests between a page and its server, as a Core would that has them; the server answers all others. */
export async function answerFor(page: Page, first: Answers): Promise<Answered> {
  const asked: RequestName[] = []
  const answers: Answers = { ...first }
  await page.routeWebSocket(/\/ws$/, (route) => {
    const server = route.connectToServer()
    server.onMessage((text) => route.send(text))
    route.onMessage(async (text) => {
      const message = JSON.parse(String(text)) as ToMain
      const answer = message.kind === 'request' ? answers[message.name] : undefined
      if (message.kind !== 'request' || answer === undefined) return server.send(text)
      asked.push(message.name)
      const reply: FromMain = {
        kind: 'reply',
        id: message.id,
        outcome: await answer(message.input),
      }
      return route.send(JSON.stringify(reply))
    })
  })
  return { asked, also: (more) => void Object.assign(answers, more) }
}
