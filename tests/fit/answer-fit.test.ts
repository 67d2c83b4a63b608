import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { answerFit } from '../../src/main/fit/answer-fit.ts'
import { noFitOptions } from '../../src/main/fit/fit-options.ts'
import { modelPlacesOf } from '../../src/main/inference/models/find/model-places.ts'
import { localHost } from '../host/local-host.ts'
import { modelHome, weights } from '../inference/models/find/model-home.ts'
import { refusal } from './fitted.ts'

function asking(folders?: readonly string[]) {
  const own = modelHome()
  own.pulled('registry.ollama.ai/library/qwen3/8b', [weights('a')])
  own.write('mine/Phi-4-Q8_0.gguf')
  const world = {
    host: localHost(),
    places: modelPlacesOf({}, own.home, own.workingFolder, 'darwin'),
    pasted: () => Promise.reject(new Error('nothing is pasted')),
    roomNow: () => Promise.reject(new Error('it is not asked')),
    ...(folders === undefined
      ? {}
      : { folders: async () => folders.map((one) => join(own.home, one)) }),
  }
  const question = { family: null, roomBytes: 1, mac: null, options: noFitOptions }
  return {
    home: own.home,
    ask: (wanted: string) => refusal(answerFit({ ...question, wanted }, world)),
  }
}

describe('a model that nobody has', () => {
  test('is answered with what may have been meant, behind where it was looked for', async () => {
    const { ask, home } = asking(['mine'])
    expect(await ask('qwen3:14b')).toMatch(
      /^UsageError: no model "qwen3:14b" was found: .*; did you mean qwen3:8b\?$/,
    )
    expect(await ask('phi-4-q4_0')).toMatch(
      new RegExp(`; did you mean ${join(home, 'mine/Phi-4-Q8_0.gguf')}\\?$`),
    )
    expect(await ask('mistral')).not.toContain('did you mean')
  })

  test('is not where a path is named, and not for whoever does not want to be told', async () => {
    expect(await asking([]).ask('./qwen3:14b')).not.toContain('did you mean')
    expect(await asking().ask('qwen3:14b')).not.toContain('did you mean')
  })
})
