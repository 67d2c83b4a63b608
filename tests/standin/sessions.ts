import { EventEmitter } from 'node:events'
import type { Chromium } from './chromium.ts'
import { whole } from './loud.ts'
import { createPermissions, type Question } from './permissions.ts'
import { createHandlers, type Handlers, type Schemes } from './protocol.ts'
import { createWebRequests, type WebRequests } from './web-request.ts'

/** A session with what stands behind it. */
export interface PageSession extends Pick<Handlers, 'answer'>, Pick<WebRequests, 'before'> {
  readonly session: Electron.Session
  /** Chromium's own context for it; undefined: its default one. */
  readonly contextId: Promise<string | undefined>
  permit(question: Question): Promise<boolean>
}

export interface Sessions {
  readonly module: typeof Electron.session
  readonly protocol: Electron.Protocol
  ofPreferences(preferences: Electron.WebPreferences): PageSession
}

export interface SessionsOptions {
  readonly chromium: Promise<Chromium>
  readonly schemes: Schemes
  isReady(): boolean
}

/** One context of Chromium for each partition: they share neither storage nor cache. */
export function createSessions(options: SessionsOptions): Sessions {
  const byPartition = new Map<string, PageSession>()
  const bySession = new Map<Electron.Session, PageSession>()
  const ofPartition = (partition: string): PageSession => {
    const known = byPartition.get(partition)
    if (known !== undefined) return known
    const made = createPageSession(partition, options)
    byPartition.set(partition, made)
    bySession.set(made.session, made)
    return made
  }
  // made now: `protocol.handle` may come before `ready`
  const first = ofPartition('')
  const needReady = (): void => {
    if (!options.isReady()) throw new Error('Session can only be received when app is ready')
  }
  const part = {
    fromPartition: (partition) => {
      needReady()
      return ofPartition(partition).session
    },
    get defaultSession() {
      needReady()
      return first.session
    },
  } satisfies Partial<typeof Electron.session>
  return {
    module: whole<typeof Electron.session>('session', part),
    protocol: first.session.protocol,
    ofPreferences: ({ session, partition = '' }) =>
      (session === undefined ? null : bySession.get(session)) ?? ofPartition(partition),
  }
}

function createPageSession(partition: string, options: SessionsOptions): PageSession {
  const { chromium, schemes } = options
  const { protocol, answer } = createHandlers(schemes)
  const { webRequest, before } = createWebRequests()
  const permissions = createPermissions()
  const part = {
    protocol,
    webRequest,
    ...permissions.part,
  } satisfies Partial<Electron.Session>
  const contextId = openContext(chromium, partition)
  contextId.catch(() => undefined) // no Chromium, no app: start.ts says so
  return {
    session: whole<Electron.Session>('session', Object.assign(new EventEmitter(), part)),
    contextId,
    answer,
    before,
    permit: permissions.answer,
  }
}

async function openContext(
  chromium: Promise<Chromium>,
  partition: string,
): Promise<string | undefined> {
  const { browser } = await chromium
  const isDefault = partition === ''
  const made = isDefault ? null : await browser.send('Target.createBrowserContext', {})
  const where = made === null ? {} : { browserContextId: made.browserContextId }
  // the page's own questions go to main first (page/main-world.ts)
  await browser.send('Browser.grantPermissions', {
    permissions: ['geolocation', 'notifications'],
    ...where,
  })
  return made?.browserContextId
}
