import { chromium, type Browser, type Page } from '@playwright/test'
import { findBrowser } from '../../browser/find-browser.ts'
import { startServe } from '../../frame/serve.ts'
import type { Children } from '../../frame/children.ts'
import { pageDriver, type Driven, type Driver } from './page-driver.ts'

declare global {
  // eslint-disable-next-line no-var
  var bench: Driver
}

/** What Chromium has counted of a page since it began; times in seconds. */
export type Metrics = ReadonlyMap<string, number>

/** The built popover in real Chromium, at its own size, fed by us in place of Electron's bridge. */
export interface DrivenPage {
  readonly page: Page
  metrics(): Promise<Metrics>
  /** After all that can be collected has been. */
  heapBytes(): Promise<number>
}

/** Ends with what `measure` does. */
export async function withDrivenPage<T>(
  children: Children,
  driven: Driven,
  measure: (driven: DrivenPage) => Promise<T>,
): Promise<T> {
  const { port } = await startServe(children)
  const { executablePath, env } = await findBrowser()
  const browser = await chromium.launch({
    executablePath,
    env: { ...process.env, ...env },
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  try {
    return await measure(await openPage(browser, port, driven))
  } finally {
    await browser.close()
  }
}

async function openPage(browser: Browser, port: number, driven: Driven): Promise<DrivenPage> {
  const page = await browser.newPage({ viewport: { width: 380, height: 640 } })
  await page.addInitScript(pageDriver, driven)
  await page.goto(`http://127.0.0.1:${port}/`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  const session = await page.context().newCDPSession(page)
  // of the page's own thread: on a machine that others share, the clock would count them too
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  return {
    page,
    metrics: async () => {
      const { metrics } = await session.send('Performance.getMetrics')
      return new Map(metrics.map(({ name, value }) => [name, value]))
    },
    heapBytes: async () => {
      // what the first finds frees what others hold
      for (let round = 0; round < 3; round++) await session.send('HeapProfiler.collectGarbage')
      return (await session.send('Runtime.getHeapUsage')).usedSize
    },
  }
}

/** By how much one of them has grown, in milliseconds. */
export const msBetween = (before: Metrics, after: Metrics, name: string): number =>
  ((after.get(name) ?? Number.NaN) - (before.get(name) ?? Number.NaN)) * 1_000
