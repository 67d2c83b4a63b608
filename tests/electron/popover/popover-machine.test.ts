import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { noPopover, stepPopover } from '../../../src/main/electron/popover/popover-machine.ts'
import {
  escapeAtMs,
  isShown,
  leaveAtMs,
  nothingTold,
  promised,
  warmAtMs,
} from './popover-promises.ts'
import { createPopoverWorld, warmMs, type PopoverWorld, type Step } from './popover-world.ts'

const plainKinds = [
  'pressed',
  'toggled',
  'opened',
  'dismissed',
  'escaped',
  'kept',
  'blurred',
  'focused',
  'ready',
] as const
const wait = (ms: number): Step => ({ kind: 'wait', ms })

/** Delays on this and that side of 100 ms, 0.4 s, 1.5 s and two minutes, and exactly these. */
const waits = fc
  .oneof(
    fc.integer({ min: 0, max: 200 }),
    fc.integer({ min: 200, max: 3_000 }),
    fc.constantFrom(99, 100, 399, 400, 1_499, 1_500, 119_999, warmMs, 200_000),
  )
  .map(wait)
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...plainKinds).map((kind) => ({ kind })) },
  {
    weight: 1,
    arbitrary: fc.boolean().map((mayComeBack) => ({ kind: 'gone', mayComeBack }) as const),
  },
  { weight: 4, arbitrary: waits },
)
/** Nothing is held back while it is explored: long walks find what short ones do not, and are shrunk to these. */
const walks = fc.array(anyStep, { maxLength: 60, size: 'max' })

describe('whatever happens to the popover, in any order', () => {
  test('it keeps its promises, and the window is never asked for what it cannot do', () => {
    fc.assert(
      fc.property(walks, (steps) => {
        const world = createPopoverWorld()
        let told = nothingTold
        for (const step of steps) {
          world.tell(step)
          told = promised(told, step)
          expect([world.window(), world.isShown()]).toEqual([told.window, isShown(told)])
          const timers = [world.leaveAtMs(), world.escapeAtMs(), world.warmAtMs()]
          expect(timers).toEqual([leaveAtMs(told), escapeAtMs(told), warmAtMs(told)])
        }
      }),
      { numRuns: 2_000 },
    )
  })

  test('nothing is left of it when nobody has wanted it for two minutes', () => {
    fc.assert(
      fc.property(walks, (steps) => {
        const world = createPopoverWorld()
        world.tell(...steps, { kind: 'dismissed' }, wait(warmMs))
        expect([world.window(), world.isShown()]).toEqual(['none', false])
        const timers = [world.leaveAtMs(), world.escapeAtMs(), world.warmAtMs()]
        expect(timers).toEqual([null, null, null])
      }),
    )
  })

  test('a timer that comes too late does no harm', () => {
    const late = fc.constantFrom(
      'leave-over' as const,
      'warm-over' as const,
      'escape-over' as const,
    )
    fc.assert(
      fc.property(late, fc.boolean(), (kind, isOpen) => {
        const open = stepPopover(noPopover, { kind: 'opened' }).state
        const before = isOpen ? open : noPopover
        expect(stepPopover(before, { kind })).toEqual({ state: before, effects: [] })
      }),
    )
  })
})

const shown: readonly Step[] = [{ kind: 'opened' }, { kind: 'ready' }, { kind: 'focused' }]
const worldAfter = (...steps: readonly Step[]): PopoverWorld => {
  const world = createPopoverWorld()
  world.tell(...steps)
  return world
}

/** A click, as the system may tell it: the focus goes before the mouse is down, after it, or not at all. */
const clicks: fc.Arbitrary<readonly Step[]> = fc
  .record({
    focus: fc.constantFrom('lost before', 'lost after', 'lost and back', 'kept'),
    beforeMs: fc.integer({ min: 0, max: 99 }),
    downMs: fc.integer({ min: 0, max: 500 }),
    moreMs: fc.integer({ min: 0, max: 500 }),
  })
  .map(({ focus, beforeMs, downMs, moreMs }) => {
    const lost: readonly Step[] = [{ kind: 'blurred' }, wait(beforeMs)]
    const back: readonly Step[] = [{ kind: 'blurred' }, wait(0), { kind: 'focused' }]
    return [
      ...(focus === 'lost before' ? lost : []),
      { kind: 'pressed' },
      wait(downMs),
      ...(focus === 'lost after' ? lost.slice(0, 1) : []),
      ...(focus === 'lost and back' ? back : []),
      wait(moreMs),
      { kind: 'toggled' },
    ]
  })

describe('a click on the gauge, however the system tells it,', () => {
  test('hides a popover that is shown, and it stays hidden', () => {
    fc.assert(
      fc.property(clicks, (click) => {
        const world = worldAfter(...shown, ...click)
        expect(world.isShown()).toBe(false)
        world.tell({ kind: 'blurred' }, wait(3_600_000))
        expect(world.done).toEqual(['create', 'show', 'hide', 'destroy'])
      }),
    )
  })

  test('shows one that is hidden, and it stays shown', () => {
    fc.assert(
      fc.property(clicks, (click) => {
        const world = worldAfter(...shown, { kind: 'dismissed' }, ...click)
        world.tell({ kind: 'focused' }, wait(3_600_000))
        expect(world.done).toEqual(['create', 'show', 'hide', 'show'])
      }),
    )
  })

  test('shows one that is not there yet, as soon as it is ready and no sooner', () => {
    fc.assert(
      fc.property(clicks, (click) => {
        const world = worldAfter(...click, wait(400))
        expect([world.window(), world.isShown()]).toEqual(['loading', false])
        world.tell({ kind: 'ready' }, wait(3_600_000))
        expect(world.isShown()).toBe(true)
      }),
    )
  })

  test('again and again: shown at every other one', () => {
    const several = fc.array(clicks, { maxLength: 12 })
    fc.assert(
      fc.property(several, (all) => {
        const world = worldAfter(...shown)
        for (const [index, click] of all.entries()) {
          world.tell(...click)
          expect(world.isShown()).toBe(index % 2 === 1)
        }
      }),
    )
  })
})

