import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createCore } from '../../src/main/core/core.ts'
import { handle } from '../../src/main/core/handle.ts'
import { createLocalHost } from '../../src/main/host/local.ts'
import { tempFolder } from '../processes.ts'

const secret = 'nobody-but-its-owner-knows'

/** Files and folders that are no models, with a secret in each that can hold one. */
function noModels(): readonly string[] {
  const folder = tempFolder()
  const inFolder = (name: string): string => join(folder, name)
  writeFileSync(inFolder('notes.txt'), `${secret}\n`.repeat(100))
  writeFileSync(inFolder('keys.json'), JSON.stringify({ key: secret, model_type: secret }))
  writeFileSync(inFolder('weights.gguf'), `GGUF${secret.repeat(100)}`)
  writeFileSync(inFolder('weights.safetensors'), `\u0010\0\0\0\0\0\0\0{"${secret}":`)
  mkdirSync(inFolder('folder'))
  writeFileSync(inFolder('folder/config.json'), `{"model_type": ${secret}}`)
  execFileSync('mkfifo', [inFolder('pipe'), inFolder('pipe.gguf')])
  const names = [
    'notes.txt',
    'keys.json',
    'weights.gguf',
    'weights.safetensors',
    'folder',
    'pipe',
    'pipe.gguf',
  ]
  return names.map(inFolder)
}

test('whoever may read learns nothing of a file by asking whether it fits, but that it is there', async () => {
  const core = await createCore(createLocalHost(), { roomCapBytes: null })
  onTestFinished(() => core.close())
  const caller = { scopes: new Set(['read'] as const), setLooking: null }
  const ask = (model: string): Promise<unknown> =>
    handle(core, caller, 'fit', {
      model,
      engine: null,
      contextTokens: null,
      kvType: null,
      parallel: null,
    })
  const strange = ['/etc/passwd', 'a\0b', '\n', '-', '..']
  for (const model of [...noModels(), ...strange]) {
    const outcome = await ask(model)
    expect([model, outcome]).toMatchObject([model, { kind: 'refused' }])
    expect(JSON.stringify(outcome)).not.toMatch(/nobody-but|root:|at .*\.ts:\d+/)
  }
})
