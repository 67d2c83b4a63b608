import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { encodeIcns, iconTypes, packChannel } from '../../build/icns.ts'
import {
  builtFrom,
  builtIcon,
  digestsOfSources,
  iconPath,
  pageIcon,
} from '../../build/icon-sources.ts'
import { chunksOf } from '../electron/tray/png.ts'
import { partsOf, unpackChannel, unpackPixels } from './read-icns.ts'

const icon = readFileSync(builtIcon)
const parts = partsOf(icon)
const partOf = (type: string): Buffer =>
  parts.find((one) => one.type === type)?.data ?? Buffer.alloc(0)

describe("the app's icon", () => {
  test('pages show the same: in the tab of a browser, and in About', () => {
    expect(readFileSync(pageIcon, 'utf8')).toBe(readFileSync(iconPath('app-32.svg'), 'utf8'))
  })

  test('it was made from the drawings as they are now: else run `npm run icons`', () => {
    expect(JSON.parse(readFileSync(builtFrom, 'utf8'))).toEqual(digestsOfSources())
  })

  test('it holds every size that macOS wants, each once', () => {
    expect(parts.map(({ type }) => type)).toEqual(iconTypes.map(({ type }) => type))
    expect(icon.readUInt32BE(4)).toBe(icon.length)
  })

  for (const { type, kind, sidePixels } of iconTypes.filter((one) => one.kind === 'png')) {
    test(`${type} is a picture of ${sidePixels} pixels, in colour and see-through at its corners`, () => {
      expect(kind).toBe('png')
      const [head] = chunksOf(partOf(type))
      expect(head?.type).toBe('IHDR')
      expect([head?.data.readUInt32BE(0), head?.data.readUInt32BE(4)]).toEqual([
        sidePixels,
        sidePixels,
      ])
      expect(head?.data.readUInt8(9)).toBe(6) // red, green, blue and alpha
      expect(partOf(type).length).toBeGreaterThan(sidePixels * 8) // one colour would be far less
    })
  }

  for (const { type, sidePixels } of iconTypes.filter((one) => one.kind === 'pixels')) {
    test(`${type} is a picture of ${sidePixels} pixels: nothing at the corner, blue below, green above`, () => {
      const pixel = unpackPixels(partOf(type), sidePixels)
      const middle = sidePixels / 2
      expect(pixel(0, 0).alpha).toBe(0)
      expect(pixel(middle, middle)).toMatchObject({ alpha: 255 })
      const below = pixel(middle, Math.round(sidePixels * 0.75))
      const above = pixel(middle, Math.round(sidePixels * 0.25))
      expect(below.blue).toBeGreaterThan(below.green)
      expect(above.green).toBeGreaterThan(above.blue)
    })
  }
})

describe('how an icon is written', () => {
  test('a channel comes back as it was: runs, single bytes, long ones of both', () => {
    const random = Uint8Array.from({ length: 300 }, (_, at) => (at * 7919) % 251)
    const cases = [
      Uint8Array.of(),
      Uint8Array.of(5),
      Uint8Array.of(1, 1, 2, 2, 2, 3),
      new Uint8Array(131),
      new Uint8Array(1024).fill(255),
      random,
      Uint8Array.of(...random, ...new Uint8Array(200), ...random),
    ]
    for (const bytes of cases) {
      expect(unpackChannel(packChannel(bytes), bytes.length).bytes).toEqual(bytes)
    }
  })

  test('a run of three and more is two bytes', () => {
    expect([...packChannel(Uint8Array.of(9, 9, 9))]).toEqual([128, 9])
    expect([...packChannel(new Uint8Array(130).fill(7))]).toEqual([255, 7])
    expect([...packChannel(Uint8Array.of(9, 9))]).toEqual([1, 9, 9])
  })

  test('an icon that lacks a size is not written', () => {
    expect(() => encodeIcns([])).toThrow('no picture of 16 pixels for ic04')
  })
})
