import { describe, expect, test } from 'vitest'
import { relief, reliefBy, type ReliefOptions } from '../../src/main/cli/relief.ts'
import { suggestionLine } from '../../src/main/cli/relief-lines.ts'
import { statusText } from '../../src/main/cli/status-text.ts'
import { UsageError } from '../../src/shared/exit-code.ts'
import type { Relief, Suggestion } from '../../src/shared/relief.ts'
import { nothingKnown } from '../web/fake-core.ts'
import { createTalk } from './fake-talk.ts'
import { loomToo, reliefOf, sdxl } from './reliefs.ts'

const plain: ReliefOptions = {
  want: { kind: 'room', needBytes: 6e9 },
  isDone: false,
  isDryRun: false,
  isConfirmed: false,
  json: false,
}

async function run(plan: Relief, options: Partial<ReliefOptions> = {}) {
  const { talk, said, lines, printed } = createTalk(null)
  const never = () => Promise.reject(new TypeError('nothing may be done'))
  const core = {
    snapshotOnce: async () => nothingKnown,
    relief: async () => plan,
    relieve: never,
    settled: never,
  }
  const code = await reliefBy(core, { ...plain, ...options }, talk)
  return { code, said, lines, printed }
}

describe('headroom relief', () => {
  test('prints what is missing, each step with its risk and command, and their sum', async () => {
    const { code, said, lines } = await run(reliefOf([sdxl, loomToo]))
    expect(lines).toEqual([
      'What to do.',
      'missing now: 4.0 GB in RAM',
      '        4.1 GB  Unload sdxl · idle 12 min · headroom unload sdxl',
      '  up to 2.3 GB  Quit Loom · headroom quit Loom',
      '                Mind: what is not saved in it',
      '  up to 6.4 GB  together',
    ])
    expect([code, said]).toEqual([0, []])
  })

  test('tells what is missing on both lines', async () => {
    const have = {
      line: 'gpu',
      roomBytes: 0,
      gapBytes: 6e9,
      gpuGapBytes: 6e9,
      ramGapBytes: 1e9,
    } as const
    const { lines } = await run(reliefOf([sdxl], { have, isEnough: false }))
    expect(lines[1]).toBe('missing now: 6.0 GB on the GPU and 1.0 GB in RAM')
  })

  test('ends with 0 where nothing is missing, 1 where nothing is enough, 3 where nobody knows', async () => {
    const have = {
      line: 'ram',
      roomBytes: 9e9,
      gapBytes: 0,
      gpuGapBytes: 0,
      ramGapBytes: 0,
    } as const
    expect(await run(reliefOf([], { have }))).toMatchObject({ code: 0, lines: ['What to do.'] })
    expect((await run(reliefOf([loomToo], { isEnough: false }))).code).toBe(1)
    expect((await run(reliefOf([], { have: null, isEnough: false }))).code).toBe(3)
  })

  test('--json prints the Relief, and nothing else', async () => {
    const plan = reliefOf([sdxl])
    const { code, said, lines, printed } = await run(plan, { json: true })
    expect([code, said, lines, printed]).toEqual([0, [], [], [plan]])
  })

  test('a need without its unit is a slip', () => {
    const want = { kind: 'room', needBytes: 6 } as const
    expect(() => relief({ ...plain, want })).toThrow(UsageError)
  })

  test('a command that is too long to be shown whole is not shown', async () => {
    const { lines } = await run(
      reliefOf([{ ...sdxl, command: `headroom unload ${'x'.repeat(400)}` }]),
    )
    expect(lines[2]).toBe('  4.1 GB  Unload sdxl · idle 12 min')
  })
})

describe('headroom status has the suggestion on a line', () => {
  const suggestion: Suggestion = { cause: { kind: 'room' }, relief: reliefOf([sdxl]) }

  test('with what to type', () => {
    expect(suggestionLine(suggestion)).toBe('Room is short: What to do.   headroom unload sdxl')
    const both = { ...suggestion, relief: reliefOf([sdxl, loomToo]) }
    expect(suggestionLine(both)).toMatch(/ {3}headroom unload sdxl; headroom quit Loom$/)
    const nameless = { ...suggestion, relief: reliefOf([sdxl, { ...loomToo, command: null }]) }
    expect(suggestionLine(nameless)).toMatch(/ {3}headroom relief --need 6000000000 --do$/)
  })

  test('and none where there is none', () => {
    expect(statusText({ ...nothingKnown, suggestion })).toContain('\nRoom is short: What to do.')
    expect(statusText(nothingKnown)).not.toContain('Room is short')
  })
})
