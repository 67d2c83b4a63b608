import { chromium, type Browser, type Page } from '@playwright/test'
import { findBrowser } from '../../browser/find-browser.ts'
import { sleep } from '../../frame/children.ts'
import { medianOf } from '../../frame/median.ts'
import { privateMemoryOf } from '../../frame/proc.ts'
import type { Serve } from '../../frame/serve.ts'
import { idleLine } from '../logs/idle-lines.ts'
import { serveLogs } from '../logs/served-log.ts'
import type { BenchNumber, Figure } from '../number.ts'

const lineCount = 100_000
const scrollMs = 6_000
const quickScrollMs = 2_000
/** Nobody reads it any more, and its lines are dropped (monitor/logs/log-readings). */
const droppedAfterMs = 33_000
/** A frame at 60 a second, and what a clock of whole milliseconds adds. */
const mostFrameMs = 17.7
/** Half of one: the rest is for drawing. */
const mostScriptMs = 8.3

const note =
  'real Chromium without a graphics card: it draws in software, on the processors that also run serve and this bench'

/** Hundreds of rows a second, as the wheel turns: the time from one drawn frame to the next, and how much of it is the page's own script. */
export const number: BenchNumber = {
  name: 'log-scroll',
  what: 'a log of 100 000 lines, scrolled in real Chromium over a real serve',
  run: async ({ children, isQuick }) => {
    const text = `${Array.from({ length: lineCount }, (_, at) => idleLine(at, random(at))).join('\n')}\n`
    const { serve } = await serveLogs(children, 1, text)
    const before = memoryOf('before it is read', serve)
    const { executablePath, env } = await findBrowser()
    const browser = await chromium.launch({
      executablePath,
      env: { ...process.env, ...env },
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    })
    try {
      const scrolled = await scroll(browser, serve, isQuick ? quickScrollMs : scrollMs)
      const reading = memoryOf('while it is read', serve)
      await browser.close()
      await sleep(isQuick ? 0 : droppedAfterMs)
      const after = isQuick ? [] : [memoryOf('half a minute after', serve)]
      return [...scrolled, before, reading, ...after]
    } finally {
      await browser.close()
    }
  },
}

/** Numbers from 0 to 1, the same in each run. */
function random(seed: number): () => number {
  let state = seed + 1
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

async function scroll(browser: Browser, serve: Serve, ms: number): Promise<readonly Figure[]> {
  const page = await browser.newPage({ viewport: { width: 960, height: 680 } })
  const beganAt = performance.now()
  await page.goto(`http://127.0.0.1:${serve.port}/#token=${serve.token}&details=log`)
  await page.getByText(`${lineCount} lines`).waitFor()
  const openMs = performance.now() - beganAt
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const scriptSeconds = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? Number.NaN
  }
  const figures: Figure[] = [
    { what: 'from opening to all lines told', value: openMs, unit: 'ms', bar: null },
  ]
  for (const [how, pxPerFrame] of [
    ['at reading pace, 3 rows a frame', 54],
    ['flung, 60 rows a frame', 1_080],
  ] as const) {
    const scriptBefore = await scriptSeconds()
    const frames = await framesOf(page, ms, pxPerFrame)
    const scriptMs = ((await scriptSeconds()) - scriptBefore) * 1_000
    figures.push(...figuresOf(how, frames, scriptMs))
  }
  return figures
}

/** The times between frames, while each of them scrolls. */
const framesOf = (page: Page, ms: number, pxPerFrame: number): Promise<readonly number[]> =>
  page.evaluate(
    ([forMs, px]) =>
      new Promise<readonly number[]>((done) => {
        const list = document.querySelector('[role="listbox"]')
        if (list === null) throw new Error('no list')
        const times: number[] = []
        const end = performance.now() + forMs
        list.scrollTop = 0
        const step = (now: number): void => {
          times.push(now)
          list.scrollTop += px
          if (now < end) requestAnimationFrame(step)
          else done(times.slice(1).map((at, index) => at - (times[index] ?? at)))
        }
        requestAnimationFrame(step)
      }),
    [ms, pxPerFrame] as const,
  )

function figuresOf(how: string, frames: readonly number[], scriptMs: number): readonly Figure[] {
  const sorted = frames.toSorted((a, b) => a - b)
  const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN
  const perSecond = (frames.length * 1_000) / frames.reduce((all, one) => all + one, 0)
  return [
    { what: `${how}: frames a second`, value: perSecond, unit: '', bar: { least: 57 }, note },
    {
      what: `${how}: median frame`,
      value: medianOf(frames),
      unit: 'ms',
      bar: { most: mostFrameMs },
    },
    { what: `${how}: p95 frame`, value: p95, unit: 'ms', bar: null },
    {
      what: `${how}: script a frame`,
      value: scriptMs / frames.length,
      unit: 'ms',
      bar: { most: mostScriptMs },
    },
  ]
}

const memoryOf = (when: string, serve: Serve): Figure => ({
  what: `memory of serve ${when}, Private_Dirty`,
  value: privateMemoryOf(serve.pid).dirtyBytes / 1e6,
  unit: 'MB',
  bar: null,
})
