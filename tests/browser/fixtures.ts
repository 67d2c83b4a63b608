import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, test as base, type Browser, type Page } from '@playwright/test'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { withoutFeatures } from './chromium-features.ts'
import { findBrowser } from './find-browser.ts'

const program = fileURLToPath(new URL('../../bin/headroom.mjs', import.meta.url))

/** As few words of Chromium's own to the network as can be; no sandbox, since the tests may run as root. */
const browserFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  withoutFeatures,
]

export interface Served {
  readonly url: string
  readonly origin: string
  readonly token: string
  /** The last Snapshot, asked for beside the page. */
  snapshot(): Promise<Snapshot>
  stop(): Promise<void>
  /** Holds the process where it is, its connections open, until it thaws. */
  freeze(): void
  thaw(): void
}

export interface Fixtures {
  /** A real `headroom serve` with these options on a free port; ended after the test. */
  readonly serve: (...options: readonly string[]) => Promise<Served>
  /** A real program; ended after the test. */
  readonly start: (...argv: readonly [string, ...string[]]) => ChildProcess
  readonly folder: string
  /** Whether the first run was seen in this browser. */
  readonly isIntroduced: boolean
}

export const test = base.extend<Fixtures, { browser: Browser }>({
  browser: [
    async ({}, provide) => {
      const { executablePath, env } = await findBrowser()
      const browser = await chromium.launch({
        executablePath,
        env: { ...process.env, ...env },
        args: browserFlags,
      })
      await provide(browser)
      await browser.close()
    },
    { scope: 'worker', timeout: 300_000 },
  ],

  isIntroduced: [true, { option: true }],

  context: async ({ context, isIntroduced }, provide) => {
    if (isIntroduced) await context.addInitScript(keepIntroduced)
    await provide(context)
  },

  folder: async ({}, provide) => {
    const folder = await mkdtemp(join(tmpdir(), 'headroom-test-'))
    await provide(folder)
    await rm(folder, { recursive: true, force: true })
  },

  start: async ({ folder }, provide) => {
    const children: ChildProcess[] = []
    // what Headroom keeps is not the user's own
    const env = { ...process.env, XDG_CONFIG_HOME: settingsIn(folder) }
    await provide((program_, ...args) => {
      const child = spawn(program_, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
      children.push(child)
      return child
    })
    await Promise.all(children.map(endOf))
  },

  serve: async ({ start }, provide) => {
    await provide(async (...options) => {
      const child = start(process.execPath, program, 'serve', ...withFreePort(options))
      const url = await printedUrl(child)
      return servedBy(child, url)
    })
  },
})

/** As a page does it that has seen the first run to its end (src/renderer/welcome/introduced-here.ts); a test may ask for it again. */
function keepIntroduced(): void {
  try {
    if (sessionStorage.getItem('is-first-run') !== null) return
    localStorage.setItem('headroom-introduced', 'yes')
  } catch {
    // SecurityError: an empty page has no storage
  }
}

/** Where the Headroom of a test keeps what it keeps, on Linux. */
export const settingsIn = (folder: string): string => join(folder, 'settings')

const withFreePort = (options: readonly string[]): readonly string[] =>
  options.includes('--port') ? options : ['--port', '0', ...options]

function servedBy(child: ChildProcess, url: string): Served {
  const { origin, hash } = new URL(url)
  const token = new URLSearchParams(hash.slice(1)).get('token') ?? ''
  return {
    url,
    origin,
    token,
    snapshot: async () => {
      const answer = await fetch(`${origin}/api/snapshot`, {
        headers: { authorization: `Bearer ${token}` },
      })
      return (await answer.json()) as Snapshot
    },
    stop: () => endOf(child),
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
  }
}

function printedUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout?.setEncoding('utf8').on('data', (piece: string) => {
      text += piece
      const url = /https?:\S+#token=\S+(?=\n)/.exec(text)?.[0]
      if (url !== undefined) resolve(url)
    })
    child.on('exit', (code) => reject(new Error(`serve ended with ${code} before it served`)))
  })
}

/** A program of a test that does not want to end. */
const stubbornMs = 10_000

async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  child.kill('SIGCONT') // a frozen one would not hear of it
  const late = setTimeout(() => void child.kill('SIGKILL'), stubbornMs)
  await ended
  clearTimeout(late)
}

const inGB: Readonly<Record<string, number>> = { TB: 1e3, GB: 1, MB: 1e-3, kB: 1e-6, B: 1e-9 }

/** The figures of a bar's legend by name, in GB; the whole stands first, under the bar's title. */
export async function legendOf(page: Page, bar = 0): Promise<ReadonlyMap<string, number>> {
  const figure = page.locator('figure').nth(bar)
  const lines = await figure.locator('[data-whole], figcaption > span').allInnerTexts()
  return new Map(
    lines.map((line) => {
      const [, name = '', figure_ = '', unit = ''] =
        /^(.+?)\s([\d.]+) (\w+)(?:, .+)?$/.exec(line.trim()) ?? []
      return [name.trim(), Number(figure_) * (inGB[unit] ?? Number.NaN)] as const
    }),
  )
}

export { expect } from '@playwright/test'
