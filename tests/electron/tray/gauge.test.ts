import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  drawGauge,
  gaugeSizePoints,
  gaugeSteps,
  keyOfGauge,
  type GaugeLook,
} from '../../../src/shared/gauge.ts'
import { gaugeStyles } from '../../../src/shared/settings.ts'
import {
  alertWords,
  allLooks,
  allSteps,
  alphaOf,
  areaOf,
  differenceArea,
  distinctLooks,
  halved,
  levelledStates,
  looksAt,
  mirrored,
  sizes,
  states,
  upsideDown,
} from './gauge-looks.ts'

/**
 * A step is seen: in square points of black that it adds. A level of 1/24 of the thinnest ring is 3.7 × 0.55 = 2, of a dial, which
 * is open at its foot, 2.9 × 0.55 = 1.6, beside the needle.
 */
const leastStepArea = { ring: 1.75, column: 1.75, dial: 1.25 } as const
/** How far a pixel of 2×, averaged down to 1×, may be from the pixel of 1×; and all of them in the mean. */
const mostPixelOff = 0.15 * 255
const mostMeanOff = 0.015 * 255

const levelledLooks = gaugeStyles.flatMap((style) =>
  looksAt(style, 0)
    .filter(({ state, alert }) => alert === null && levelledStates.includes(state))
    .map(
      (look) => [`${look.style} ${look.state}${look.isReplay ? ' in replay' : ''}`, look] as const,
    ),
)
/** What is filled from below. */
const standingLooks = levelledLooks.filter(([, { style }]) => style !== 'dial')
const dialLooks = levelledLooks.filter(([, { style }]) => style === 'dial')
/** The needle, which moves, is no level that is added to. */
const filledLooks = [...standingLooks, ...dialLooks.filter(([, { isReplay }]) => isReplay)]
const sumOf = (values: Uint8Array): number => values.reduce((sum, value) => sum + value, 0)

describe.each(sizes)('the gauge at %i pixels', (size) => {
  const points = size / gaugeSizePoints
  const edge = Array.from({ length: size * size }, (_, at) => at).filter((at) =>
    [at % size, Math.floor(at / size)].some((place) => place < points || place >= size - points),
  )

  test('is four bytes a pixel, of which only the last is ever set', () => {
    for (const look of allLooks) {
      const pixels = drawGauge(look, size)
      expect(pixels.length).toBe(size * size * 4)
      expect(pixels.some((byte, index) => index % 4 !== 3 && byte !== 0)).toBe(false)
    }
  })

  test('leaves one point free all around, and comes as near as that where its shape is so wide', () => {
    for (const look of allLooks) {
      const alpha = alphaOf(look, size)
      expect(edge.filter((at) => alpha[at] !== 0)).toEqual([])
      const inked = [...alpha.keys()].filter((at) => alpha[at] !== 0)
      const across = inked.map((at) => at % size)
      const down = inked.map((at) => (at - (at % size)) / size)
      // a column is slim, and a dial stands open at its foot
      const isWide = look.style !== 'column' || look.alert !== null
      const isHigh = look.style !== 'dial' || look.alert !== null
      for (const places of [...(isWide ? [across] : []), ...(isHigh ? [down] : [])])
        expect([Math.min(...places), Math.max(...places)]).toEqual([points, size - 1 - points])
    }
  })

  test('is the same from left and right', () => {
    const isAlike = ({ style, state, alert, isReplay }: GaugeLook): boolean =>
      !isReplay && (alert !== null || style !== 'dial' || !levelledStates.includes(state))
    for (const look of allLooks.filter(isAlike)) {
      const alpha = alphaOf(look, size)
      expect(mirrored(alpha, size)).toEqual(alpha)
    }
  })

  test('in replay points to the right: not the same from left and right, but from top and bottom', () => {
    const looks = gaugeStyles
      .flatMap((style) => [...looksAt(style, 0), ...looksAt(style, gaugeSteps)])
      .filter(({ isReplay }) => isReplay)
    for (const look of looks) {
      const alpha = alphaOf(look, size)
      expect(mirrored(alpha, size)).not.toEqual(alpha)
      // a warning stands on its base, a dial on its foot
      if (look.alert === null && look.style !== 'dial')
        expect(upsideDown(alpha, size)).toEqual(alpha)
    }
  })
})

const noPixels = new Uint8Array()

/** The alpha of the needle: of what lies within the scale, which is 3 points wide at most. */
function blackInside(look: GaugeLook, steps: number, size: number): Uint8Array {
  const scale = size / gaugeSizePoints
  return alphaOf({ ...look, steps }, size).map((value, at) => {
    const x = ((at % size) + 0.5) / scale - gaugeSizePoints / 2
    const y = (Math.floor(at / size) + 0.5) / scale - gaugeSizePoints / 2 - 1
    return Math.hypot(x, y) > 4.2 ? 0 : value
  })
}

/** A level, and upside down what it leaves: their sum is the same at every level. */
function bothHalves(look: GaugeLook, steps: number, size: number): readonly number[] {
  const left = upsideDown(alphaOf({ ...look, steps: gaugeSteps - steps }, size), size)
  return [...alphaOf({ ...look, steps }, size)].map((value, at) => value + (left[at] ?? 0))
}

