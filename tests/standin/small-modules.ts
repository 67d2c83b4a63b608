import { EventEmitter } from 'node:events'
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { lacks, whole } from './loud.ts'
import type { Records } from './records.ts'

const mimeTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain',
}

/** `net.fetch` of files; a stand-in has no other network of its own. */
export function createNet(): Electron.Net {
  const part = {
    fetch: async (input) => {
      const url = typeof input === 'string' ? input : input.url
      if (!url.startsWith('file:')) lacks(`net.fetch('${url}')`)
      const path = fileURLToPath(url.replace(/[?#].*$/, ''))
      const body = await readFile(path).catch(() => {
        throw new Error('net::ERR_FILE_NOT_FOUND')
      })
      const type = mimeTypes[extname(path)] ?? 'application/octet-stream'
      const headers = { 'content-type': type }
      return new Response(body, { headers }) as Awaited<ReturnType<Electron.Net['fetch']>>
    },
  } satisfies Partial<Electron.Net>
  return whole<Electron.Net>('net', part)
}

/** A Mac on its charger that is not hot; a spec emits what happens to it. */
export function createPowerMonitor(): Electron.PowerMonitor {
  const part = {
    isOnBatteryPower: () => false,
    onBatteryPower: false,
    getCurrentThermalState: () => 'nominal' as const,
    getSystemIdleTime: () => 0,
  } satisfies Partial<Electron.PowerMonitor>
  return whole<Electron.PowerMonitor>('powerMonitor', Object.assign(new EventEmitter(), part))
}

export function createShellModule({ externalLinks }: Records): Electron.Shell {
  const part = {
    openExternal: async (url) => void externalLinks.push(url),
  } satisfies Partial<Electron.Shell>
  return whole<Electron.Shell>('shell', part)
}

export function createDialog({ errorBoxes }: Records): Electron.Dialog {
  const part = {
    showErrorBox: (title, content) => void errorBoxes.push({ title, content }),
  } satisfies Partial<Electron.Dialog>
  return whole<Electron.Dialog>('dialog', part)
}

export function createCrashReporter(records: Records): Electron.CrashReporter {
  const part = {
    start: (options) => void (records.crashReporter = options),
  } satisfies Partial<Electron.CrashReporter>
  return whole<Electron.CrashReporter>('crashReporter', part)
}
