import type { Ring } from '../ring.ts'
import { addSample, addSpan, createTable, emptyAt, tableBytes, type Table } from '../table.ts'
import type { Tier } from './tiers.ts'

/** A minute of seconds, and some. */
const firstLength = 128

/** A span that is to be written: its place in the table. */
export interface WaitingSpan {
  readonly startMs: number
  readonly index: number
}

/** Spans that are not on the disk yet. As many as come, up to a bound: the newest. */
export interface WaitingSpans extends Pick<Ring, 'note' | 'cutAfter' | 'addTo' | 'clear'> {
  readonly tier: Tier
  spans(): readonly WaitingSpan[]
  table(): Table
  bytes(): number
}

export function createWaitingSpans(tier: Tier): WaitingSpans {
  const { stepMs, mostWaiting } = tier
  let table = createTable(firstLength)
  let places = new Map<number, number>()
  const startOf = (atMs: number): number => Math.floor(atMs / stepMs) * stepMs
  /** Its place is looked up before the table: it may get a longer one. */
  const placeFor = (startMs: number): number => {
    const there = places.get(startMs)
    if (there !== undefined) return there
    const [oldest] = places
    const isFull = places.size >= mostWaiting
    const index = isFull && oldest !== undefined ? oldest[1] : places.size
    if (isFull && oldest !== undefined) places.delete(oldest[0])
    if (index >= table.wattsForMs.length) table = longer(table)
    emptyAt(table, index)
    places.set(startMs, index)
    return index
  }
  const clear = (): void => {
    // what was long stays no longer than it is needed
    if (places.size > firstLength) table = createTable(firstLength)
    places = new Map()
  }
  return {
    tier,
    note: (sample, atMs, forMs) => {
      const index = placeFor(startOf(atMs))
      addSample(table, index, sample, forMs)
    },
    cutAfter: (atMs) => {
      const from = table
      const kept = [...places].filter(([startMs]) => startMs <= startOf(atMs))
      table = createTable(firstLength)
      places = new Map()
      for (const [startMs, index] of kept) {
        const place = placeFor(startMs)
        addSpan(table, place, from, index)
      }
    },
    addTo: (to, toIndex, { fromMs, toMs }) => {
      if (places.size === 0) return
      for (let startMs = startOf(fromMs); startMs < toMs; startMs += stepMs) {
        const index = places.get(startMs)
        if (index !== undefined) addSpan(to, toIndex, table, index)
      }
    },
    clear,
    spans: () => [...places].map(([startMs, index]) => ({ startMs, index })),
    table: () => table,
    bytes: () => tableBytes(table) + places.size * bytesPerPlace,
  }
}

/** What V8 takes for an entry of a Map of two numbers, about. */
const bytesPerPlace = 32

function longer(table: Table): Table {
  const { length } = table.wattsForMs
  const made = createTable(length * 2)
  for (let index = 0; index < length; index++) addSpan(made, index, table, index)
  return made
}
