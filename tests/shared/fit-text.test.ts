import { describe, expect, test } from 'vitest'
import { certaintyText, growthText, shownAdvice, shownVerdict } from '../../src/shared/fit-text.ts'
import type { AdviceHow } from '../../src/shared/fit.ts'
import { shorterContext } from './loading.ts'
import { fitAnswer } from './shelf.ts'

const { fit } = fitAnswer({
  model: 'm',
  engine: null,
  contextTokens: null,
  kvType: null,
  parallel: null,
})

describe('a verdict', () => {
  const within = 'the room lies within the error of the estimate'
  test.each([
    ['fits', {}, 'Fits', null],
    ['fits', { errorBand: { lowBytes: 1, highBytes: 18e9 } }, 'Fits', within],
    ['tight', {}, 'Fits, but it is tight', 'little is left for anything else'],
    ['no', { gapBytes: 3.2e9 }, 'Does not fit: 3.2 GB too much', null],
    [
      'no',
      { gapBytes: 3.2e9, errorBand: { lowBytes: 1, highBytes: 99e9 } },
      'Does not fit: 3.2 GB too much',
      within,
    ],
    [
      'unknown',
      { roomBytes: null },
      'Whether it fits cannot be told',
      'how much room there is is not known',
    ],
    ['unknown', {}, 'Whether it fits cannot be told', null],
  ] as const)('%s %j', (verdict, change, sentence, doubt) => {
    expect(shownVerdict({ ...fit, verdict, ...change })).toEqual({ sentence, doubt })
  })
})

test('what is typed in a chat is a step for each line: pasted together they would be a prompt', () => {
  const how = {
    kind: 'request',
    text: '/set parameter num_ctx 1\n/set parameter num_gpu 2',
    modelfile: 'PARAMETER num_ctx 1\nPARAMETER num_gpu 2',
  } as const
  expect(shownAdvice({ ...shorterContext, how }).steps).toEqual([
    {
      words: 'In its chat; in a Modelfile: PARAMETER num_ctx 1',
      command: '/set parameter num_ctx 1',
    },
    {
      words: 'In its chat; in a Modelfile: PARAMETER num_gpu 2',
      command: '/set parameter num_gpu 2',
    },
  ])
})

test('a verdict of what is in RAM alone is as sure as its own estimate', () => {
  const inRam = { ...fit, verdict: 'no', needBytes: 0, needRamBytes: 10e9, gapBytes: 1e8 } as const
  const errorBand = { lowBytes: 9.5e9, highBytes: 11e9 }
  expect(shownVerdict({ ...inRam, errorBand }).doubt).toMatch(/within the error/)
})

test('advice of many parts is one sentence', () => {
  expect(shownAdvice({ ...shorterContext, text: 'do a,\nand do b' }).text).toMatch(
    /^Do a, and do b/,
  )
})

test('how sure it is: the band in one unit, or none where it is as narrow as a figure', () => {
  const band = (lowBytes: number, highBytes: number) =>
    certaintyText({ basis: 'approximate', errorBand: { lowBytes, highBytes } })
  expect(band(18.9e9, 19.6e9)).toBe('approximate: 18.9 to 19.6 GB')
  expect(band(900e6, 1.1e9)).toBe('approximate: 900 MB to 1.1 GB')
  expect(certaintyText({ basis: 'exact', errorBand: { lowBytes: 1e9, highBytes: 1e9 } })).toBe(
    'exact',
  )
})

describe('advice', () => {
  test('says whether it then fits, what it saves and what it costs', () => {
    expect(shownAdvice(shorterContext).text).toBe('Take a context of 16384 tokens: then it fits')
    expect(shownAdvice({ ...shorterContext, verdict: 'tight' }).text).toMatch(
      /: then it just fits$/,
    )
    expect(shownAdvice({ ...shorterContext, isEnough: false }).text).toBe(
      'Take a context of 16384 tokens',
    )
    expect(shownAdvice({ ...shorterContext, savesBytes: 0, costs: null })).toMatchObject({
      saves: null,
      costs: null,
    })
  })

  test.each<[AdviceHow, readonly object[]]>([
    [{ kind: 'flag', text: '-c 1' }, [{ words: null, command: '-c 1' }]],
    [{ kind: 'command', text: 'ollama stop x' }, [{ words: null, command: 'ollama stop x' }]],
    [
      { kind: 'variable', text: 'A=1', where: 'the menu, then restart it' },
      [{ words: 'By the menu, then restart it:', command: 'A=1' }],
    ],
    [{ kind: 'menu', text: 'Model > Context' }, [{ words: 'Model > Context', command: null }]],
    [{ kind: 'act', text: 'quit it' }, [{ words: 'Quit it', command: null }]],
    [
      { kind: 'request', text: '/set parameter num_ctx 1', modelfile: 'PARAMETER num_ctx 1' },
      [
        {
          words: 'In its chat; in a Modelfile: PARAMETER num_ctx 1',
          command: '/set parameter num_ctx 1',
        },
      ],
    ],
    [
      {
        kind: 'several',
        each: [
          { kind: 'flag', text: '-c 1' },
          { kind: 'act', text: 'quit it' },
        ],
      },
      [
        { words: null, command: '-c 1' },
        { words: 'Quit it', command: null },
      ],
    ],
  ])('is done by %j', (how, steps) => {
    expect(shownAdvice({ ...shorterContext, how }).steps).toEqual(steps)
  })
})

test('what may grow while it is used', () => {
  expect(growthText(fit)).toBeNull()
  const growth = { bytes: 8e9, what: 'saved prompts' }
  expect(growthText({ growth })).toBe(
    'While it is used it may take up to 8.0 GB more RAM: saved prompts.',
  )
  expect(growthText({ growth: { ...growth, bytes: null } })).toBe(
    'While it is used it may take ever more RAM: saved prompts.',
  )
})

test('a Mac that is too small has nothing to do beside its sentence', () => {
  const how = { kind: 'act', text: 'does not fit on this Mac: needs 40 GB' } as const
  const shown = shownAdvice({ ...shorterContext, kind: 'bigger-mac', text: how.text, how })
  expect(shown).toMatchObject({ text: 'Does not fit on this Mac: needs 40 GB', steps: [] })
})
