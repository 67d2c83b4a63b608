import type { Session } from './cdp.ts'
import { createEvent, tell } from './events.ts'
import { fromPageUrl, toPageUrl } from './own-scheme.ts'
import type { PageRequest, Verdict } from './requests.ts'

/** Chromium's net_error_list.h, as far as a test meets it. */
const errorCodes: Readonly<Record<string, number>> = {
  ERR_FAILED: -2,
  ERR_ABORTED: -3,
  ERR_FILE_NOT_FOUND: -6,
  ERR_BLOCKED_BY_CLIENT: -20,
  ERR_CONNECTION_REFUSED: -102,
  ERR_NAME_NOT_RESOLVED: -105,
  ERR_INVALID_URL: -300,
  ERR_UNKNOWN_URL_SCHEME: -302,
}
/** How long the page's own word may come after its request; it usually comes first. */
const wordMs = 100

export interface Navigation {
  load(url: string): Promise<void>
  reload(): void
  /** Asks `will-navigate` and `will-redirect` where Electron does. */
  decide(request: PageRequest): Promise<Verdict>
  /** Where main has sent it, as long as it is not there; null: nowhere. */
  pendingUrl(): string | null
  /** Its page is gone. */
  end(): void
}

export interface NavigationOptions {
  readonly contents: Electron.WebContents
  readonly session: Promise<Session>
  mainFrame(): Electron.WebFrameMain
}

/** The documents of the main frame: what main asks for, what the page begins, and what Electron says about either. */
export function createNavigation(options: NavigationOptions): Navigation & {
  attach(session: Session, mainId: string): void
} {
  const { contents, session } = options
  const byMain = createMarks()
  const byPage = createMarks()
  const loads = createLoads()
  let mainId = ''
  let pendingUrl: string | null = null
  const load = async (url: string): Promise<void> => {
    pendingUrl = url
    const to = await session
    byMain.add(url)
    const { errorText, loaderId } = await to.send('Page.navigate', { url: toPageUrl(url) })
    if (errorText !== undefined) throw failure(contents, errorText.replace(/^net::/, ''), url)
    if (loaderId !== undefined) await loads.wait(loaderId, url)
  }
  return {
    load: (url) => {
      const loaded = load(url)
      loaded.catch(() => undefined) // Electron keeps silent, too, where nobody waits
      return loaded
    },
    reload: () => {
      byMain.add(contents.getURL())
      void session.then((to) => to.tell('Page.reload'))
    },
    decide: async ({ url, resourceType, frameId, isRedirect }) => {
      if (resourceType !== 'Document' || frameId !== mainId) return { kind: 'go' }
      if (byMain.take(url)) return { kind: 'go' }
      if (!isRedirect && !(await byPage.takeSoon(url))) return { kind: 'go' } // a debugger's own
      const name = isRedirect ? 'will-redirect' : 'will-navigate'
      return announce(contents, name, url, options.mainFrame()) ? { kind: 'stay' } : { kind: 'go' }
    },
    pendingUrl: () => pendingUrl,
    end: loads.end,
    attach: (to, id) => {
      mainId = id
      to.on('Page.frameRequestedNavigation', ({ frameId, url }) => {
        if (frameId === mainId) byPage.add(fromPageUrl(url))
      })
      to.on('Page.frameNavigated', () => (pendingUrl = null))
      reportLoads(to, mainId, contents, loads)
    },
  }
}

/** Whether a listener prevented it. */
function announce(
  contents: Electron.WebContents,
  name: 'will-navigate' | 'will-redirect',
  url: string,
  frame: Electron.WebFrameMain,
): boolean {
  const fields = { url, isSameDocument: false, isMainFrame: true, frame, initiator: frame }
  const event = createEvent(fields)
  tell('WebContents', contents, name, event, url, false, true)
  return event.defaultPrevented
}

function failure(contents: Electron.WebContents, name: string, url: string): Error {
  const code = errorCodes[name] ?? -2
  tell('WebContents', contents, 'did-fail-load', createEvent({}), code, name, url, true, 1, 1)
  const error = new Error(`${name} (${code}) loading '${url}'`)
  return Object.assign(error, { code: name, errno: code, url })
}

function reportLoads(
  session: Session,
  mainId: string,
  contents: Electron.WebContents,
  loads: Loads,
): void {
  let loaderId = ''
  const say = (name: 'dom-ready' | 'did-finish-load') =>
    tell('WebContents', contents, name, createEvent({}))
  session.on('Page.frameNavigated', ({ frame }) => {
    if (frame.id !== mainId) return
    loads.commit(frame.loaderId)
    loaderId = frame.unreachableUrl === undefined ? frame.loaderId : ''
  })
  session.on('Page.lifecycleEvent', (event) => {
    if (event.frameId !== mainId || event.loaderId !== loaderId) return
    if (event.name === 'DOMContentLoaded') say('dom-ready')
    if (event.name !== 'load') return
    say('did-finish-load')
    loads.finish(loaderId)
  })
}

/** URLs that somebody has asked for, until the request comes. */
function createMarks() {
  const marks = new Map<string, number>()
  const wakes = new Set<() => void>()
  // the host alone gets its slash, and a request has no fragment
  const keyOf = (url: string): string => {
    const page = toPageUrl(url)
    return (URL.canParse(page) ? new URL(page).href : page).replace(/#.*$/, '')
  }
  const take = (url: string): boolean => {
    const key = keyOf(url)
    const count = marks.get(key) ?? 0
    if (count > 1) marks.set(key, count - 1)
    else marks.delete(key)
    return count > 0
  }
  const change = (): Promise<void> =>
    new Promise((resolve) => {
      wakes.add(resolve)
      setTimeout(resolve, wordMs)
    })
  return {
    take,
    add: (url: string): void => {
      marks.set(keyOf(url), (marks.get(keyOf(url)) ?? 0) + 1)
      for (const wake of wakes) wake()
      wakes.clear()
    },
    takeSoon: async (url: string): Promise<boolean> => {
      if (take(url)) return true
      await change()
      return take(url)
    },
  }
}

interface Loads {
  wait(loaderId: string, url: string): Promise<void>
  commit(loaderId: string): void
  finish(loaderId: string): void
  end(): void
}

/** Who waits for which document to be loaded. */
function createLoads(): Loads {
  const waiting = new Map<string, { resolve(): void; reject(name: string): void }>()
  const finished = new Set<string>()
  const rejectAll = (name: string, except = ''): void => {
    for (const [id, { reject }] of waiting) if (id !== except) reject(name)
  }
  return {
    wait: (loaderId, url) =>
      new Promise((resolve, reject) => {
        if (finished.has(loaderId)) return resolve()
        const fail = (name: string): void => {
          waiting.delete(loaderId)
          reject(new Error(`${name} (${errorCodes[name]}) loading '${url}'`))
        }
        waiting.set(loaderId, { resolve, reject: fail })
      }),
    commit: (loaderId) => rejectAll('ERR_ABORTED', loaderId),
    finish: (loaderId) => {
      finished.add(loaderId)
      waiting.get(loaderId)?.resolve()
      waiting.delete(loaderId)
    },
    end: () => rejectAll('ERR_FAILED'),
  }
}
