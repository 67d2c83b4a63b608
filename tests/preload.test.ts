import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createContext, runInContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import type { Client } from '../src/shared/contract.ts'

const text = readFileSync(
  fileURLToPath(new URL('../out/preload/index.cjs', import.meta.url)),
  'utf8',
)
const maxBytes = 3_000

type Listener = (event: unknown, message: unknown) => void

/** Runs the built preload as Electron's sandbox does: `require` knows electron and nothing else. */
function load() {
  const exposed = new Map<string, Client>()
  const required: string[] = []
  const invoked: unknown[] = []
  const sent: unknown[] = []
  const listeners = new Set<Listener>()
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name: string, client: Client) => void exposed.set(name, client),
    },
    ipcRenderer: {
      invoke: async (channel: string, message: unknown) => {
        invoked.push([channel, message])
        return { kind: 'ok', value: null }
      },
      send: (channel: string, message: unknown) => void sent.push([channel, message]),
      on: (channel: string, listener: Listener) =>
        void (channel === 'headroom:from-main' && listeners.add(listener)),
      off: (channel: string, listener: Listener) =>
        void (channel === 'headroom:from-main' && listeners.delete(listener)),
    },
  }
  const require = (name: string): unknown => {
    required.push(name)
    if (name !== 'electron') throw new Error(`module not found: ${name}`)
    return electron
  }
  const module = { exports: {} }
  runInContext(text, createContext({ require, module, exports: module.exports }))
  const client = exposed.get('headroom')
  if (client === undefined) throw new Error('nothing was exposed')
  /** With an event that no page may see. */
  const push = (message: unknown): void =>
    listeners.forEach((listen) => listen({ sender: 'a secret of Electron' }, message))
  return { client, exposed, required, invoked, sent, listeners, push }
}

describe('the built preload', () => {
  test('is CommonJS, small, and needs electron alone', () => {
    expect(Buffer.byteLength(text)).toBeLessThan(maxBytes)
    expect(text).not.toMatch(/^\s*(import|export)\b/m)
    expect(text).not.toMatch(/\bprocess\.|\beval\(|import\(/)
    expect(load().required).toEqual(['electron'])
  })

  test('gives the page one object of seven functions, and nothing of Electron', () => {
    const { exposed, client } = load()
    expect([...exposed.keys()]).toEqual(['headroom'])
    const kinds = Object.entries(client).map(([name, value]) => [name, typeof value])
    expect(kinds.sort()).toEqual([
      ['answerEscape', 'function'],
      ['onConnection', 'function'],
      ['onPreferences', 'function'],
      ['onSnapshot', 'function'],
      ['onView', 'function'],
      ['openDetails', 'function'],
      ['request', 'function'],
    ])
  })
})

describe('what the page gets from the preload', () => {
  test('asks main and is answered', async () => {
    const { client, invoked } = load()
    const outcome = await client.request('look', { isLooking: true })
    expect(outcome).toEqual({ kind: 'ok', value: null })
    const message = { kind: 'request', id: 0, name: 'look', input: { isLooking: true } }
    expect(invoked).toEqual([['headroom:to-main', message]])
  })

  test('asks for a place in the details', () => {
    const { client, sent } = load()
    client.openDetails?.({ section: 'log', focus: null })
    expect(sent).toEqual([['headroom:details-wanted', { section: 'log', focus: null }]])
  })

  test('says what became of Escape', () => {
    const { client, sent } = load()
    client.answerEscape?.(true)
    expect(sent).toEqual([['headroom:escape-answered', true]])
  })

  test('hears Snapshots, not events nor other messages, until it stops', () => {
    const { client, push, listeners } = load()
    const heard: unknown[][] = []
    const stop = client.onSnapshot((...all) => void heard.push(all))
    push({ kind: 'snapshot', value: { atMs: 1 } })
    push({ kind: 'view', value: { isShown: true } })
    push({ kind: 'reply', id: 1, outcome: null })
    expect(heard).toEqual([[{ atMs: 1 }]])
    stop()
    expect(listeners.size).toBe(0)
  })

  test('hears how it is shown, and nothing else, until it stops', () => {
    const { client, push, listeners } = load()
    const heard: unknown[][] = []
    const stop = client.onView((...all) => void heard.push(all))
    push({ kind: 'snapshot', value: { atMs: 1 } })
    push({ kind: 'view', value: { isShown: false, isGaugeHidden: true } })
    expect(heard).toEqual([[{ isShown: false, isGaugeHidden: true }]])
    stop()
    expect(listeners.size).toBe(0)
  })

  test('is connected from the beginning: both ends live and end together', () => {
    const heard: string[] = []
    const stop = load().client.onConnection((connection) => heard.push(connection))
    stop()
    expect(heard).toEqual(['live'])
  })
})
