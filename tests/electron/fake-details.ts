import type { DetailsEvents, DetailsPort } from '../../src/main/electron/details/details-port.ts'
import type { KeptBounds } from '../../src/main/electron/details/kept-bounds.ts'
import type { Rectangle } from '../../src/main/electron/popover/placement.ts'
import { wordsOf } from './fake-shell.ts'

export interface FakeDetails extends DetailsPort {
  isThere(): boolean
  /** All that has happened to it since it was asked last, in order. */
  taken(): readonly string[]
  tells(): DetailsEvents
  /** Its page has loaded, was painted, and came on screen. */
  paint(): void
}

export function createFakeDetails(): FakeDetails {
  let log: string[] = []
  let current: DetailsEvents | null = null
  let isFocused = false
  const note = (words: string): void => {
    if (current === null) throw new Error(`${words}: there is no window`)
    log.push(words)
  }
  const tells = (): DetailsEvents => {
    if (current === null) throw new Error('there is no window')
    return current
  }
  return {
    isThere: () => current !== null,
    create: ({ x, y, width, height }, section, events) => {
      if (current !== null) throw new Error('there is a window already')
      current = events
      note(`create ${width} × ${height} at ${x}, ${y} for ${section}`)
    },
    show: () => {
      note('show')
      isFocused = true
      tells().seen(true)
    },
    isFocused: () => isFocused,
    destroy: () => {
      note('destroy')
      current = null
      isFocused = false
    },
    // where there is no window, nobody hears it
    send: (message) => void (current !== null && note(wordsOf(message))),
    taken: () => {
      const taken = log
      log = []
      return taken
    },
    tells,
    paint: () => {
      tells().loaded()
      tells().ready()
    },
  }
}

export interface FakeBounds extends KeptBounds {
  readonly written: readonly Rectangle[]
}

export function createFakeBounds(first: Rectangle | null = null): FakeBounds {
  const written: Rectangle[] = []
  return {
    written,
    current: () => written.at(-1) ?? first,
    keep: async (bounds) => void written.push(bounds),
  }
}
