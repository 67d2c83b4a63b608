import { describe, expect, test } from 'vitest'
import { fitText } from '../../src/main/cli/fit-text.ts'
import { roomGiven } from '../../src/main/fit/fit-room.ts'
import type { AdviceHow, Fit, FitAdvice } from '../../src/shared/fit.ts'
import { loadedPlan, wide } from '../fit/fitted.ts'
import { languageModel } from '../fit/model-plans.ts'

describe('the text about what would help, of several things', () => {
  const advice: FitAdvice = {
    kind: 'combination',
    text: 'do a,\ndo b,\ndo c,\nand do d',
    savesBytes: 0,
    isEnough: true,
    verdict: 'fits',
    flag: null,
    how: { kind: 'act', text: 'do it' },
    costs: 'an hour',
  }
  const linesOf = async (one: FitAdvice): Promise<readonly string[]> => {
    const fit = (await loadedPlan(languageModel())).fit()
    const lines = fitText({ ...fit, advice: [one] }, wide)
    const at = lines.indexOf('What would help, with what costs least first:')
    return lines.slice(at + 1, lines.indexOf('', at))
  }

  test('has each part on a line of its own, and no word of nothing that is saved', async () => {
    expect(await linesOf(advice)).toEqual([
      '  - do a,',
      '    do b,',
      '    do c,',
      '    and do d: then it fits (an hour)',
      '      do it',
    ])
  })

  test('has each line that is typed in a chat by itself, and apart from the server’s variables', async () => {
    const how: AdviceHow = {
      kind: 'several',
      each: [
        { kind: 'variable', text: 'OLLAMA_NUM_PARALLEL=1', where: 'the menu' },
        {
          kind: 'request',
          text: '/set parameter num_ctx 1\n/set parameter num_batch 2',
          modelfile: 'PARAMETER num_ctx 1\nPARAMETER num_batch 2',
        },
      ],
    }
    expect((await linesOf({ ...advice, text: 'do', how })).slice(1)).toEqual([
      '      OLLAMA_NUM_PARALLEL=1',
      '      by the menu',
      '      /set parameter num_ctx 1',
      '      /set parameter num_batch 2',
      '      or in a Modelfile:',
      '      PARAMETER num_ctx 1',
      '      PARAMETER num_batch 2',
    ])
  })
})

describe('the text about the longest context', () => {
  test('says where it ends with the model rather than with the room', async () => {
    const longest = (fit: Fit, room = wide): string | undefined =>
      fitText(fit, room).find((line) => line.startsWith('Longest'))
    const model = await loadedPlan(languageModel())
    expect(longest(model.fit())).toBe(
      'Longest context that fits: 32768 with f16, as long as it was made for.',
    )
    const room = roomGiven(model.fit().needBytes - 1)
    expect(longest(model.fit({}, room), room)).toMatch(
      /^Longest context that fits, with nothing to spare: \d+ with f16, 32768 with q8_0, as long as it was made for\.$/,
    )
    const small = roomGiven(model.fit({ contextTokens: 4_096 }).needBytes)
    expect(longest(model.fit({}, small), small)).toMatch(/\d+ with q4_0\.$/)
  })
})
