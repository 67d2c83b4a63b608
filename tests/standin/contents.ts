import { EventEmitter } from 'node:events'
import type { Session } from './cdp.ts'
import { answerMessages, sendToContext, type MessagesOptions } from './contents-messages.ts'
import { createEvent, tell } from './events.ts'
import { createFrames, type Frames } from './frames.ts'
import { sendKey } from './keys.ts'
import { lacks, whole } from './loud.ts'
import { createNavigation, type Navigation } from './navigation.ts'
import { fromPageUrl } from './own-scheme.ts'
import { createPage, type Page, type Viewport } from './page.ts'
import { readPreload, type Preload } from './page-script.ts'
import { toWire } from './page/wire.ts'
import { answerRequests } from './requests.ts'
import type { PageSession } from './sessions.ts'
import type { Shell } from './shell.ts'

type WindowOpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0]

/** A WebContents with what its window needs of it. */
export interface Contents {
  readonly api: Electron.WebContents
  readonly page: Page
  setHidden(isHidden: boolean): void
  /** The page goes; 'destroyed'. */
  destroy(): void
}

export interface ContentsOptions {
  readonly shell: Shell
  readonly id: number
  readonly preferences: Electron.WebPreferences
  readonly viewport: Viewport
  painted(): void
  /** The page, or a spec, wants its window closed. */
  close(): void
}

/** What the parts below share. */
interface State {
  isDestroyed: boolean
  isCrashed: boolean
  isHidden: boolean
  /** null: the page is not there yet. */
  frames: Frames | null
  session: Session | null
  openHandler: WindowOpenHandler | null
}

export function createContents(options: ContentsOptions): Contents {
  const { shell, preferences, viewport } = options
  refuseUnsafe(preferences)
  const state: State = { isDestroyed: false, isCrashed: false, isHidden: false, frames: null, session: null, openHandler: null } // prettier-ignore
  const pageSession = shell.sessions.ofPreferences(preferences)
  const preload = preferences.preload === undefined ? null : readPreload(preferences.preload)
  const emitter = new EventEmitter()
  const api = whole<Electron.WebContents>('webContents', emitter, () => state.isDestroyed)
  const mainFrame = (): Electron.WebFrameMain => {
    if (state.frames === null) throw new Error('the page is not there yet')
    return state.frames.main()
  }
  const page = createPage({
    chromium: shell.chromium,
    contextId: pageSession.contextId,
    preload,
    viewport,
    media: shell.theme.media(),
    prepare: (session, targetId) => {
      const frames = createFrames({ session, mainId: targetId })
      Object.assign(state, { session, frames })
      navigation.attach(session, targetId)
      const on: Wired = { ...options, session, frames, state, api, pageSession, preload }
      wire(on, navigation)
    },
  })
  const navigation = createNavigation({ contents: api, session: page.session, mainFrame })
  Object.assign(emitter, describe(options, state, pageSession, navigation, page, api))
  void watchTarget(options, state, page, api)
  return {
    api,
    page,
    setHidden: (isHidden) => {
      state.isHidden = isHidden
      page.setHidden(isHidden)
      toMainWorld(state, (session, context) => sendToContext(session, context, { kind: 'hidden', isHidden })) // prettier-ignore
    },
    destroy: () => {
      if (state.isDestroyed) return
      state.isDestroyed = true
      page.close()
      navigation.end()
      tell('WebContents', api, 'destroyed')
    },
  }
}

function refuseUnsafe(preferences: Electron.WebPreferences): void {
  if (preferences.sandbox === false) lacks('webPreferences.sandbox: false')
  if (preferences.contextIsolation === false) lacks('webPreferences.contextIsolation: false')
  if (preferences.nodeIntegration === true) lacks('webPreferences.nodeIntegration: true')
  if (preferences.webviewTag === true) lacks('webPreferences.webviewTag: true')
}

function toMainWorld(state: State, act: (session: Session, contextId: number) => void): void {
  const context = state.frames?.mainContext() ?? null
  if (state.session !== null && context !== null) act(state.session, context)
}

