import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { learntLines } from '../../src/main/cli/learnt-lines.ts'
import { jsonIn } from '../../src/shared/parse.ts'
import { nothingLearnt, type Learnt, type LearntModel } from '../../src/shared/learnt.ts'
import { headroom } from '../headroom-program.ts'
import { someModel } from '../history/learnt/some-model.ts'
import { tempFolder } from '../processes.ts'

const world = { path: '' }
/** Not in the folder of whoever runs the tests. */
beforeEach(() => {
  const home = tempFolder()
  vi.stubEnv('HOME', home).stubEnv('XDG_CONFIG_HOME', join(home, '.config'))
  const isMac = process.platform === 'darwin'
  const folder = isMac ? 'Library/Application Support/headroom' : '.config/headroom'
  world.path = join(home, folder, 'learnt.json')
  mkdirSync(dirname(world.path), { recursive: true })
})
afterEach(() => void vi.unstubAllEnvs())

const limit = {
  limitBytes: 22_906_503_168,
  atMs: 5,
  program: 'llama-server',
  overrideBytes: null,
  ramBytes: 34_359_738_368,
  macOsMajor: 26,
}
const keep = (): void =>
  writeFileSync(world.path, JSON.stringify({ models: [someModel()], limit, growths: [] }))

describe('headroom learnt', () => {
  test('says that nothing was learnt yet, and what would teach', async () => {
    const { code, stdout, stderr } = await headroom('learnt')
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^Nothing was learnt yet: a model teaches when it is loaded/)
  })

  test('lists it with the ids by which it is forgotten, one at a time', async () => {
    keep()
    const { stdout } = await headroom('learnt')
    expect(stdout).toMatch(
      /qwen3-4b\.gguf by llama\.cpp b6800: compute × 1\.050 \(1 load, last on /,
    )
    expect(stdout).toMatch(/^ +llama\.cpp-b6800-1$/m)
    expect(await headroom('learnt', '--forget', 'llama.cpp-b6800-1')).toMatchObject({
      code: 0,
      stderr: 'it is forgotten\n',
    })
    await headroom('learnt', '--forget', 'limit')
    expect(jsonIn((await headroom('learnt', '--json')).stdout)).toEqual(nothingLearnt)
  })

  test('forgets all of it only for whoever says so', async () => {
    keep()
    const text = readFileSync(world.path, 'utf8')
    expect(await headroom('learnt', '--all')).toMatchObject({ code: 1, stdout: '' })
    expect(readFileSync(world.path, 'utf8')).toBe(text)
    expect((await headroom('learnt', '--all', '--yes')).code).toBe(0)
    expect((await headroom('learnt', '--all', '--yes')).stderr).toBe('nothing was learnt\n')
  })

  test('knows what was probably meant, and says where a file was broken', async () => {
    keep()
    const { code, stderr } = await headroom('learnt', '--forget', 'llama.cpp-b6800-2')
    expect(code).toBe(2)
    expect(stderr).toContain('did you mean llama.cpp-b6800-1?')
    writeFileSync(world.path, '{')
    const broken = await headroom('learnt')
    expect(broken.code).toBe(1)
    expect(broken.stdout).toContain('learnt.json is broken: nothing that was learnt is used')
    expect(broken.stdout).not.toContain('Nothing was learnt yet')
  })
})

describe('what was learnt, in words', () => {
  const of = (model: Partial<LearntModel>, more: Partial<Learnt> = {}): string => {
    const { seen: _, likeness: __, ...kept } = someModel()
    return learntLines(
      { ...nothingLearnt, models: [{ ...kept, ratios: {}, ...model }], ...more },
      true,
    ).join('\n')
  }

  test('is "as estimated" where nobody would see a difference', () => {
    expect(of({ loads: 3, ratios: { kvBytes: 1.000_1 } })).toContain(': as estimated (3 loads')
    expect(of({ ratios: { kvBytes: 0.98, computeBytes: 1.1 } })).toContain(
      ': KV cache × 0.980, compute × 1.100 (1 load',
    )
  })

  test('shows no name that would do something to a terminal', () => {
    const text = of({ model: 'a\u001b[2Jb', id: 'c\u0007' })
    expect([text.includes('\u001b'), text.includes('\u0007')]).toEqual([false, false])
  })

  test('says first that learning is off', () => {
    expect(learntLines({ ...nothingLearnt, limit }, false)[0]).toMatch(/^Learning is off/)
  })
})
