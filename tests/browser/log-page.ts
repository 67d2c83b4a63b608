import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import type { Client } from '../../src/shared/contract.ts'
import type { DetailsPlace } from '../../src/shared/details.ts'
import type { LogLines, ShownLine, ShownLog } from '../../src/shared/log-view.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { detailsAt } from './details-page.ts'
import { test as base, type Served } from './fixtures.ts'

// composed in the forms of llama-server and ggml-metal-device.m
export const idle = (number: number): string =>
  `0.${String(10 + Math.floor(number / 60_000)).padStart(2, '0')}.${String(Math.floor(number / 1_000) % 60).padStart(3, '0')}.${String(number % 1_000).padStart(3, '0')} I slot update_slots: id  0 | task ${number} | n_tokens = ${number}`
export const refused =
  'ggml_metal_buffer_init: error: failed to allocate buffer, size =  2048.00 MiB'
export const idles = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, at) => `${idle(from + at)}\n`).join('')

export interface LogPage {
  readonly path: string
  readonly served: Served
}

interface LogFixtures {
  /** A real `serve` over a real file that holds this text, and the page at its lines. */
  readonly openLog: (text: string, name?: string) => Promise<LogPage>
  /** The page over what we tell it in place of a bridge. */
  readonly openTold: (told: Partial<ToldLogs>) => Promise<void>
}

export const test = base.extend<LogFixtures>({
  openLog: async ({ page, serve, folder }, provide) => {
    await provide(async (text, name = 'server.log') => {
      const path = join(folder, name)
      writeFileSync(path, text)
      const served = await serve('--log', path, '--allow-acts')
      await page.goto(detailsAt(served.url, 'log'))
      await rowsOf(page).first().waitFor()
      return { path, served }
    })
  },
  openTold: async ({ page, serve }, provide) => {
    await provide(async (told) => {
      const { origin, snapshot } = await serve()
      const all = { logs: [], lines: [], refusal: null, begins: null, ...told }
      await page.addInitScript(tellLogs, { ...all, snapshot: await snapshot() })
      await page.goto(`${origin}/#details=log`)
    })
  },
})

export { expect } from '@playwright/test'

export const linesOf = (page: Page): Locator => page.getByRole('listbox', { name: 'Log' })
export const rowsOf = (page: Page): Locator => linesOf(page).getByRole('option')
export const rowOfLine = (page: Page, text: string | RegExp): Locator =>
  rowsOf(page).filter({ hasText: text })
export const searchOf = (page: Page): Locator =>
  page.getByRole('searchbox', { name: 'Search this log' })

export interface ToldLogs {
  readonly logs: readonly ShownLog[]
  readonly lines: readonly ShownLine[]
  /** Why no lines are told; null: they are. */
  readonly refusal: string | null
  /** Where a link of another window leads. */
  readonly begins: DetailsPlace | null
}

/** Stands in the page before its scripts, alone: it may use nothing of this file's surroundings. */
function tellLogs({
  logs,
  lines,
  refusal,
  begins,
  snapshot,
}: ToldLogs & { readonly snapshot: Snapshot }): void {
  const answer: LogLines = {
    schema: 'headroom/log-lines/1',
    next: { turn: 1, lineNumber: (lines.at(-1)?.lineNumber ?? 0) + 1 },
    isAnew: true,
    firstLineNumber: lines[0]?.lineNumber ?? 1,
    skippedBytes: 0,
    hasMore: false,
    lines,
  }
  const answers: Readonly<Record<string, unknown>> = {
    logs: { kind: 'ok', value: { schema: 'headroom/logs/1', logs } },
    logLines:
      refusal === null ? { kind: 'ok', value: answer } : { kind: 'refused', reason: refusal },
  }
  const none = (): void => undefined
  const request = async (name: string): Promise<unknown> =>
    answers[name] ?? { kind: 'refused', reason: 'nothing is asked here' }
  const client = {
    request,
    onSnapshot: (wake: (one: Snapshot) => void) => {
      setTimeout(() => wake(snapshot), 10)
      setInterval(() => wake(snapshot), 1_000)
      return none
    },
    onView: (wake: Parameters<Client['onView']>[0]) => {
      const view = { isShown: true, isGaugeHidden: false, mayAct: true }
      wake(begins === null ? view : { ...view, begins: { kind: 'details', place: begins } })
      return none
    },
    onPreferences: () => none,
    onConnection: (wake: Parameters<Client['onConnection']>[0]) => {
      wake('live')
      return none
    },
  }
  Object.assign(globalThis, { headroom: client })
}
