import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keyOfGauge } from '../../../src/shared/gauge.ts'
import { createTrayFace } from '../../../src/main/electron/tray/tray-face.ts'
import type { TrayLook } from '../../../src/main/electron/tray/tray-look.ts'
import { createDrivenClock } from '../driven-clock.ts'

type What = 'image' | 'title' | 'toolTip'
interface Set {
  readonly what: What
  readonly value: string
  readonly atMs: number
}

/** An item that was just made has no text. */
const atFirst = { image: null, title: '', toolTip: null } as const

/** A face over an item that notes each thing that is set, and when, in real time. */
function createWorld() {
  const clock = createDrivenClock()
  const sets: Set[] = []
  const set = (what: What, value: string): void =>
    void sets.push({ what, value, atMs: clock.passedMs() })
  const face = createTrayFace(
    {
      setImage: (gauge) => set('image', keyOfGauge(gauge)),
      setTitle: (title) => set('title', title),
      setToolTip: (text) => set('toolTip', text),
    },
    clock,
  )
  const shown = (what: What): string | null =>
    sets.findLast((one) => one.what === what)?.value ?? atFirst[what]
  return { clock, face, sets, shown }
}

const lookOf = (title: string, steps = 0, sentence = 'a sentence'): TrayLook => ({
  gauge: { style: 'ring', state: 'plenty', alert: null, isReplay: false, steps },
  title,
  sentence,
  sentenceOfRoom: sentence,
})

const looks: fc.Arbitrary<TrayLook> = fc.record({
  gauge: fc.record({
    style: fc.constantFrom('ring', 'dial'),
    state: fc.constantFrom('plenty', 'full'),
    alert: fc.constantFrom(null, 'warning'),
    isReplay: fc.constant(false),
    steps: fc.integer({ min: 0, max: 2 }),
  }),
  title: fc.constantFrom('', '1.0 GB', '2.0 GB'),
  sentence: fc.constantFrom('one', 'two'),
  sentenceOfRoom: fc.constant('one'),
})
const steps = fc.oneof(
  looks.map((look) => ({ kind: 'look', look }) as const),
  fc.integer({ min: 0, max: 1_500 }).map((ms) => ({ kind: 'wait', ms }) as const),
)
const settings = fc
  .integer({ min: -100_000, max: 100_000 })
  .map((byMs) => ({ kind: 'set clock', byMs }) as const)

type Step =
  | { readonly kind: 'look'; readonly look: TrayLook }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'set clock'; readonly byMs: number }

function play({ clock, face }: ReturnType<typeof createWorld>, walk: readonly Step[]): void {
  for (const step of walk) {
    if (step.kind === 'look') face.show(step.look)
    else if (step.kind === 'wait') clock.advance(step.ms)
    else clock.set(step.byMs)
  }
}

const lastLookOf = (walk: readonly Step[]): TrayLook | null =>
  walk.findLast((step) => step.kind === 'look')?.look ?? null

describe('whatever is shown, the item in the menu bar', () => {
  test('changes at most once in any second', () => {
    fc.assert(
      fc.property(fc.array(steps, { size: 'max', maxLength: 60 }), (walk) => {
        const world = createWorld()
        play(world, walk)
        const moments = [...new Set(world.sets.map(({ atMs }) => atMs))]
        const gaps = moments.slice(1).map((atMs, index) => atMs - (moments[index] ?? 0))
        expect(gaps.filter((ms) => ms < 1_000)).toEqual([])
      }),
    )
  })

  test('is never set to what it shows already', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(steps, settings), { maxLength: 40 }), (walk) => {
        const world = createWorld()
        play(world, walk)
        for (const what of ['image', 'title', 'toolTip'] as const) {
          const values = world.sets.filter((set) => set.what === what).map(({ value }) => value)
          const before = (index: number): string | null => values[index - 1] ?? atFirst[what]
          expect(values.filter((value, index) => value === before(index))).toEqual([])
        }
      }),
    )
  })

  test('shows the latest look within a second, whatever the clock is set to', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(steps, settings), { maxLength: 40 }), (walk) => {
        const world = createWorld()
        play(world, walk)
        world.clock.advance(1_000)
        const last = lastLookOf(walk)
        const shown = [world.shown('image'), world.shown('title'), world.shown('toolTip')]
        const wanted = last === null ? null : [keyOfGauge(last.gauge), last.title, last.sentence]
        expect(shown).toEqual(wanted ?? [null, '', null])
        expect(world.clock.nextAtMs()).toBeNull()
      }),
    )
  })
})

describe('the item in the menu bar', () => {
  test('shows the first look at once, and all of it', () => {
    const { face, sets } = createWorld()
    face.show(lookOf('1.0 GB', 3))
    expect(sets.map(({ what, value }) => [what, value])).toEqual([
      ['image', 'ring plenty 3'],
      ['title', '1.0 GB'],
      ['toolTip', 'a sentence'],
    ])
  })

  test('is set only in what has changed', () => {
    const { face, sets, clock } = createWorld()
    face.show(lookOf('1.0 GB'))
    clock.advance(5_000)
    face.show(lookOf('1.1 GB'))
    expect(sets.slice(3)).toEqual([{ what: 'title', value: '1.1 GB', atMs: 5_000 }])
    clock.advance(5_000)
    face.show(lookOf('1.1 GB'))
    expect(sets).toHaveLength(4)
  })

  test('shows the latest of a second, at its end', () => {
    const { face, sets, clock } = createWorld()
    face.show(lookOf('1.0 GB'))
    clock.advance(300)
    face.show(lookOf('1.1 GB', 1))
    clock.advance(300)
    face.show(lookOf('1.2 GB'))
    clock.advance(399)
    expect(sets).toHaveLength(3)
    clock.advance(1)
    expect(sets.slice(3)).toEqual([{ what: 'title', value: '1.2 GB', atMs: 1_000 }])
  })

  test('is not touched for what came and went within a second', () => {
    const { face, sets, clock } = createWorld()
    face.show(lookOf('1.0 GB'))
    face.show(lookOf('9.9 GB', 24, 'full'))
    face.show(lookOf('1.0 GB'))
    clock.advance(10_000)
    expect(sets).toHaveLength(3)
  })
})

describe('the item in the menu bar, for all that,', () => {
  test('is not held up by a clock that was set back', () => {
    const { face, shown, clock } = createWorld()
    face.show(lookOf('1.0 GB'))
    clock.set(-3_600_000)
    face.show(lookOf('1.1 GB'))
    expect(shown('title')).toBe('1.1 GB')
  })

  test('is left alone once it is stopped', () => {
    const { face, sets, clock } = createWorld()
    face.show(lookOf('1.0 GB'))
    face.show(lookOf('1.1 GB'))
    face.stop()
    clock.advance(10_000)
    expect([sets.length, clock.nextAtMs()]).toEqual([3, null])
  })
})
