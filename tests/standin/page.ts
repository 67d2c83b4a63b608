import type { Chromium } from './chromium.ts'
import type { Session } from './cdp.ts'
import type { Target } from './targets.ts'
import {
  mainWorldScript,
  preloadWorldName,
  preloadWorldScript,
  sendName,
  type Preload,
} from './page-script.ts'

/** Nobody answers for it, neither here nor anywhere (RFC 2606). */
const wakeUrl = 'https://wake.invalid/'

export interface Viewport {
  readonly width: number
  readonly height: number
  readonly scaleFactor: number
}

export interface MediaFeature {
  readonly name: string
  readonly value: string
}

/** Red, green and blue to 255, and how much of them there is, to 1. */
export interface Ground {
  readonly r: number
  readonly g: number
  readonly b: number
  readonly a: number
}

export interface PageOptions {
  readonly chromium: Promise<Chromium>
  /** The browser context of the window's session; undefined for the default one. */
  readonly contextId: Promise<string | undefined>
  readonly preload: Preload | null
  readonly viewport: Viewport
  readonly media: readonly MediaFeature[]
  /** Before the page loads anything: now nothing of it is missed. */
  prepare(session: Session, targetId: string): void
}

/** A target of Chromium, with our scripts in every document of it. */
export interface Page {
  readonly session: Promise<Session>
  readonly targetId: Promise<string>
  setViewport(viewport: Viewport): void
  setMedia(features: readonly MediaFeature[]): void
  /** What the window has behind the page. */
  setGround(ground: Ground): void
  /** What the next documents begin with. */
  setHidden(isHidden: boolean): void
  close(): void
}

export function createPage(options: PageOptions): Page {
  const opened = open(options)
  opened.catch(() => undefined) // Chromium is gone, and with it the app: start.ts says so
  const scripts = createScripts(options.preload)
  const prepared = opened.then(async ({ session, id }) => {
    await prepare(session, options, scripts)
    options.prepare(session, id)
    return session
  })
  prepared.catch(() => undefined)
  const after = (act: (session: Session) => unknown): void =>
    void prepared.then(act).catch(() => undefined)
  return {
    session: prepared,
    targetId: opened.then((one) => one.id),
    setViewport: (viewport) => after((to) => setViewport(to, viewport)),
    setMedia: (features) =>
      after((to) => to.send('Emulation.setEmulatedMedia', { features: [...features] })),
    setGround: (color) =>
      after((to) => to.send('Emulation.setDefaultBackgroundColorOverride', { color })),
    setHidden: (isHidden) => after((to) => scripts.write(to, isHidden)),
    close: () =>
      void Promise.all([options.chromium, opened])
        .then(([{ targets }, { id }]) => targets.close(id))
        .catch(() => undefined), // it has gone by itself
  }
}

async function open({ chromium, contextId }: PageOptions): Promise<Target> {
  const { targets } = await chromium
  return targets.open(await contextId)
}

async function prepare(session: Session, options: PageOptions, scripts: Scripts): Promise<void> {
  const source = mainWorldScript()
  const inRenderer = Promise.all([
    session.send('Page.enable'),
    session.send('Page.setLifecycleEventsEnabled', { enabled: true }),
    session.send('Runtime.enable'),
    session.send('Network.enable'),
    session.send('Runtime.addBinding', { name: sendName, executionContextName: preloadWorldName }),
    session.send('Page.addScriptToEvaluateOnNewDocument', { source }),
    scripts.write(session, false),
    session.send('Emulation.setEmulatedMedia', { features: [...options.media] }),
    session.send('Emulation.setGeolocationOverride', { latitude: 0, longitude: 0, accuracy: 1 }),
    setViewport(session, options.viewport),
  ])
  inRenderer.catch(() => undefined) // awaited below; the page may be gone before
  await session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] })
  await wakeRenderer(session)
  await inRenderer
}

/**
 * While Playwright looks on, a new target has no renderer until it navigates: what is sent there would come after the
 * first document. A navigation that is aborted brings the renderer, and no document.
 */
async function wakeRenderer(session: Session): Promise<void> {
  session.on('Fetch.requestPaused', ({ requestId, request }) => {
    if (request.url === wakeUrl)
      session.tell('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
  })
  await session.send('Page.navigate', { url: wakeUrl })
}

const setViewport = (session: Session, viewport: Viewport): Promise<unknown> =>
  session.send('Emulation.setDeviceMetricsOverride', {
    width: viewport.width,
    height: viewport.height,
    deviceScaleFactor: viewport.scaleFactor,
    mobile: false,
  })

interface Scripts {
  write(session: Session, isHidden: boolean): Promise<void>
}

/** The preload's world begins with what is true now: its script is written anew whenever that changes. */
function createScripts(preload: Preload | null): Scripts {
  let identifier: string | null = null
  return {
    write: async (session, isHidden) => {
      const old = identifier
      const source = preloadWorldScript(preload, isHidden)
      const added = session.send('Page.addScriptToEvaluateOnNewDocument', {
        source,
        worldName: preloadWorldName,
      })
      if (old !== null)
        session.tell('Page.removeScriptToEvaluateOnNewDocument', { identifier: old })
      identifier = (await added).identifier
    },
  }
}
