import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createFitDesk } from '../../src/main/core/fit-desk.ts'
import type { FitInput, FitShown } from '../../src/shared/fit-shown.ts'
import { writePlan } from '../fit/fitted.ts'
import { shelfHome, type ShelfHome } from '../fit/shelf/shelf-world.ts'
import { muchKnown } from '../web/fake-core.ts'

function deskIn(own: ShelfHome): (model: string, more?: Partial<FitInput>) => Promise<FitShown> {
  const desk = createFitDesk(own.world(), async () => ({ ...muchKnown, models: [] }))
  return (model, more = {}) =>
    desk({ model, engine: null, contextTokens: null, kvType: null, parallel: null, ...more })
}

describe('the command for what is shown', () => {
  test('always has the context of llama.cpp, chosen or not', async () => {
    const own = shelfHome()
    const fit = deskIn(own)
    const path = writePlan(join(own.folder, 'a.gguf'))
    const told = await fit(path)
    expect(told.fit.contextTokens).toBe(32_768)
    expect(told.command).toBe(`llama-server -m ${path} -c 32768`)
    expect((await fit(path, { parallel: 4 })).command).toMatch(/ -c 32768 -np 4$/)
    expect((await fit(path, { contextTokens: 8_192 })).command).toMatch(/ -c 8192$/)
  })

  test('is none where LM Studio runs it, unless another engine is chosen', async () => {
    const own = shelfHome()
    const fit = deskIn(own)
    const path = writePlan(join(own.home, '.lmstudio/models/who/what/a.gguf'))
    expect(await fit(path)).toMatchObject({
      command: null,
      fit: { model: { program: 'lm-studio' } },
    })
    const byLlama = await fit(path, { engine: 'llama.cpp' })
    expect(byLlama.command).toMatch(/^llama-server -m /)
    expect(byLlama.fit.model).not.toHaveProperty('program')
  })
})
