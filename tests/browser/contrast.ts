import type { Page } from '@playwright/test'

interface FaintText {
  readonly text: string
  readonly contrast: number
}

/** Every text on the page whose contrast to what lies behind it is below 4.5 to 1 (WCAG 2.2, 1.4.3). */
export function faintTextsOf(page: Page): Promise<readonly FaintText[]> {
  return page.evaluate(() => {
    const channels = (color: string): readonly number[] =>
      (color.match(/[\d.]+/g) ?? []).map(Number)
    const luminance = (color: string): number => {
      const [red = 0, green = 0, blue = 0] = channels(color).map((channel) =>
        channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4,
      )
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
    const behind = (element: Element | null): string => {
      if (element === null) return 'rgb(255, 255, 255)'
      const color = getComputedStyle(element).backgroundColor
      return channels(color)[3] === 0 ? behind(element.parentElement) : color
    }
    const opacityOf = (element: Element | null): number =>
      element === null
        ? 1
        : Number(getComputedStyle(element).opacity) * opacityOf(element.parentElement)
    const isText = (node: Node): boolean =>
      node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== ''

    return [...document.querySelectorAll('main *')]
      .filter((element) => [...element.childNodes].some(isText))
      .map((element) => {
        const lights = [luminance(getComputedStyle(element).color), luminance(behind(element))]
        const contrast = (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05)
        return { text: element.textContent ?? '', contrast: contrast * opacityOf(element) }
      })
      .filter(({ contrast }) => contrast < 4.5)
  })
}
