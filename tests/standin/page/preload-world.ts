import { createBridge, type Bridge } from './bridge.ts'
import { Emitter } from './emitter.ts'
import { overrideVisibility } from './main-world.ts'
import { sandboxModules } from './sandbox-modules.ts'
import { fromWire, toWire } from './wire.ts'

/** What main says when it writes the script. */
export interface PreloadWorld {
  readonly isHidden: boolean
  /** null: the window has none. */
  readonly preload: { readonly path: string; readonly problem: string | null } | null
  readonly process: Readonly<Record<string, unknown>>
}

export type Preload = (...parameters: readonly unknown[]) => void
/** From main: an answer, a message, a change of visibility. */
export type ToPage =
  | { readonly kind: 'answer'; readonly id: number; readonly wire: string }
  | { readonly kind: 'failure'; readonly id: number; readonly reason: string }
  | { readonly kind: 'message'; readonly channel: string; readonly wire: string }
  | { readonly kind: 'hidden'; readonly isHidden: boolean }
/** To main, as JSON through a binding that only this world has. */
export type FromPage =
  | { readonly kind: 'painted' }
  | {
      readonly kind: 'open'
      readonly url: string
      readonly name: string
      readonly features: string
    }
  | { readonly kind: 'send'; readonly channel: string; readonly wire: string }
  | {
      readonly kind: 'invoke'
      readonly id: number
      readonly channel: string
      readonly wire: string
    }
  | { readonly kind: 'preload-error'; readonly message: string; readonly stack: string }
  | {
      readonly kind: 'permission'
      readonly id: number
      readonly how: 'request' | 'check'
      readonly permission: string
    }

/** In the preload's world, before any script of the page. */
export function installPreloadWorld(world: PreloadWorld, preload: Preload | null): void {
  const scope = globalThis as unknown as Record<string, unknown>
  const send = scope['__standinSend'] as (text: string) => void
  delete scope['__standinSend']
  const post = (message: FromPage): void => send(JSON.stringify(message))
  const port = document.createElement('standin-port')
  const bridge = createBridge(port, 'preload', 'page', {})
  window.dispatchEvent(new MouseEvent('standin', { relatedTarget: port }))

  const answers = createAnswers()
  const ipcRenderer = createIpc(post, answers.expect)
  hearMain(scope, bridge, world.isHidden, (message) => {
    if (message.kind === 'message') {
      const args = fromWire(message.wire) as unknown[]
      ipcRenderer.emit(message.channel, { sender: ipcRenderer, ports: [] }, ...args)
    } else answers.settle(message)
  })
  bridge.call('guard', (how: 'request' | 'check', permission: string) =>
    answers.expect((id) => post({ kind: 'permission', id, how, permission })),
  )
  bridge.call('ask', (url: string, name: string, features: string) =>
    post({ kind: 'open', url, name, features }),
  )
  if (window !== window.top) return // nodeIntegrationInSubFrames is off: a preload runs in the main frame alone
  reportPaint(post)
  if (world.preload !== null) runPreload(world, preload, sandboxModules(ipcRenderer, bridge), post)
}

export interface Answers {
  expect(ask: (id: number) => void): Promise<unknown>
  settle(message: Extract<ToPage, { kind: 'answer' | 'failure' }>): void
}

export function createAnswers(): Answers {
  const waiting = new Map<number, (message: ToPage) => void>()
  let lastId = 0
  return {
    expect: (ask) =>
      new Promise((resolve, reject) => {
        const id = (lastId += 1)
        waiting.set(id, (message) => {
          if (message.kind === 'answer') resolve(fromWire(message.wire))
          if (message.kind === 'failure') reject(new Error(message.reason))
        })
        ask(id)
      }),
    settle: (message) => {
      waiting.get(message.id)?.(message)
      waiting.delete(message.id)
    },
  }
}

export function createIpc(post: (message: FromPage) => void, expect: Answers['expect']): Emitter {
  const lacking = (name: string) => (): never => {
    throw new Error(`not in the stand-in: ipcRenderer.${name}`)
  }
  return Object.assign(new Emitter(), {
    send: (channel: string, ...args: unknown[]) =>
      post({ kind: 'send', channel, wire: toWire(args) }),
    invoke: async (channel: string, ...args: unknown[]) => {
      const wire = toWire(args)
      return expect((id) => post({ kind: 'invoke', id, channel, wire }))
    },
    sendSync: lacking('sendSync'),
    sendToHost: lacking('sendToHost'),
    postMessage: lacking('postMessage'),
  })
}

export function hearMain(
  scope: Record<string, unknown>,
  bridge: Bridge,
  isHiddenAtFirst: boolean,
  pass: (message: Exclude<ToPage, { kind: 'hidden' }>) => void,
): void {
  let isHidden = isHiddenAtFirst
  overrideVisibility(() => isHidden)
  bridge.call('hide', isHidden)
  const hear = (message: ToPage): void => {
    if (message.kind !== 'hidden') return pass(message)
    if (message.isHidden === isHidden) return
    isHidden = message.isHidden
    bridge.call('hide', isHidden)
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
  }
  Object.defineProperty(scope, '__standinHear', { value: hear })
}

export function reportPaint(post: (message: FromPage) => void): void {
  const next = (then: () => void): void => void requestAnimationFrame(then)
  window.addEventListener('load', () => next(() => next(() => post({ kind: 'painted' }))))
}

export function runPreload(
  world: PreloadWorld,
  preload: Preload | null,
  modules: Readonly<Record<string, unknown>>,
  post: (message: FromPage) => void,
): void {
  const load = (name: string): unknown => {
    const bare = name.replace(/^node:/, '').replace(/^electron\/(common|renderer)$/, 'electron')
    if (!Object.hasOwn(modules, bare)) throw new Error(`module not found: ${name}`)
    return modules[bare]
  }
  try {
    if (preload === null) throw new Error(world.preload?.problem ?? 'no preload')
    const module = { exports: {} }
    const soon = (call: () => void): unknown => setTimeout(call, 0)
    const processObject = Object.assign(new Emitter(), world.process)
    preload(load, processObject, module.exports, module, globalThis, undefined, soon, clearTimeout)
  } catch (error) {
    // whatever the preload throws: the page goes on without it, as in Electron
    console.error(`Unable to load preload script: ${world.preload?.path}`)
    console.error(error)
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error))
    post({ kind: 'preload-error', message, stack })
  }
}