describe.each(sizes)('the level at %i pixels', (size) => {
  test.each(filledLooks)('of %s only ever adds, and at every step', (_, look) => {
    for (const steps of allSteps.slice(1)) {
      const before = alphaOf({ ...look, steps: steps - 1 }, size)
      const after = alphaOf({ ...look, steps }, size)
      expect(after.every((value, at) => value >= (before[at] ?? 0))).toBe(true)
      expect(areaOf(sumOf(after) - sumOf(before), size)).toBeGreaterThan(leastStepArea[look.style])
    }
  })

  test.each(standingLooks)(
    'of %s grows from the bottom: half of it is the lower half',
    (_, look) => {
      const [none, half, all] = [0, gaugeSteps / 2, gaugeSteps].map((steps) =>
        alphaOf({ ...look, steps }, size),
      )
      const middle = (size * size) / 2
      expect(half?.subarray(0, middle)).toEqual(none?.subarray(0, middle))
      expect(half?.subarray(middle)).toEqual(all?.subarray(middle))
    },
  )

  test.each(dialLooks)('of %s is seen at every step: the needle moves', (_, look) => {
    for (const steps of allSteps.slice(1)) {
      const [before, after] = [steps - 1, steps].map((one) =>
        alphaOf({ ...look, steps: one }, size),
      )
      const moved = differenceArea(before ?? noPixels, after ?? noPixels, size)
      expect(moved).toBeGreaterThan(leastStepArea[look.style])
    }
  })

  test.each(dialLooks.filter(([, { isReplay }]) => !isReplay))(
    'of %s points as far to the left as what it leaves would to the right',
    (_, look) => {
      for (const steps of allSteps) {
        const hand = blackInside(look, steps, size)
        const other = blackInside(look, gaugeSteps - steps, size)
        const off = mirrored(hand, size).map((value, at) => Math.abs(value - (other[at] ?? 0)))
        expect(Math.max(...off)).toBeLessThanOrEqual(1)
      }
    },
  )

  test.each(standingLooks)('of %s is what it leaves, turned upside down', (_, look) => {
    const whole = bothHalves(look, 0, size)
    for (const steps of allSteps) {
      const off = bothHalves(look, steps, size).map((value, at) => value - (whole[at] ?? 0))
      expect(Math.max(...off.map(Math.abs))).toBeLessThanOrEqual(1) // each is rounded to a byte
    }
  })

  test.each(['ring', 'column'] as const)('of a %s is faint, and black once taken', (style) => {
    const look = { style, state: 'plenty', alert: null, isReplay: false } as const
    const none = alphaOf({ ...look, steps: 0 }, size)
    const all = alphaOf({ ...look, steps: gaugeSteps }, size)
    expect(Math.max(...none) / 255).toBeCloseTo(0.45, 2)
    expect(Math.max(...all)).toBe(255)
  })
})

describe('the key', () => {
  test('is equal where all pixels are equal, and only there', () => {
    for (const size of sizes) {
      const pixelsOf = new Map(distinctLooks.map((look) => [keyOfGauge(look), alphaOf(look, size)]))
      for (const look of allLooks) {
        expect(alphaOf(look, size)).toEqual(pixelsOf.get(keyOfGauge(look)))
      }
      const drawn = new Set([...pixelsOf.values()].map((alpha) => alpha.join()))
      expect(drawn.size).toBe(pixelsOf.size)
    }
    const ofOneStyle = (2 * (gaugeSteps + 1) + 2) * 2
    expect(distinctLooks.length).toBe(gaugeStyles.length * ofOneStyle + 2 * 2)
  })

  test('and the picture know whole steps from 0 to 24 only, whatever is asked for', () => {
    const tenths = fc.integer({ min: -50, max: 300 }).map((count) => count / 10)
    const kinds = fc.tuple(fc.constantFrom(...gaugeStyles), fc.constantFrom(...states))
    const odd = fc.oneof(tenths, fc.double(), fc.integer())
    fc.assert(
      fc.property(odd, kinds, fc.boolean(), (steps, [style, state], isReplay) => {
        const nearest = allSteps.findLast((whole) => whole === 0 || whole <= steps + 0.5) ?? 0
        const asked = { style, state, alert: null, isReplay, steps }
        const look = { ...asked, steps: Number.isFinite(steps) ? nearest : 0 }
        expect(keyOfGauge(asked)).toBe(keyOfGauge(look))
        expect(alphaOf(asked, 18)).toEqual(alphaOf(look, 18))
      }),
      {
        examples: [NaN, Infinity, -Infinity, -0].map((steps) => [steps, ['dial', 'plenty'], false]),
      },
    )
  })
})

test('an alert is drawn alike, whatever the style, the state and the level beneath it', () => {
  for (const alert of alertWords) {
    const looks = gaugeStyles.flatMap((style) =>
      states.flatMap((state) =>
        [0, 7, gaugeSteps].map((steps) => ({ style, state, alert, isReplay: false, steps })),
      ),
    )
    expect(new Set(looks.map(keyOfGauge))).toEqual(new Set([alert]))
    expect(new Set(looks.map((look) => alphaOf(look, gaugeSizePoints).join())).size).toBe(1)
  }
})

test('1× is the same drawing as 2×', () => {
  const [small = 0, large = 0] = sizes
  for (const look of distinctLooks) {
    const fromLarge = halved(alphaOf(look, large), large)
    const off = alphaOf(look, small).map((value, at) => Math.abs(value - (fromLarge[at] ?? 0)))
    expect(Math.max(...off)).toBeLessThan(mostPixelOff)
    expect(sumOf(off) / off.length).toBeLessThan(mostMeanOff)
  }
})
