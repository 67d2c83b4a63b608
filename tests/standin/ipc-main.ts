import { EventEmitter } from 'node:events'
import { whole } from './loud.ts'
import { fromWire, toWire } from './page/wire.ts'

type Handler = (event: Electron.IpcMainInvokeEvent, ...args: unknown[]) => unknown

/** Where a message came from. */
export interface Sender {
  readonly contents: Electron.WebContents
  frame(): Electron.WebFrameMain | null
}

export interface IpcMain {
  readonly ipcMain: Electron.IpcMain
  receive(sender: Sender, channel: string, wire: string): void
  /** The answer as the page's ipcRenderer must read it; rejects with what Electron says. */
  invoke(sender: Sender, channel: string, wire: string): Promise<string>
}

export function createIpcMain(): IpcMain {
  const handlers = new Map<string, Handler>()
  const emitter = new EventEmitter()
  const part = {
    handle: (channel, handler) => {
      if (handlers.has(channel))
        throw new Error(`Attempted to register a second handler for '${channel}'`)
      handlers.set(channel, handler)
    },
  } satisfies Partial<Electron.IpcMain>
  return {
    ipcMain: whole<Electron.IpcMain>('ipcMain', Object.assign(emitter, part)),
    receive: (sender, channel, wire) => {
      emitter.emit(channel, eventFrom(sender), ...(fromWire(wire) as unknown[]))
    },
    invoke: async (sender, channel, wire) => {
      const failure = (error: unknown): Error =>
        new Error(`Error invoking remote method '${channel}': ${String(error)}`)
      const handler = handlers.get(channel)
      if (handler === undefined) throw failure(new Error(`No handler registered for '${channel}'`))
      try {
        return toWire(await handler(eventFrom(sender), ...(fromWire(wire) as unknown[])))
      } catch (error) {
        // whatever the handler throws, or an answer that cannot be cloned
        console.error(`Error occurred in handler for '${channel}':`, error)
        throw failure(error)
      }
    },
  }
}

function eventFrom({ contents, frame }: Sender): Electron.IpcMainInvokeEvent {
  const part = {
    type: 'frame',
    sender: contents,
    get senderFrame() {
      return frame()
    },
    defaultPrevented: false,
    preventDefault: () => undefined,
  } satisfies Partial<Electron.IpcMainInvokeEvent>
  return whole<Electron.IpcMainInvokeEvent>('ipcMainEvent', part)
}
