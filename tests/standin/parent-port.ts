import { EventEmitter } from 'node:events'
import { whole } from './loud.ts'

// Loaded before the script of a utility process: what Electron has for its line to main.

const emitter = new EventEmitter()
const part = {
  postMessage: (message: unknown) => void process.send?.(message),
} satisfies Partial<Electron.ParentPort>
// Node keeps what comes before somebody listens
emitter.on('newListener', (name) => {
  if (name === 'message' && emitter.listenerCount('message') === 0)
    process.on('message', (data) => emitter.emit('message', { data, ports: [] }))
})
Object.defineProperty(process, 'parentPort', {
  value: whole<Electron.ParentPort>('parentPort', Object.assign(emitter, part)),
})
// main is gone: Electron ends its utility processes with itself
process.on('disconnect', () => process.exit())
