const { contextBridge, ipcRenderer } = require('electron')
const { EventEmitter } = require('node:events')

contextBridge.exposeInMainWorld('fixture', {
  echo: (value) => ipcRenderer.invoke('echo', value),
  fail: () => ipcRenderer.invoke('fail'),
  uncloneable: () => ipcRenderer.invoke('uncloneable'),
  sendFunction: () => ipcRenderer.invoke('echo', () => 1),
  missing: () => ipcRenderer.invoke('missing'),
  note: (text) => ipcRenderer.send('note', text),
  onNoted: (wake) => {
    const listen = (_event, text, at) => wake(text, at)
    ipcRenderer.on('noted', listen)
    return () => void ipcRenderer.off('noted', listen)
  },
  add: (a, b) => a + b,
  twice: async (ask) => (await ask(1)) + (await ask(2)),
  throws: () => {
    throw new TypeError('from the preload')
  },
  visible: () => document.visibilityState,
  facts: {
    list: [1, 2],
    emitter: typeof new EventEmitter().on,
    sandboxed: process.sandboxed,
    at: new Date(5),
  },
})
globalThis.secret = 'of the preload'
