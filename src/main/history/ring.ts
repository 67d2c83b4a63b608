import type { Sample } from '../../shared/history-sample.ts'
import { addSample, addSpan, createTable, emptyAt, tableBytes, type Table } from './table.ts'

/** Spans of one length, the newest so many: each has its place by its time, and what stood there before makes way. */
export interface Ring {
  readonly stepMs: number
  /** How far back it goes, the span of now included. */
  readonly reachMs: number
  note(sample: Sample, atMs: number, forMs: number): void
  /** What stands after the span of this instant is taken away: the clock was set back. */
  cutAfter(atMs: number): void
  /** All that it has of this span into one of another table. */
  addTo(table: Table, index: number, span: { readonly fromMs: number; readonly toMs: number }): void
  clear(): void
  readonly bytes: number
}

/** No span begins then. */
const nothing = -1

export function createRing(stepMs: number, length: number): Ring {
  const table = createTable(length)
  const startsAtMs = new Float64Array(length).fill(nothing)
  const startOf = (atMs: number): number => Math.floor(atMs / stepMs) * stepMs
  const placeOf = (startAtMs: number): number => (startAtMs / stepMs) % length
  const drop = (index: number): void => {
    startsAtMs[index] = nothing
    emptyAt(table, index)
  }
  return {
    stepMs,
    reachMs: stepMs * length,
    note: (sample, atMs, forMs) => {
      const startAtMs = startOf(atMs)
      const index = placeOf(startAtMs)
      if (startsAtMs[index] !== startAtMs) drop(index)
      startsAtMs[index] = startAtMs
      addSample(table, index, sample, forMs)
    },
    cutAfter: (atMs) => {
      const lastStartMs = startOf(atMs)
      startsAtMs.forEach((start, index) => {
        if (start > lastStartMs) drop(index)
      })
    },
    addTo: (to, toIndex, { fromMs, toMs }) => {
      for (let start = startOf(fromMs); start < toMs; start += stepMs) {
        const index = placeOf(start)
        if (startsAtMs[index] === start) addSpan(to, toIndex, table, index)
      }
    },
    clear: () => startsAtMs.forEach((_, index) => drop(index)),
    bytes: tableBytes(table) + startsAtMs.byteLength,
  }
}
