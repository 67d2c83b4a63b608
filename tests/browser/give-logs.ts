import type { Page } from '@playwright/test'
import type { FromMain, ToMain } from '../../src/shared/contract.ts'
import type { ShownLine, ShownLog } from '../../src/shared/log-view.ts'

export interface GivenLogs {
  readonly logs: readonly ShownLog[]
  readonly lines: readonly ShownLine[]
  /** What is shown where prompts are asked for. */
  readonly withPrompts: readonly ShownLine[]
  /** Why no lines are told; null: they are. */
  readonly refusal: string | null
}

/** Answers for the logs between a page and its server, which has none. */
export async function giveLogs(page: Page, given: Partial<GivenLogs>): Promise<void> {
  const { logs = [], lines = [], withPrompts = lines, refusal = null } = given
  const linesOf = (showsPrompts: boolean, isAnew: boolean): unknown => {
    if (refusal !== null) return { kind: 'refused', reason: refusal }
    const all = showsPrompts ? withPrompts : lines
    const next = { turn: Number(showsPrompts), lineNumber: (all.at(-1)?.lineNumber ?? 0) + 1 }
    const told = { next, isAnew, firstLineNumber: 1, skippedBytes: 0, hasMore: false }
    const value = { schema: 'headroom/log-lines/1', ...told, lines: isAnew ? all : [] }
    return { kind: 'ok', value }
  }
  const outcomeOf = (message: Extract<ToMain, { kind: 'request' }>): unknown => {
    if (message.name === 'logs') return { kind: 'ok', value: { schema: 'headroom/logs/1', logs } }
    if (message.name !== 'logLines') return null
    const { after, showsPrompts } = message.input as { after: object | null; showsPrompts: boolean }
    return linesOf(showsPrompts, after === null)
  }
  await page.routeWebSocket(/\/ws$/, (route) => {
    const server = route.connectToServer()
    server.onMessage((text) => route.send(text))
    route.onMessage((text) => {
      const message = JSON.parse(String(text)) as ToMain
      const outcome = message.kind === 'request' ? outcomeOf(message) : null
      if (message.kind !== 'request' || outcome === null) return server.send(text)
      const reply = { kind: 'reply', id: message.id, outcome } as FromMain
      route.send(JSON.stringify(reply))
    })
  })
}
