import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createFitDesk } from '../../../src/main/core/fit-desk.ts'
import type { LocalModel } from '../../../src/shared/local-models.ts'
import { writeFolder, writeTensors } from '../../fit/fitted.ts'
import { listOf, shelfHome, type ShelfHome } from '../../fit/shelf/shelf-world.ts'
import { mlxConfig, mlxTensors } from '../../fit/model-plans.ts'
import { writePlan } from '../../fit/fitted.ts'
import { muchKnown } from '../../web/fake-core.ts'
import { sayingIn, unknownOf } from './books.ts'
import { foreign, wrongConfigs, wrongGguf, wrongSafetensors, wrongShards } from './broken-files.ts'

const asNothing = { engine: null, contextTokens: null, kvType: null, parallel: null } as const

/** What a screen is told where it asks for these; a model that is none after all says nothing. */
async function refusalsOf(own: ShelfHome, paths: readonly string[]): Promise<readonly string[]> {
  const desk = createFitDesk(own.world(), async () => ({ ...muchKnown, models: [] }))
  const said: string[] = []
  for (const model of paths)
    await desk({ model, ...asNothing }).catch((error: Error) => said.push(error.message))
  return said
}

function write(folder: string, name: string, bytes: Uint8Array | string): string {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, name), bytes)
  return join(folder, name)
}

const troublesIn = (models: readonly LocalModel[]): readonly string[] =>
  models.flatMap(({ trouble }) => trouble ?? [])

describe('what is wrong with a file is said in every language', () => {
  test('of GGUF, and of what only is called so', async () => {
    const own = shelfHome()
    const paths = [...foreign, ...wrongGguf].map((bytes, index) =>
      write(own.folder, `file-${index}.gguf`, bytes),
    )
    const said = await refusalsOf(own, paths)
    expect(new Set(said).size).toBeGreaterThan(42)
    expect(unknownOf(said)).toEqual([])
    const troubles = troublesIn(await listOf(own.shelf()))
    expect(troubles.length).toBeGreaterThan(35)
    expect(unknownOf(troubles)).toEqual([])
  })

  test('of the parts of one model', async () => {
    const own = shelfHome()
    const firsts = Object.entries(wrongShards).flatMap(([name, files]) =>
      Object.entries(files)
        .map(([file, bytes]) => write(join(own.folder, name), file, bytes))
        .slice(0, 1),
    )
    const loose = write(
      own.folder,
      'loose.gguf',
      Object.values(wrongShards['missing'] ?? {})[0] ?? '',
    )
    const said = await refusalsOf(own, [...firsts, loose])
    expect(said).toHaveLength(firsts.length + 1)
    expect(unknownOf(said)).toEqual([])
  })

  test('of safetensors, and of what should lie beside them', async () => {
    const own = shelfHome()
    const files = wrongSafetensors.map((bytes, index) =>
      write(own.folder, `file-${index}.safetensors`, bytes),
    )
    const configs = wrongConfigs.map((text, index) => {
      const path = writeFolder(join(own.folder, `config-${index}`), {}, mlxTensors)
      write(path, 'config.json', text)
      return path
    })
    const said = await refusalsOf(own, [...files, ...configs, ...foldersIn(own.folder)])
    expect(new Set(said).size).toBeGreaterThan(26)
    expect(unknownOf(said)).toEqual([])
  })
})

/** Folders that lack something, or have too much of it. */
function foldersIn(folder: string): readonly string[] {
  const tensors = { a: ['F32', [4], 16] } as const
  const indexed = (name: string, index: string): string => {
    const path = writeFolder(join(folder, name), mlxConfig, tensors)
    rmSync(join(path, 'model.safetensors'))
    writeTensors(join(path, 'other.safetensors'), tensors)
    write(path, 'model.safetensors.index.json', index)
    return path
  }
  const bare = writeTensors(join(folder, 'bare', 'model.safetensors'), tensors)
  const twice = writeFolder(join(folder, 'twice'), mlxConfig, tensors)
  rmSync(join(twice, 'model.safetensors'))
  writeTensors(join(twice, 'a.safetensors'), tensors)
  writeTensors(join(twice, 'b.safetensors'), tensors)
  const both = writeFolder(join(folder, 'both'), mlxConfig, tensors)
  rmSync(join(both, 'model.safetensors'))
  writeTensors(join(both, 'w.fp16.safetensors'), tensors)
  writeTensors(join(both, 'w.bf16.safetensors'), tensors)
  write(join(folder, 'pipeline'), 'model_index.json', '{}')
  return [
    indexed('untold', '{}'),
    indexed('empty', '{"weight_map":{}}'),
    indexed('one', '{"weight_map":{"a":"gone.safetensors"}}'),
    indexed('several', '{"weight_map":{"a":"gone.safetensors","b":"away.safetensors"}}'),
    indexed('many', many),
    bare,
    twice,
    both,
    join(folder, 'pipeline'),
  ]
}

const many = JSON.stringify({
  weight_map: Object.fromEntries(
    Array.from({ length: 1_100 }, (_, index) => [`t${index}`, `f${index}.safetensors`]),
  ),
})

test('a link to nowhere, and a file that is named in a language of its own, are said with their names', async () => {
  const own = shelfHome()
  const gone = join(own.folder, 'gone.gguf')
  mkdirSync(own.folder)
  symlinkSync(join(own.folder, 'nothing'), gone)
  writePlan(join(own.folder, 'whole.gguf'))
  const troubles = troublesIn(await listOf(own.shelf()))
  expect(troubles).toHaveLength(1)
  expect(unknownOf(troubles)).toEqual([])
  const strange = write(own.folder, 'it is empty, 模型 {{why}}.gguf', '')
  const said = await refusalsOf(own, [strange])
  expect(said.map(sayingIn('de').say)).toEqual([`${strange}: keine GGUF-Datei: sie ist leer`])
  expect(said.map(sayingIn('zh-Hans').say)).toEqual([`${strange}：不是 GGUF 文件：文件为空`])
})
