import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { noFitOptions } from '../../../src/main/fit/fit-options.ts'
import { createLearning, type Learning } from '../../../src/main/fit/learnt/learning.ts'
import { subjectOf } from '../../../src/main/fit/learnt/subject.ts'
import { loadModel } from '../../../src/main/fit/load-model.ts'
import { localModelsOf } from '../../../src/main/fit/shelf/local-models.ts'
import { createShelf } from '../../../src/main/fit/shelf/shelf.ts'
import { localHost } from '../../host/local-host.ts'
import { learntInMemory } from '../../history/learnt-fake.ts'
import { placesAt, wide, writePlan } from '../fitted.ts'
import { languageModel } from '../model-plans.ts'
import { shelfHome } from './shelf-world.ts'

describe('a model on the disk that was loaded here before', () => {
  test('needs what loads have shown, also by a file that was kept before they did', async () => {
    const own = shelfHome()
    const path = writePlan(join(own.folder, 'a.gguf'), languageModel({ layers: 4 }))
    writePlan(join(own.folder, 'b.gguf'), languageModel({ layers: 5 }))
    const model = await loadModel(localHost(), path, placesAt(own.home), noFitOptions)
    const subject = subjectOf(model, noFitOptions, wide.device)
    if (subject === null) throw new Error('something can be learnt of it')
    await createShelf(own.world()).read(wide.device)
    const shelf = createShelf(own.world())
    await shelf.read(wide.device)
    const learning = createLearning(learntInMemory().use)
    const needs = (by: Learning): readonly (number | null)[] => {
      const beside = { room: wide, loaded: [], atMs: 1, isReading: false, learning: by }
      return localModelsOf(shelf.seen(), beside).models.map(({ needRamBytes }) => needRamBytes)
    }
    const [a = null, b = null] = needs(learning)
    learning.note({ subject, ratios: { weightsBytes: 1, kvBytes: 1.2 } }, 5)
    const [after = null, other = null] = needs(learning)
    expect(other).toBe(b)
    const kvBytes = (after ?? 0) - (a ?? 0)
    expect(kvBytes).toBeGreaterThan(0)
    // a tenth of its cache
    expect((after ?? 0) / (a ?? 1)).toBeLessThan(1.1)
  })
})
