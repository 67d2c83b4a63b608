import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readGgufModel } from '../../../src/main/inference/models/gguf-shards.ts'
import {
  ggufHeaderText,
  parseGgufHeaderText,
  parseSafetensorsText,
  safetensorsText,
} from '../../../src/main/inference/models/header-text.ts'
import { readSafetensorsModel } from '../../../src/main/inference/models/safetensors-folder.ts'
import { ParseError } from '../../../src/shared/parse.ts'
import { writeFolder, writePlan } from '../../fit/fitted.ts'
import { languageModel } from '../../fit/model-plans.ts'
import { localHost } from '../../host/local-host.ts'
import { tempFolder } from '../../processes.ts'

const longText = 'x'.repeat(10_000)

describe('the text of a header of GGUF', () => {
  const header = () =>
    readGgufModel(
      localHost(),
      writePlan(
        join(tempFolder(), 'm.gguf'),
        languageModel({ metadata: [['tokenizer.chat_template', longText]] }),
      ),
    )

  test('is read back as what was written, but for long texts', async () => {
    const before = await header()
    const after = parseGgufHeaderText(ggufHeaderText(before))
    expect(before.metadata.get('tokenizer.chat_template')).toBe(longText)
    const kept = new Map([...before.metadata].filter(([, value]) => value !== longText))
    expect(after).toEqual({ ...before, metadata: kept })
    expect(after.tensors.length).toBeGreaterThan(60)
  })

  test('is small enough for a recording', async () => {
    const before = await header()
    expect(ggufHeaderText(before).length).toBeLessThan(1_500 + 80 * before.tensors.length)
  })
})

test('the text of a folder of safetensors is read back as what was written', async () => {
  const folder = join(tempFolder(), 'mlx')
  writeFolder(folder, { model_type: 'llama', deep: [{ a: 1 }] }, { w: ['F16', [4, 8], 64] })
  const before = await readSafetensorsModel(localHost(), folder)
  expect(parseSafetensorsText(safetensorsText(before))).toEqual(before)
})

describe('a recording is foreign', () => {
  test.each([
    ['no JSON', 'GGUF'],
    ['no header', '{}'],
    ['a header of the other kind', '{"kind":"safetensors"}'],
    [
      'a size below nothing',
      JSON.stringify({
        kind: 'gguf',
        version: 3,
        byteOrder: 'little',
        metadata: [],
        tensors: [['a', [1], 'f32', -4, 0, 0]],
        files: [],
        unknownTypes: [],
      }),
    ],
    ['what is too deep', '['.repeat(100) + ']'.repeat(100)],
  ])('%s is refused', (_, text) => {
    expect(() => parseGgufHeaderText(text)).toThrow(ParseError)
  })
})
