// `npm run icons`: draws resources/icons with the Chromium of the tests into build/icon.icns.
import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { chromium, type Page } from '@playwright/test'
import { findBrowser } from '../tests/browser/find-browser.ts'
import { encodeIcns, iconTypes, type IconPicture } from './icns.ts'
import {
  builtFrom,
  builtIcon,
  digestsOfSources,
  iconPath,
  pageIcon,
  sourceOf,
} from './icon-sources.ts'

interface Drawn {
  readonly png: string
  readonly rgba: readonly number[]
}

/** In the page: an SVG as a picture of so many pixels. */
async function draw({ svg, sidePixels }: { svg: string; sidePixels: number }): Promise<Drawn> {
  const image = new Image(sidePixels, sidePixels)
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = sidePixels
  canvas.height = sidePixels
  const paper = canvas.getContext('2d')
  if (paper === null) throw new Error('no canvas')
  paper.drawImage(image, 0, 0, sidePixels, sidePixels)
  const rgba = sidePixels > 32 ? [] : [...paper.getImageData(0, 0, sidePixels, sidePixels).data]
  return { png: canvas.toDataURL('image/png').slice('data:image/png;base64,'.length), rgba }
}

async function pictureOf(
  page: Page,
  { kind, sidePixels }: { readonly kind: IconPicture['kind']; readonly sidePixels: number },
): Promise<IconPicture> {
  const svg = await readFile(iconPath(sourceOf(sidePixels)), 'utf8')
  const { png, rgba } = await page.evaluate(draw, { svg, sidePixels })
  return kind === 'pixels'
    ? { kind, sidePixels, rgba: Uint8Array.from(rgba) }
    : { kind, sidePixels, png: Buffer.from(png, 'base64') }
}

const { executablePath, env } = await findBrowser()
const browser = await chromium.launch({
  executablePath,
  env: { ...process.env, ...env },
  args: ['--no-sandbox', '--disable-gpu', '--force-color-profile=srgb'],
})
try {
  const page = await browser.newPage()
  const pictures: IconPicture[] = []
  for (const type of iconTypes) pictures.push(await pictureOf(page, type))
  await writeFile(builtIcon, encodeIcns(pictures))
  await copyFile(iconPath('app-32.svg'), pageIcon)
  await writeFile(builtFrom, `${JSON.stringify(digestsOfSources(), null, 2)}\n`)
} finally {
  await browser.close()
}