describe('a shown popover', () => {
  test.each<readonly [string, readonly Step[], boolean]>([
    ['stays for 99 ms without its focus', [{ kind: 'blurred' }, wait(99)], true],
    ['hides after 100 ms without its focus', [{ kind: 'blurred' }, wait(100)], false],
    [
      'stays where the focus comes back in time',
      [{ kind: 'blurred' }, wait(99), { kind: 'focused' }, wait(60_000)],
      true,
    ],
    [
      'is not kept by a second loss of the focus',
      [{ kind: 'blurred' }, wait(60), { kind: 'blurred' }, wait(40)],
      false,
    ],
    ['is not toggled by a mouse that only goes down', [{ kind: 'pressed' }, wait(5_000)], true],
    [
      'hides after 1.5 s where the mouse stays down on the gauge',
      [{ kind: 'pressed' }, { kind: 'blurred' }, wait(1_500)],
      false,
    ],
    ['stays so long', [{ kind: 'blurred' }, wait(50), { kind: 'pressed' }, wait(1_499)], true],
    ['stays where it is opened again', [{ kind: 'blurred' }, { kind: 'opened' }, wait(500)], true],
  ])('%s', (_, steps, isStillShown) => {
    expect(worldAfter(...shown, ...steps).isShown()).toBe(isStillShown)
  })

  test('takes the focus when it is opened again', () => {
    const world = worldAfter(...shown, { kind: 'blurred' }, { kind: 'opened' })
    expect(world.done).toEqual(['create', 'show', 'focus'])
  })

  test('that was toggled while it loads is never shown', () => {
    const world = worldAfter({ kind: 'toggled' }, wait(50), { kind: 'toggled' }, { kind: 'ready' })
    expect([world.window(), world.done]).toEqual(['ready', ['create']])
  })
})

describe('a popover in which Escape is pressed', () => {
  test.each<readonly [string, readonly Step[], boolean]>([
    [
      'hides at once where its page had no use for Escape',
      [{ kind: 'escaped' }, { kind: 'dismissed' }],
      false,
    ],
    [
      'stays where its page closes something by it',
      [{ kind: 'escaped' }, { kind: 'kept' }, wait(60_000)],
      true,
    ],
    ['waits 399 ms for what its page says', [{ kind: 'escaped' }, wait(399)], true],
    [
      'hides 400 ms after Escape where its page says nothing',
      [{ kind: 'escaped' }, wait(400)],
      false,
    ],
    [
      'hides for the second Escape',
      [{ kind: 'escaped' }, { kind: 'escaped' }, { kind: 'kept' }, { kind: 'dismissed' }],
      false,
    ],
  ])('%s', (_, steps, isStillShown) => {
    expect(worldAfter(...shown, ...steps).isShown()).toBe(isStillShown)
  })

  test('that is still loading is closed by Escape at once', () => {
    const world = worldAfter({ kind: 'opened' }, { kind: 'escaped' }, { kind: 'ready' })
    expect([world.window(), world.done]).toEqual(['ready', ['create']])
  })
})

describe('a hidden popover', () => {
  const hidden: readonly Step[] = [...shown, { kind: 'dismissed' }]

  test('is destroyed after two minutes, and no sooner', () => {
    const world = worldAfter(...hidden, wait(warmMs - 1))
    expect(world.window()).toBe('ready')
    world.tell(wait(1))
    expect(world.window()).toBe('none')
  })

  test('that is shown meanwhile has two whole minutes again', () => {
    const again: readonly Step[] = [{ kind: 'opened' }, wait(60_000), { kind: 'dismissed' }]
    const world = worldAfter(...hidden, wait(warmMs - 1), ...again, wait(warmMs - 1))
    expect(world.window()).toBe('ready')
  })

  test('does not come back when it crashes', () => {
    const world = worldAfter(...hidden, { kind: 'gone', mayComeBack: true }, wait(warmMs))
    expect(world.done).toEqual(['create', 'show', 'hide', 'destroy'])
  })
})

describe('a popover that crashes', () => {
  test('comes back where somebody wanted it and it may', () => {
    const world = worldAfter(...shown, { kind: 'gone', mayComeBack: true }, { kind: 'ready' })
    expect(world.done).toEqual(['create', 'show', 'destroy', 'create', 'show'])
  })

  test('stays away where it may not, until somebody asks for it', () => {
    const world = worldAfter(...shown, { kind: 'gone', mayComeBack: false }, wait(60_000))
    expect([world.window(), world.done]).toEqual(['none', ['create', 'show', 'destroy']])
    world.tell({ kind: 'toggled' }, { kind: 'ready' })
    expect(world.isShown()).toBe(true)
  })

  test('under a mouse that is down, is hidden by the click all the same', () => {
    const crash: Step = { kind: 'gone', mayComeBack: true }
    const world = worldAfter(...shown, { kind: 'pressed' }, crash, { kind: 'toggled' })
    world.tell({ kind: 'ready' }, wait(60_000))
    expect(world.isShown()).toBe(false)
  })
})
