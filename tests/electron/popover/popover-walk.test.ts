import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPopover } from '../../../src/main/electron/popover/popover.ts'
import { snapshotAt } from '../../web/fake-core.ts'
import { createDrivenClock } from '../driven-clock.ts'
import { click, createFakeScreen, createFakeWindow } from '../fake-shell.ts'

const deeds = ['press', 'toggle', 'open', 'dismiss', 'blur', 'replace'] as const
const tellings = ['loaded', 'ready', 'blurred', 'focused', 'escaped', 'gone'] as const
const walks = fc.array(
  fc.oneof(
    fc.constantFrom(...deeds).map((name) => ({ kind: 'deed', name }) as const),
    fc.constantFrom(...tellings).map((name) => ({ kind: 'telling', name }) as const),
    fc
      .constantFrom(0, 50, 99, 100, 1_500, 20_000, 60_000, 120_000)
      .map((ms) => ({ kind: 'wait', ms }) as const),
    fc.constant({ kind: 'tick' } as const),
  ),
  { maxLength: 80, size: 'max' },
)

function createWorld() {
  const clock = createDrivenClock()
  const window = createFakeWindow()
  const told: boolean[] = []
  let current = snapshotAt(1)
  const popover = createPopover({
    preferences: () => null,
    language: () => 'en',
    warmMs: () => 120_000,
    window,
    screen: createFakeScreen(),
    clock,
    current: () => current,
    sentence: () => 'a sentence',
    onShown: (isShown) => told.push(isShown),
  })
  const tick = (): void => {
    current = snapshotAt(current.atMs + 1)
    popover.push(current)
  }
  return { clock, window, told, popover, tick, atMs: () => current.atMs }
}

/** What a page knows after it has heard all this, and whether its window is seen. */
function heard(log: readonly string[]) {
  const lastOf = (...starts: readonly string[]): string | null =>
    log.findLast((words) => starts.some((start) => words.startsWith(start))) ?? null
  return {
    view: lastOf('view'),
    snapshot: lastOf('snapshot'),
    isSeen: lastOf('show', 'hide', 'destroy', 'create')?.startsWith('show') ?? false,
  }
}

test('whatever happens, the page knows the truth, and those who sample know whether it is wanted', () => {
  fc.assert(
    fc.property(walks, (steps) => {
      const { clock, window, told, popover, tick, atMs } = createWorld()
      const log: string[] = []
      let isLoaded = false
      for (const step of steps) {
        if (step.kind === 'wait') clock.advance(step.ms)
        else if (step.kind === 'tick') tick()
        else if (step.kind === 'telling') {
          if (window.isThere()) window.tells()[step.name]()
          if (step.name === 'loaded') isLoaded = true
        } else if (step.name === 'toggle') popover.toggle(click)
        else popover[step.name]()

        const taken = window.taken()
        log.push(...taken)
        if (taken.includes('create') || !window.isThere()) isLoaded = false
        const isShown = told.at(-1) === true
        expect(told).toEqual(told.map((_, index) => index % 2 === 0))
        const { view, snapshot, isSeen } = heard(log)
        if (isSeen) expect(isShown).toBe(true)
        if (isLoaded) expect(view).toBe(isShown ? 'view shown' : 'view hidden')
        if (isLoaded && isShown) expect(snapshot).toBe(`snapshot ${atMs()}`)
      }
    }),
    { numRuns: 600 },
  )
})

test('a hidden page is left in peace, whatever happens around it', () => {
  fc.assert(
    fc.property(walks, (steps) => {
      const { clock, window, popover, tick } = createWorld()
      popover.open()
      window.paint()
      popover.dismiss()
      window.taken()
      for (const step of steps) {
        if (step.kind === 'wait') clock.advance(step.ms)
        else if (step.kind === 'tick') tick()
        else if (step.kind === 'deed' && step.name !== 'toggle' && step.name !== 'open')
          popover[step.name]()
      }
      expect(window.taken().filter((words) => words !== 'destroy')).toEqual([])
    }),
  )
})
