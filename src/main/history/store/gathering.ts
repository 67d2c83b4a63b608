import { isGap } from '../beat.ts'
import { createEventNews, eventOfAct, type ToldAct } from '../event-news.ts'
import type { HistorySight } from '../keeper.ts'
import { noteIn, notedOf, type Noted } from '../noted.ts'
import { createWaiting, type Waiting } from './waiting.ts'

/** What was seen, and is not on the disk yet. */
export interface Gathering {
  readonly waiting: Waiting
  /** Answers with `urgent` where it must not wait for the next batch: an alert begins, or the clock was set back. */
  note(sight: HistorySight): 'urgent' | 'usual'
  noteAct(act: ToldAct, endedAtMs: number): void
  now(): Gathered
  /** All that waited is on the disk. */
  written(): void
  /** As if nothing had been seen. */
  beginAnew(): void
}

export interface Gathered {
  readonly waiting: Waiting
  /** Of what waits; null: nothing was seen. */
  readonly firstAtMs: number | null
  readonly lastAtMs: number | null
  /** The clock was set back to this: what stands on the disk after it is of no time; null: it was not. */
  readonly cutAtMs: number | null
  /** For how long the clock has gone on evenly. */
  readonly steadyForMs: number
}

export function createGathering(): Gathering {
  const waiting = createWaiting()
  const newsIn = createEventNews()
  let firstAtMs: number | null = null
  let last: Noted | null = null
  let cutAtMs: number | null = null
  let steadySinceMs = 0

  const note = (sight: HistorySight): 'urgent' | 'usual' => {
    const noted = notedOf(sight)
    const { atMs } = noted.beat
    const isSetBack = last !== null && atMs < last.beat.atMs
    if (isSetBack) {
      waiting.cutAfter(atMs)
      cutAtMs = Math.min(cutAtMs ?? atMs, atMs)
    }
    if (last === null || isSetBack || isGap(last.beat, noted.beat)) steadySinceMs = atMs
    for (const { tier, note: add } of waiting.spans)
      noteIn({ stepMs: tier.stepMs, note: add }, last, noted)
    const news = newsIn(sight)
    news.forEach(waiting.events.add)
    waiting.peaks.note(sight)
    firstAtMs = Math.min(firstAtMs ?? atMs, atMs)
    last = noted
    return isSetBack || news.some(({ kind }) => kind === 'alert') ? 'urgent' : 'usual'
  }

  return {
    waiting,
    note,
    noteAct: (act, endedAtMs) => {
      const event = eventOfAct(act, endedAtMs)
      if (event !== null) waiting.events.add(event)
    },
    now: () => {
      const lastAtMs = last?.beat.atMs ?? null
      const steadyForMs = lastAtMs === null ? 0 : lastAtMs - steadySinceMs
      return { waiting, firstAtMs, lastAtMs, cutAtMs, steadyForMs }
    },
    written: () => {
      waiting.clear()
      firstAtMs = last?.beat.atMs ?? null
      cutAtMs = null
    },
    beginAnew: () => {
      waiting.clear()
      firstAtMs = null
      last = null
      cutAtMs = null
    },
  }
}
