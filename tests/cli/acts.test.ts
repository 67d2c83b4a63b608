import { describe, expect, test } from 'vitest'
import { keptActLines } from '../../src/main/cli/act-lines.ts'
import { actsSince } from '../../src/main/cli/acts.ts'
import type { ActLog, KeptAct } from '../../src/shared/act.ts'
import { actId } from '../../src/shared/ids.ts'

const atMs = new Date(2026, 10, 20, 18, 20, 7).getTime()
const kept: KeptAct = {
  id: actId('a'),
  atMs,
  by: 'person',
  act: 'quit',
  target: 'Loom',
  server: null,
  request: 'terminate to Loom (4242)',
  isForced: false,
  outcome: 'done',
  heldBytes: 2.3e9,
  expectedBytes: 2.3e9,
  returnedBytes: 2.1e9,
  tookMs: 4_000,
  sentence: 'Loom has quit',
}
const logOf = (...acts: readonly KeptAct[]): ActLog => ({
  schema: 'headroom/acts/1',
  acts,
  isCut: false,
})
const line = (change: Partial<KeptAct> = {}): string =>
  (keptActLines(logOf({ ...kept, ...change }), null)[0] ?? '').replace(/ {2,}/g, '  ')

describe('headroom acts tells', () => {
  test('when, what, who asked, what came back, and how long it took', () => {
    expect(line()).toBe(
      '2026-11-20 18:20:07  quit Loom  you  done · 2.1 GB came back (2.3 GB expected) · 4 s',
    )
  })

  test('from which other machine it was asked', () => {
    expect(line({ from: '192.0.2.7' })).toContain('quit Loom  from 192.0.2.7  done')
  })

  test('what Headroom did by itself, of which server', () => {
    expect(line({ act: 'unload', target: 'gemma3', server: 'Ollama', by: 'policy' })).toContain(
      'unload gemma3 from Ollama  Headroom  done',
    )
  })

  test('what was forced, and what was started again', () => {
    expect(line({ isForced: true })).toContain('  force Loom to quit  ')
    expect(line({ act: 'reopen', returnedBytes: null, expectedBytes: null })).toContain(
      '  start Loom again  you  done · 4 s',
    )
  })

  test('where nobody knows how it ended', () => {
    const begun = { outcome: null, tookMs: null, sentence: null, returnedBytes: null } as const
    expect(line(begun)).toMatch(/begun; how it ended is not known$/)
    expect(line({ returnedBytes: null })).toContain('2.3 GB expected, what came back is not known')
  })

  test('nothing hostile', () => {
    const evil = 'evil\u001b[31m\nx'.repeat(3_000)
    const shown = line({ target: evil, server: evil, sentence: evil, outcome: 'refused' })
    expect(shown).not.toMatch(/\p{Cc}/u)
    expect(shown.length).toBeLessThan(600)
  })

  test('that there may be more than is shown', () => {
    const newest = Array.from({ length: 200 }, () => kept)
    expect(keptActLines(logOf(...newest), 86_400_000).at(-1)).toBe('These are the newest 200.')
    expect(keptActLines(logOf(...newest.slice(1)), null)).toHaveLength(199)
  })

  test('that there is nothing to tell', () => {
    expect(keptActLines(logOf(), null)).toEqual(['Headroom has unloaded and quit nothing yet.'])
    expect(keptActLines(logOf(), 86_400_000)).toEqual([
      'Headroom has unloaded and quit nothing in the last 1 d.',
    ])
  })
})

test('headroom acts tells what became of it otherwise, once', () => {
  const sentence = 'Loom is back: kept alive by launchd'
  expect(line({ outcome: 'kept-alive', sentence })).toMatch(
    /  Loom is back: kept alive by launchd · 2\.1 GB came back \(2\.3 GB expected\) · 4 s$/,
  )
  const open = { outcome: 'still-open', sentence: 'Loom has not ended yet' } as const
  expect(line({ ...open, returnedBytes: null })).toMatch(/  you  Loom has not ended yet · 4 s$/)
  const held = 'Ollama still holds its memory: 0 B came back (2.3 GB expected)'
  expect(line({ outcome: 'held', sentence: held, returnedBytes: 0 })).toMatch(
    /  you  Ollama still holds its memory: 0 B came back \(2\.3 GB expected\) · 4 s$/,
  )
  const another = 'process 4242 is another one by now'
  expect(line({ outcome: 'refused', sentence: another, returnedBytes: null })).toMatch(
    /  you  refused · process 4242 is another one by now · 4 s$/,
  )
  expect(line({ outcome: 'held', sentence: null })).toContain('  you  memory not back · ')
})

test('--since leaves out what was begun before', async () => {
  const old = { ...kept, id: actId('old'), atMs: atMs - 2 * 86_400_000 }
  const core = { acts: async () => logOf(kept, old) }
  expect((await actsSince(core, 86_400_000, atMs + 1)).acts).toEqual([kept])
  expect((await actsSince(core, null, atMs + 1)).acts).toEqual([kept, old])
})