interface Wired extends ContentsOptions {
  readonly session: Session
  readonly frames: Frames
  readonly state: State
  readonly api: Electron.WebContents
  readonly pageSession: PageSession
  readonly preload: Preload | null
}

/** Everything that the page reports, to where it belongs. */
function wire(on: Wired, navigation: Navigation): void {
  const { session, frames, api, shell, state, pageSession } = on
  answerRequests(session, {
    decide: async (request) => {
      const verdict = await navigation.decide(request)
      if (verdict.kind !== 'go') return verdict
      return pageSession.before(request)
    },
    answer: pageSession.answer,
  })
  const opening = createOpening(on)
  answerMessages({ ...on, contents: api, ipc: shell.ipc, opening })
  session.on('Page.windowOpen', ({ url, windowName, windowFeatures }) =>
    opening(fromPageUrl(url), windowName, windowFeatures.join(',')),
  )
  session.on('Page.frameNavigated', () => void (state.isCrashed = false))
  // a document that began while its window was shown or hidden may have begun with what was true before
  session.on('Runtime.executionContextCreated', ({ context }) => {
    const { isHidden } = state
    if (context.id === frames.mainContext())
      sendToContext(session, context.id, { kind: 'hidden', isHidden })
  })
}

/** A page wants a window: main is asked, and whatever it says there is none (targets.ts). */
const createOpening =
  ({ state }: Wired): MessagesOptions['opening'] =>
  (url, frameName, features) => {
    const referrer = { url: '', policy: 'default' } as const
    const details = { url, frameName, features, disposition: 'new-window', referrer } as const
    const { action } = state.openHandler?.(details) ?? { action: 'no handler' }
    if (action !== 'deny') lacks(`a window opened by a page (${url}: ${action})`)
  }

/** Its end as Chromium tells it: a crash, or somebody else has closed it. */
async function watchTarget(
  { shell, close }: ContentsOptions,
  state: State,
  page: Page,
  api: Electron.WebContents,
): Promise<void> {
  const [{ browser }, targetId] = await Promise.all([shell.chromium, page.targetId])
  browser.on('Target.targetCrashed', (crash) => {
    if (crash.targetId !== targetId || state.isDestroyed) return
    state.isCrashed = true
    state.frames?.clear()
    const details = { reason: 'crashed', exitCode: crash.errorCode } as const
    tell('WebContents', api, 'render-process-gone', createEvent({}), details)
  })
  browser.on('Target.targetDestroyed', (gone) => {
    if (gone.targetId === targetId && !state.isDestroyed) close()
  })
}

const describe = (
  { id, close }: ContentsOptions,
  state: State,
  pageSession: PageSession,
  navigation: Navigation,
  page: Page,
  api: Electron.WebContents,
) =>
  ({
    id,
    session: pageSession.session,
    send: (channel, ...args) => {
      const message = { kind: 'message', channel, wire: toWire(args) } as const
      toMainWorld(state, (session, context) => sendToContext(session, context, message))
    },
    loadURL: (url) => navigation.load(url),
    reload: () => navigation.reload(),
    getURL: () => navigation.pendingUrl() ?? state.frames?.mainUrl() ?? '',
    isDestroyed: () => state.isDestroyed,
    isCrashed: () => state.isCrashed,
    isDevToolsOpened: () => false,
    close: () => close(),
    setWindowOpenHandler: (handler) => void (state.openHandler = handler),
    executeJavaScript: async (expression, userGesture = false) => {
      const session = await page.session
      const options = { expression, userGesture, awaitPromise: true, returnByValue: true }
      const { result, exceptionDetails } = await session.send('Runtime.evaluate', options)
      if (exceptionDetails === undefined) return result.value
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    },
    forcefullyCrashRenderer: () => void page.session.then((session) => session.tell('Page.crash')),
    sendInputEvent: (given) => sendKey(api, page.session, given),
  }) satisfies Partial<Electron.WebContents>
