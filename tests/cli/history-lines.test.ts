import { describe, expect, test } from 'vitest'
import { emptyHistoryLine, historyLines } from '../../src/main/cli/history-lines.ts'
import { toldHistory } from '../history/told-history.ts'

const endMs = new Date(2026, 10, 20, 18).getTime()
const history = toldHistory(endMs)

describe('headroom history tells people', () => {
  test('the least room, the most in use, what happened, and who held most', () => {
    expect(historyLines(history, true)).toEqual([
      '2026-11-20 17:00:00 to 2026-11-20 18:00:00',
      '',
      'Room          least 1.2 GB    2026-11-20 17:11:00  last 20.0 GB',
      `              █████     █${'▁'.repeat(27)}${'█'.repeat(18)}  up to 20.0 GB`,
      'GPU in use    most 20.1 GB    2026-11-20 17:11:00  of 21.3 GB',
      'RAM used      most 30.0 GB    2026-11-20 17:11:00  of 36.0 GB',
      'Swap used     most 3.4 GB     2026-11-20 17:21:00',
      'GPU power     mean 17 W       2026-11-20 17:11:00  most 30 W',
      '',
      'What happened',
      '  2026-11-20 17:10:00  load      qwen3:30b-a3b · loaded in 21 s · needed 18.9 GB',
      '  2026-11-20 17:20:00  alert     qwen3:235b will not fit · about to fail',
      '  2026-11-20 17:21:00  load      qwen3:235b · failed after 1 min',
      '  2026-11-20 17:22:00  finding   The GPU refused memory',
      '  2026-11-20 17:40:00  act       qwen3:30b-a3b · unloaded · 17.9 GB came back (18.4 GB expected) · by Headroom itself',
      '  2026-11-20 17:50:00  act       Loom · quit · 2.0 GB expected, what came back is not known',
      '  models began to generate once',
      '',
      'Most held, by model',
      expect.stringMatching(/^ {4}18\.4 GB {2}2026-11-20 17:30:00 {2}qwen3:30b-a3b from Ollama$/),
      expect.stringMatching(/^ {5}640 MB {2}2026-11-20 17:15:00 {2}Qwen3.+gguf from llama\.cpp$/),
    ])
  })

  test('since when anything is kept, where that is later', () => {
    const early = { ...history, sinceMs: endMs - 86_400_000 }
    expect(historyLines(early, true)[0]).toBe(
      '2026-11-19 18:00:00 to 2026-11-20 18:00:00 · kept since 2026-11-20 17:00:00',
    )
  })

  test('nothing as of a moment of which nothing is kept, where a point begins before it', () => {
    const late = { ...history, keptSinceMs: Date.parse('2026-11-20T17:11:40') }
    expect(historyLines(late, true)[2]).toBe(
      'Room          least 1.2 GB    2026-11-20 17:11:40  last 20.0 GB',
    )
  })
})

describe('headroom history keeps quiet of', () => {
  test('what is not known', () => {
    const none = history.atMs.map(() => null)
    const { roomBytes, gpuInUseBytes, swapUsedBytes, gpuWatts } = {
      roomBytes: none,
      gpuInUseBytes: none,
      swapUsedBytes: none,
      gpuWatts: none,
    }
    const columns = { ...history.columns, roomBytes, gpuInUseBytes, swapUsedBytes, gpuWatts }
    const lines = historyLines({ ...history, columns, events: [], peaks: [] }, true)
    expect(lines.slice(2)).toEqual([
      'Room          not known',
      'RAM used      most 30.0 GB    2026-11-20 17:11:00  of 36.0 GB',
    ])
  })

  test('what happened longest ago, and says where it is', () => {
    const [first] = history.events
    if (first === undefined) throw new Error('something happens in it')
    const events = Array.from({ length: 50 }, (_, index) => ({ ...first, atMs: index * 1_000 }))
    const lines = historyLines({ ...history, events, peaks: [] }, true)
    expect(lines.filter((line) => line.includes('  load  '))).toHaveLength(20)
    expect(lines).toContain('  30 before these: headroom history --csv --events')
  })

  test('whatever is hostile, and fills the terminal with no line', () => {
    const evil = 'evil\u001b[31m\n\u202e'.repeat(2_000)
    const [event] = history.events
    const [peak] = history.peaks
    if (event === undefined || peak === undefined) throw new Error('something happens in it')
    const lines = historyLines(
      {
        ...history,
        events: [{ ...event, what: evil }],
        peaks: [{ ...peak, model: evil, server: evil }],
      },
      false,
    )
    expect(lines.join('')).not.toMatch(/[\p{Cc}\u202e]/u)
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(400)
  })

  test('nothing where there is nothing', () => {
    expect(emptyHistoryLine(history, true)).toContain('only since 2026-11-20 17:00:00')
    expect(emptyHistoryLine({ ...history, keptSinceMs: null }, false)).toContain('keepsHistory')
  })
})
