import { chromium, type Browser, type Page } from '@playwright/test'
import { createMemoryKeeper } from '../../../src/main/history/memory-keeper.ts'
import { rendererFolder } from '../../../src/main/host/package-root.ts'
import { createWebServer } from '../../../src/main/web/server.ts'
import { findBrowser } from '../../browser/find-browser.ts'
import { historyMac, wholeMonth } from '../../browser/history-page.ts'
import { medianOf } from '../../frame/median.ts'
import { monthUpTo } from '../../history/a-month.ts'
import { createFakeCore } from '../../web/fake-core.ts'
import type { BenchNumber, Figure } from '../number.ts'

const runs = 15
const quickRuns = 4
const token = 'the-token-of-this-number'
const openBarMs = 300
const memoryBarKb = 1_000
const noteCount = 100_000

export const number: BenchNumber = {
  name: 'history-open',
  what: 'thirty days of history, from the click to the painted lines, and what they cost to keep',
  run: async ({ isQuick }) => {
    const { keeper } = monthUpTo(historyMac, wholeMonth)
    const fake = createFakeCore(historyMac)
    const server = await createWebServer({
      core: { ...fake, history: async (input) => keeper.read(input) },
      address: '127.0.0.1',
      port: 0,
      keys: [{ token, scopes: new Set(['read']) }],
      rendererDir: rendererFolder,
    })
    const ticks = setInterval(() => fake.push(historyMac), 1_000)
    const { executablePath, env } = await findBrowser()
    const browser = await chromium.launch({
      executablePath,
      env: { ...process.env, ...env },
      args: ['--no-sandbox', '--disable-gpu'],
    })
    const section: number[] = []
    const month: number[] = []
    try {
      const url = `http://127.0.0.1:${server.port}/#token=${token}&details=about`
      for (let run = 0; run < (isQuick ? quickRuns : runs); run++) {
        const times = await openOnce(browser, url)
        section.push(times.sectionMs)
        month.push(times.monthMs)
      }
    } finally {
      clearInterval(ticks)
      await browser.close()
      await server.close()
    }
    const opened = (what: string, times: readonly number[]): Figure => ({
      what,
      value: medianOf(times),
      unit: 'ms',
      bar: { most: openBarMs },
      note: 'Chromium without a GPU, a page of 1200 x 800; the median',
    })
    return [
      opened('click on History to its first lines, nothing loaded before', section),
      opened('click on 30 d to the painted month', month),
      {
        what: 'memory of the month',
        value: keeper.bytes() / 1e3,
        unit: 'kB',
        bar: { most: memoryBarKb },
      },
      { what: 'noting one Snapshot', value: noteUs(), unit: 'µs', bar: null },
    ]
  },
}

/** In a browser that has seen nothing of it. */
async function openOnce(
  browser: Browser,
  url: string,
): Promise<{ readonly sectionMs: number; readonly monthMs: number }> {
  const context = await browser.newContext({ viewport: { width: 1_200, height: 800 } })
  try {
    const page = await context.newPage()
    await page.goto(url)
    const way = page
      .getByRole('button', { name: 'History' })
      .or(page.getByRole('link', { name: 'History' }))
    await way.first().waitFor()
    await way.first().evaluate((element) => element.setAttribute('data-bench', 'history'))
    const sectionMs = await paintedAfter(page, '[data-bench="history"]', 3_600_000)
    await page
      .getByRole('button', { name: '30 d' })
      .evaluate((element) => element.setAttribute('data-bench', 'month'))
    const monthMs = await paintedAfter(page, '[data-bench="month"]', 30 * 24 * 3_600_000)
    return { sectionMs, monthMs }
  } finally {
    await context.close()
  }
}

/** From a click until lines of this width have been drawn from their beginning, and two frames have gone by. */
const paintedAfter = (page: Page, clicked: string, widthMs: number): Promise<number> =>
  page.evaluate(
    ([selector, width]) =>
      new Promise<number>((done) => {
        const startedAt = performance.now()
        const element = document.querySelector(selector)
        if (element instanceof HTMLElement) element.click()
        const isDrawn = (): boolean => {
          const plot = document.querySelector('[data-plot="room"][data-box]')
          if (!(plot instanceof HTMLElement)) return false
          const { xMin, xMax, firstMs } = plot.dataset
          const isWide = Math.abs(Number(xMax) - Number(xMin) - width) < 2_000
          return isWide && Number(firstMs) < Number(xMin) + width / 20
        }
        const look = (): void => {
          if (!isDrawn()) return void requestAnimationFrame(look)
          requestAnimationFrame(() =>
            requestAnimationFrame(() => done(performance.now() - startedAt)),
          )
        }
        look()
      }),
    [clicked, widthMs] as const,
  )

function noteUs(): number {
  const keeper = createMemoryKeeper()
  const startedAt = performance.now()
  for (let at = 0; at < noteCount; at++)
    keeper.note({ ...historyMac, atMs: historyMac.atMs + at * 5_000 })
  return ((performance.now() - startedAt) / noteCount) * 1e3
}
