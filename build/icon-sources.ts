import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Drawn by us. The two smallest sizes have drawings of their own, as fine lines are lost there. */
export const iconSources = ['app.svg', 'app-32.svg', 'app-16.svg'] as const
export type IconSource = (typeof iconSources)[number]

export const sourceOf = (sidePixels: number): IconSource =>
  sidePixels <= 16 ? 'app-16.svg' : sidePixels <= 32 ? 'app-32.svg' : 'app.svg'

export const iconPath = (name: string): string =>
  fileURLToPath(new URL(`../resources/icons/${name}`, import.meta.url))
/** The pages have it too: their tab in a browser, and About. */
export const pageIcon = fileURLToPath(new URL('../src/renderer/ui/icon.svg', import.meta.url))
export const builtIcon = fileURLToPath(new URL('icon.icns', import.meta.url))
/** Of which drawings the icon was made, so that a test sees when they have changed since. */
export const builtFrom = fileURLToPath(new URL('icon.json', import.meta.url))

export const digestsOfSources = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    iconSources.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(iconPath(name)))
        .digest('hex'),
    ]),
  )
