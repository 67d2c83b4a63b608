import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fitText } from '../../src/main/cli/fit-text.ts'
import { answerFit, type FitAnswer } from '../../src/main/fit/answer-fit.ts'
import { noFitOptions } from '../../src/main/fit/fit-options.ts'
import { localHost } from '../host/local-host.ts'
import { tempFolder } from '../processes.ts'
import { placesAt, writeFolder, writePlan, writeText, type Asked } from './fitted.ts'
import { languageModel, mlxConfig, mlxTensors } from './model-plans.ts'

const answer = (home: string, wanted: string, asked: Asked = {}): Promise<FitAnswer> =>
  answerFit(
    {
      wanted,
      family: null,
      options: { ...noFitOptions, ...asked },
      roomBytes: 200_000_000,
      mac: null,
    },
    {
      host: localHost(),
      places: placesAt(home),
      pasted: () => Promise.reject(new Error('nothing is pasted')),
      roomNow: () => Promise.reject(new Error('the room is given')),
    },
  )

const textOf = ({ fit, room }: FitAnswer): string => fitText(fit, room).join('\n')

describe('a model in the folder of LM Studio', () => {
  test('is told by its name and in its settings, wherever that folder lies', async () => {
    const home = tempFolder()
    const moved = tempFolder()
    writeText(join(home, '.lmstudio/settings.json'), JSON.stringify({ downloadsFolder: moved }))
    for (const folder of [
      join(home, '.lmstudio/models'),
      join(home, '.cache/lm-studio/models'),
      moved,
    ]) {
      const path = writePlan(join(folder, 'who/what/m.gguf'), languageModel())
      const told = await answer(home, path)
      expect(told.fit.model).toMatchObject({ engine: 'llama.cpp', program: 'lm-studio' })
      expect(textOf(told)).toMatch(/ · LM Studio · /)
      expect(textOf(told)).toContain('in the settings of the load: Context Length: ')
      expect(textOf(told)).not.toMatch(/llama-server|llama\.cpp|--fit|-ctk/)
      expect(told.fit.growth).toBeNull()
    }
  })

  test('is of another program where that is said, or where it lies elsewhere', async () => {
    const home = tempFolder()
    const path = writePlan(join(home, '.lmstudio/models/who/what/m.gguf'), languageModel())
    for (const asked of [{ engine: 'llama.cpp' }, { build: 9_400 }] as const)
      expect(textOf(await answer(home, path, asked))).toMatch(/ · llama\.cpp · [^]*-ctk/)
    const beside = writePlan(join(home, '.lmstudio/models-of-mine/m.gguf'), languageModel())
    expect((await answer(home, beside)).fit.model).not.toHaveProperty('program')
  })

  test('of MLX has its settings too, and none of mlx-lm', async () => {
    const home = tempFolder()
    const folder = writeFolder(join(home, '.lmstudio/models/who/mlx'), mlxConfig, mlxTensors)
    const told = await answer(home, folder, { contextTokens: 65_536 })
    expect(textOf(told)).toMatch(/ · LM Studio · /)
    expect(told.fit.advice.map(({ kind }) => kind)).toContain('context')
    expect(textOf(told)).not.toMatch(/mlx_lm|--kv-bits/)
  })
})
