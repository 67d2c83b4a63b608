import type { Session } from './cdp.ts'
import { fromPageUrl } from './own-scheme.ts'
import { preloadWorldName } from './page-script.ts'
import { whole } from './loud.ts'

/** One document in one frame, as long as it is there. */
interface Document {
  readonly frameId: string
  readonly parentId: string | null
  readonly url: string
  readonly frame: Electron.WebFrameMain
}

export interface Frames {
  main(): Electron.WebFrameMain
  mainUrl(): string
  /** The frame of an execution context; null once its document is gone. */
  ofContext(contextId: number): Electron.WebFrameMain | null
  /** The preload's world in the main frame; null while there is none. */
  mainContext(): number | null
  clear(): void
}

export interface FramesOptions {
  readonly session: Session
  readonly mainId: string
}

/** Which documents the page has, from what Chromium reports. */
export function createFrames({ session, mainId }: FramesOptions): Frames {
  const documents = new Map<string, Document>()
  const contexts = new Map<number, { readonly document: Document; readonly world: string }>()
  const remember = (frameId: string, parentId: string | null, url: string): void => {
    const isDestroyed = (): boolean => documents.get(frameId)?.frame !== frame
    const parent = (): Electron.WebFrameMain | null =>
      parentId === null ? null : (documents.get(parentId)?.frame ?? null)
    const frame = createFrame({ url: fromPageUrl(url), isDestroyed, parent })
    documents.set(frameId, { frameId, parentId, url, frame })
  }
  remember(mainId, null, '')

  session.on('Page.frameNavigated', ({ frame }) => {
    remember(frame.id, frame.parentId ?? null, frame.url + (frame.urlFragment ?? ''))
  })
  session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
    const old = documents.get(frameId)
    if (old === undefined) return
    Object.defineProperty(old.frame, 'url', { value: fromPageUrl(url), configurable: true })
    documents.set(frameId, { ...old, url })
  })
  session.on('Page.frameDetached', ({ frameId, reason }) => {
    if (reason === 'remove') documents.delete(frameId)
  })
  session.on('Runtime.executionContextCreated', ({ context }) => {
    const { frameId } = context.auxData as { readonly frameId: string }
    const document = documents.get(frameId)
    if (document !== undefined) contexts.set(context.id, { document, world: context.name })
  })
  session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
    contexts.delete(executionContextId)
  })
  session.on('Runtime.executionContextsCleared', () => contexts.clear())

  return {
    main: () => frameOf(documents.get(mainId)),
    mainUrl: () => fromPageUrl(documents.get(mainId)?.url ?? ''),
    ofContext: (id) => {
      const frame = contexts.get(id)?.document.frame ?? null
      return frame?.isDestroyed() === false ? frame : null
    },
    mainContext: () => {
      for (const [id, { document, world }] of contexts)
        if (document.frameId === mainId && world === preloadWorldName) return id
      return null
    },
    clear: () => contexts.clear(),
  }
}

function frameOf(document: Document | undefined): Electron.WebFrameMain {
  if (document === undefined) throw new Error('the page has no frame')
  return document.frame
}

interface FrameOptions {
  readonly url: string
  isDestroyed(): boolean
  parent(): Electron.WebFrameMain | null
}

function createFrame({ url, isDestroyed, parent }: FrameOptions): Electron.WebFrameMain {
  const part = {
    url,
    get parent() {
      return parent()
    },
    isDestroyed,
  } satisfies Partial<Electron.WebFrameMain>
  return whole<Electron.WebFrameMain>('webFrameMain', part)
}
