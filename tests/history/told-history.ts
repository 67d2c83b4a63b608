import type { History, HistoryColumns, HistoryEvent, ModelPeak } from '../../src/shared/history.ts'
import { minuteMs } from './moments.ts'

const GB = 1e9

/** What happened in an afternoon, with all that can be known of each; ends at the instant. Composed by us. */
export const toldEvents = (endMs: number): readonly HistoryEvent[] => [
  { atMs: endMs - 50 * minuteMs, kind: 'load', what: 'qwen3:30b-a3b', more: loaded(18.9 * GB) },
  { atMs: endMs - 48 * minuteMs, kind: 'prompt', what: 'qwen3:30b-a3b', more: null },
  {
    atMs: endMs - 40 * minuteMs,
    kind: 'alert',
    what: 'qwen3:235b will not fit',
    more: { kind: 'alert', rule: 'will-not-fit', severity: 'imminent' },
  },
  {
    atMs: endMs - 39 * minuteMs,
    kind: 'load',
    what: 'qwen3:235b',
    more: { kind: 'load', stage: 'failed', tookMs: 61_000, needBytes: null },
  },
  { atMs: endMs - 38 * minuteMs, kind: 'finding', what: 'The GPU refused memory', more: null },
  {
    atMs: endMs - 20 * minuteMs,
    kind: 'act',
    what: 'qwen3:30b-a3b',
    more: {
      kind: 'act',
      act: 'unload',
      by: 'policy',
      expectedBytes: 18.4 * GB,
      returnedBytes: 17.9 * GB,
    },
  },
  {
    atMs: endMs - 10 * minuteMs,
    kind: 'act',
    what: 'Loom',
    more: { kind: 'act', act: 'quit', by: 'person', expectedBytes: 2 * GB, returnedBytes: null },
  },
]

const loaded = (needBytes: number): HistoryEvent['more'] => ({
  kind: 'load',
  stage: 'loaded',
  tookMs: 21_000,
  needBytes,
})

export const toldPeaks = (endMs: number): readonly ModelPeak[] => [
  { model: 'qwen3:30b-a3b', server: 'Ollama', bytes: 18.4 * GB, atMs: endMs - 30 * minuteMs },
  {
    model: 'Qwen3-Embedding-0.6B-with-a-rather-long-name-Q8_0.gguf',
    server: 'llama.cpp',
    bytes: 0.64 * GB,
    atMs: endMs - 45 * minuteMs,
  },
]

/** An hour with a hole in it, a point a minute: the room falls and comes back. */
export function toldHistory(endMs: number): History {
  const atMs = Array.from({ length: 60 }, (_, index) => endMs - (60 - index) * minuteMs)
  const column = (of: (index: number) => number | null): readonly (number | null)[] =>
    atMs.map((_, index) => (index >= 5 && index < 10 ? null : of(index)))
  const isLoaded = (index: number): boolean => index >= 11 && index < 40
  const columns: HistoryColumns = {
    roomBytes: column((index) => (isLoaded(index) ? 1.25 * GB : 20 * GB)),
    gpuInUseBytes: column((index) => (isLoaded(index) ? 20.05 * GB : 1.3 * GB)),
    limitBytes: column(() => 21.3 * GB),
    usedBytes: column((index) => (isLoaded(index) ? 30 * GB : 12 * GB)),
    totalBytes: column(() => 36 * GB),
    swapUsedBytes: column((index) => (index === 21 ? 3.4 * GB : 0)),
    gpuWatts: column((index) => (isLoaded(index) ? 30 : 3)),
  }
  return {
    schema: 'headroom/history/1',
    sinceMs: endMs - 60 * minuteMs,
    untilMs: endMs,
    keptSinceMs: endMs - 60 * minuteMs,
    keptIn: 'store',
    trouble: null,
    stepMs: minuteMs,
    atMs,
    columns,
    events: toldEvents(endMs),
    peaks: toldPeaks(endMs),
  }
}
