import type { Connection, Session } from './cdp.ts'

/** How often, and after how long, a target is asked again to close: Chromium forgets it while a document comes. */
const closing = { times: 20, everyMs: 150 }

export interface Target {
  readonly id: string
  readonly session: Session
}

/** The pages of Chromium that are windows of ours; every other is closed before it begins. */
export interface Targets {
  /** One without a document yet, in this context of Chromium. */
  open(browserContextId: string | undefined): Promise<Target>
  close(id: string): Promise<void>
}

export async function createTargets({ browser, session }: Connection): Promise<Targets> {
  const sessionIds = new Map<string, string>()
  const ours = new Set<string>()
  const creating = new Set<Promise<unknown>>()
  const create = async (browserContextId: string | undefined): Promise<string> => {
    const where = browserContextId === undefined ? {} : { browserContextId }
    // a URL that commits nothing: like a new window of Electron, the page has no document until main loads one, and
    // Playwright waits for that
    const target = { url: 'javascript:void 0', newWindow: true, ...where }
    const { targetId } = await browser.send('Target.createTarget', target)
    ours.add(targetId)
    return targetId
  }
  browser.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    sessionIds.set(targetInfo.targetId, sessionId)
    // one that a page has opened waits in vain: main was asked (contents.ts), and has not allowed it
    void Promise.allSettled(creating).then(() => {
      if (!ours.has(targetInfo.targetId))
        browser.tell('Target.closeTarget', { targetId: targetInfo.targetId })
    })
  })
  browser.on('Target.targetDestroyed', ({ targetId }) => {
    ours.delete(targetId)
    sessionIds.delete(targetId)
  })
  // crashes and ends of pages are told, and new ones wait for us
  const filter = [{ type: 'page' }]
  await browser.send('Target.setDiscoverTargets', { discover: true })
  await browser.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: true,
    filter,
  })
  return {
    open: async (browserContextId) => {
      const created = create(browserContextId)
      creating.add(created)
      const id = await created.finally(() => creating.delete(created))
      // told before the answer to createTarget
      const sessionId = sessionIds.get(id)
      if (sessionId === undefined) throw new Error('Chromium has not attached us to a new page')
      const one = session(sessionId)
      one.tell('Runtime.runIfWaitingForDebugger')
      return { id, session: one }
    },
    close: async (id) => {
      for (let time = 0; time < closing.times && ours.has(id); time += 1) {
        await browser.send('Target.closeTarget', { targetId: id })
        await new Promise((resolve) => setTimeout(resolve, closing.everyMs))
      }
    },
  }
}
