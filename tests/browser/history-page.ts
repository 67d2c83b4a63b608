import type { Locator, Page } from '@playwright/test'
import type { History } from '../../src/shared/history.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { monthUpTo, type Month, type MonthOptions } from '../history/a-month.ts'
import { dayMs } from '../history/moments.ts'
import type { LoadedPage, Opening } from './loaded-page.ts'
import { unifiedMac } from './unified-mac.ts'

export const wholeMonth: MonthOptions = { spanMs: 30 * dayMs, everyMs: 10_000 }
export const halfADay: MonthOptions = { spanMs: 12 * 3_600_000, everyMs: 5_000 }

/** A Mac whose swap is known as well. */
export const historyMac: Snapshot = {
  ...unifiedMac,
  swap: {
    kind: 'ok',
    atMs: unifiedMac.atMs,
    isStale: false,
    totalBytes: 4e9,
    usedBytes: 0,
    freeBytes: 4e9,
    inBytesPerSecond: null,
    outBytesPerSecond: null,
  },
}

export interface HistoryPage extends Month {
  readonly mac: LoadedPage
  /** What the page was answered last. */
  readonly answered: () => History
}

/** The section over so much of a composed Mac's past. */
export async function openHistory(
  page: Page,
  open: Opening['open'],
  options: MonthOptions,
  last = historyMac,
): Promise<HistoryPage> {
  const mac = await open(last)
  const month = monthUpTo(last, options)
  const answers: History[] = []
  mac.disk.history = (input) => {
    const answer = month.keeper.read(input)
    answers.push(answer)
    return answer
  }
  await page.goto(`${mac.url}&details=history`)
  await plot(page).waitFor()
  return {
    ...month,
    mac,
    answered: () => {
      const last = answers.at(-1)
      if (last === undefined) throw new Error('nothing was asked')
      return last
    },
  }
}

export type PlotName = 'room' | 'machine' | 'power'

export const plot = (page: Page, name: PlotName = 'room'): Locator =>
  page.locator(`[data-plot="${name}"][data-box]`)
export const stage = (page: Page): Locator => page.getByRole('slider')

/** What a plot says that it has drawn, in pixels of the page. */
export interface Drawn {
  readonly sinceMs: number
  readonly untilMs: number
  readonly top: number
  readonly box: {
    readonly left: number
    readonly top: number
    readonly width: number
    readonly height: number
  }
}

export async function drawnBy(page: Page, name: PlotName = 'room'): Promise<Drawn> {
  const told = await plot(page, name).evaluate((place) => {
    if (!(place instanceof HTMLElement)) throw new Error('no place')
    const canvas = place.querySelector('canvas')?.getBoundingClientRect()
    const { xMin, xMax, yMax, box = '' } = place.dataset
    return { xMin, xMax, yMax, box, x: canvas?.x ?? 0, y: canvas?.y ?? 0 }
  })
  const { xMin, xMax, yMax, box, x, y } = told
  const [left = 0, top = 0, width = 0, height = 0] = box.split(' ').map(Number)
  return {
    sinceMs: Number(xMin),
    untilMs: Number(xMax),
    top: Number(yMax),
    box: { left: x + left, top: y + top, width, height },
  }
}

export const xOf = ({ sinceMs, untilMs, box }: Drawn, atMs: number): number =>
  box.left + ((atMs - sinceMs) / (untilMs - sinceMs)) * box.width
export const yOf = ({ top, box }: Drawn, value: number): number =>
  box.top + (1 - value / top) * box.height

/** The colours of a canvas around a place of the page, as `rgb(1, 2, 3)`; what is not drawn over is none. */
export const coloursAt = (
  page: Page,
  name: PlotName,
  at: { readonly x: number; readonly y: number },
  far = 1,
): Promise<readonly string[]> =>
  plot(page, name)
    .locator('canvas')
    .evaluate(
      (canvas, [x, y, around]) => {
        if (!(canvas instanceof HTMLCanvasElement)) throw new Error('no canvas')
        const { left, top, width } = canvas.getBoundingClientRect()
        const scale = canvas.width / width
        const side = Math.ceil((2 * around + 1) * scale)
        const [fromX, fromY] = [(x - left - around) * scale, (y - top - around) * scale]
        const data = canvas
          .getContext('2d')
          ?.getImageData(Math.round(fromX), Math.round(fromY), side, side).data
        const found = new Set<string>()
        for (let index = 0; data !== undefined && index < data.length; index += 4)
          if (data[index + 3] === 255)
            found.add(`rgb(${data[index]}, ${data[index + 1]}, ${data[index + 2]})`)
        return [...found]
      },
      [at.x, at.y, far] as const,
    )

/** A token of tokens.css as it is now: `rgb(1, 2, 3)`. */
export const tokenOf = (page: Page, token: string): Promise<string> =>
  page.evaluate((name) => {
    const probe = document.createElement('span')
    probe.style.color = `var(${name})`
    document.body.append(probe)
    const { color } = getComputedStyle(probe)
    probe.remove()
    return color
  }, token)

/** The signs, by when what they show has happened, and where they stand on the page. */
export const signsOn = (
  page: Page,
): Promise<
  readonly {
    readonly atMs: number
    readonly kind: string
    readonly count: number
    readonly x: number
  }[]
> =>
  page.getByRole('option').evaluateAll((signs) =>
    signs.map((sign) => {
      const { atMs, kind = '', count } = sign instanceof HTMLElement ? sign.dataset : {}
      const { left, width } = sign.getBoundingClientRect()
      return { atMs: Number(atMs), kind, count: Number(count), x: left + width / 2 }
    }),
  )

/** A figure of the readout: `7.2 GB`. */
export const readOf = (page: Page, column: string): Locator =>
  page.locator(`[data-column="${column}"] dd`)
