import type { Page } from '@playwright/test'

interface FaintText {
  readonly text: string
  readonly contrast: number
}

const channelsOf = (color: string): readonly number[] =>
  (color.match(/[\d.]+/g) ?? []).map((channel) => Number(channel) / 255)

/** As WCAG 2.2 counts it; `color` as a browser tells it: `rgb(29, 29, 31)`. */
function luminanceOf(color: string): number {
  const [red = 0, green = 0, blue = 0] = channelsOf(color).map((channel) =>
    channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** From 1 to 21. */
export function contrastOf(one: string, other: string): number {
  const lights = [luminanceOf(one), luminanceOf(other)]
  return (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05)
}

/** Every text on the page whose contrast to what lies behind it is below 4.5 to 1 (WCAG 2.2, 1.4.3). */
export async function faintTextsOf(page: Page): Promise<readonly FaintText[]> {
  const texts = await page.evaluate(() => {
    const isClear = (color: string): boolean => /^rgba\(.*, 0\)$/.test(color)
    const behind = (element: Element | null): string => {
      if (element === null) return 'rgb(255, 255, 255)'
      const color = getComputedStyle(element).backgroundColor
      return isClear(color) ? behind(element.parentElement) : color
    }
    const opacityOf = (element: Element | null): number =>
      element === null
        ? 1
        : Number(getComputedStyle(element).opacity) * opacityOf(element.parentElement)
    const isText = (node: Node): boolean =>
      node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== ''

    return [...document.querySelectorAll('main *')]
      .filter((element) => [...element.childNodes].some(isText))
      .map((element) => ({
        text: element.textContent ?? '',
        color: getComputedStyle(element).color,
        surface: behind(element),
        opacity: opacityOf(element),
      }))
  })
  return texts
    .map(({ text, color, surface, opacity }) => ({
      text,
      contrast: contrastOf(color, surface) * opacity,
    }))
    .filter(({ contrast }) => contrast < 4.5)
}

export interface Bar {
  /** What shows between its segments. */
  readonly surface: string
  /** The colours of the plain segments in their order; the room and what has a pattern are left out. */
  readonly colors: readonly string[]
}

export function barsOf(page: Page): Promise<readonly Bar[]> {
  return page.evaluate(() => {
    const leftOut = new Set(['room', 'held', 'beyond', 'free'])
    const colorOf = (element: Element): string => getComputedStyle(element).backgroundColor
    return [...document.querySelectorAll('[role="img"]:has([data-tone])')].map((bar) => ({
      surface: colorOf(bar),
      colors: [...bar.children]
        .filter((segment) => !leftOut.has(segment.getAttribute('data-tone') ?? ''))
        .map(colorOf),
    }))
  })
}
