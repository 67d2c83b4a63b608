import type { Session } from './cdp.ts'
import { createEvent, tell } from './events.ts'
import type { Frames } from './frames.ts'
import type { IpcMain, Sender } from './ipc-main.ts'
import { fromPageUrl } from './own-scheme.ts'
import { toWire } from './page/wire.ts'
import type { FromPage, ToPage } from './page/preload-world.ts'
import { sendName, type Preload } from './page-script.ts'
import type { PageSession } from './sessions.ts'

export interface MessagesOptions {
  readonly session: Session
  readonly contents: Electron.WebContents
  readonly frames: Frames
  readonly ipc: IpcMain
  readonly pageSession: PageSession
  readonly preload: Preload | null
  painted(): void
  /** The page wants a window. */
  opening(url: string, name: string, features: string): void
}

/** What comes from the preload's world of the page's frames, and the answers. */
export function answerMessages(options: MessagesOptions): void {
  const { session, frames } = options
  session.on('Runtime.bindingCalled', ({ name, payload, executionContextId: context }) => {
    if (name !== sendName) return
    const answer = (message: ToPage): void => sendToContext(session, context, message)
    void take(options, JSON.parse(payload) as FromPage, () => frames.ofContext(context), answer)
  })
}

export function sendToContext(session: Session, contextId: number, message: ToPage): void {
  const expression = `__standinHear(${JSON.stringify(message)})`
  session.tell('Runtime.evaluate', { contextId, expression })
}

async function take(
  options: MessagesOptions,
  message: FromPage,
  frame: () => Electron.WebFrameMain | null,
  answer: (message: ToPage) => void,
): Promise<void> {
  const { contents, ipc } = options
  const sender: Sender = { contents, frame }
  switch (message.kind) {
    case 'send':
      return ipc.receive(sender, message.channel, message.wire)
    case 'invoke':
      return answer(await answerOf(message.id, ipc.invoke(sender, message.channel, message.wire)))
    case 'permission':
      return answer(await answerOf(message.id, permit(options, message, frame())))
    case 'open':
      return options.opening(fromPageUrl(message.url), message.name, message.features)
    case 'painted':
      return options.painted()
    case 'preload-error': {
      const error = Object.assign(new Error(message.message), { stack: message.stack })
      const path = options.preload?.path ?? ''
      return void tell('WebContents', contents, 'preload-error', createEvent({}), path, error)
    }
  }
}

const answerOf = (id: number, wire: Promise<string>): Promise<ToPage> =>
  wire.then(
    (text): ToPage => ({ kind: 'answer', id, wire: text }),
    (error: Error): ToPage => ({ kind: 'failure', id, reason: error.message }),
  )

async function permit(
  { contents, pageSession }: MessagesOptions,
  { how, permission }: Extract<FromPage, { kind: 'permission' }>,
  frame: Electron.WebFrameMain | null,
): Promise<string> {
  if (frame === null) return toWire(false)
  return toWire(await pageSession.permit({ how, permission, contents, frame }))
}
