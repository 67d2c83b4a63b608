import { app } from 'electron'

await app.whenReady() // for ever: `ready` comes after main was evaluated
globalThis.isPast = true
