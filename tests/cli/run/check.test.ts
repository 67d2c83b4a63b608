import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { writePlan } from '../../fit/fitted.ts'
import { checkLaunch, launchOfWords } from '../../../src/main/cli/run/check-launch.ts'
import { modelPlacesOf } from '../../../src/main/inference/models/find/model-places.ts'
import { localHost } from '../../host/local-host.ts'
import { nothingKnown } from '../../web/fake-core.ts'
import { tempFolder } from '../../processes.ts'
import { gemma, ollama } from '../../shared/loaded.ts'
import { startRun } from './start-run.ts'

/** A program of this name that says that it runs: what it would load is read from its words, not from it. */
function engineIn(folder: string, name: string): string {
  const path = join(folder, name)
  writeFileSync(path, '#!/bin/sh\necho started "$@"\nexit 6\n', { mode: 0o755 })
  return path
}

function home(): { readonly folder: string; readonly engine: string; readonly model: string } {
  const folder = tempFolder()
  return {
    folder,
    engine: engineIn(folder, 'llama-server'),
    model: writePlan(join(folder, 'model.gguf')),
  }
}

describe('headroom run checks first', () => {
  test('what does not fit is not started, and what would help is told: 75', async () => {
    const { folder, engine, model } = home()
    const child = startRun(['--room', '1MB', '--', engine, '-m', model, '-c', '4096'], folder)
    expect(await child.ended).toEqual({ code: 75, signal: null })
    expect(child.stdout()).toBe('')
    const lines = child.stderr().trimEnd().split('\n')
    expect(lines.every((line) => line.startsWith('headroom: '))).toBe(true)
    expect(lines[0]).toMatch(
      /^headroom: llama-server is not started: does not fit: [\d.]+ [MG]B too much/,
    )
    expect(lines[1]).toMatch(
      /it needs [\d.]+ [MG]B, and there is room for 1 MB \(this machine now, lowered by --room\)$/,
    )
    expect(lines.at(-1)).toBe(
      `headroom: all the same: headroom run --force -- ${engine} -m ${model} -c 4096`,
    )
  })

  test('--force starts it all the same', async () => {
    const { folder, engine, model } = home()
    const child = startRun(
      ['--force', '--room', '1MB', '--', engine, '-m', model, '-c', '4096'],
      folder,
    )
    expect(await child.ended).toEqual({ code: 6, signal: null })
    expect(child.stdout()).toBe(`started -m ${model} -c 4096\n`)
    expect(child.stderr()).toMatch(
      /^headroom: started all the same: does not fit: [\d.]+ MB too much\nheadroom: it needs [\d.]+ MB, and there is room for 1 MB/,
    )
  })

  test('what fits is started, with one line', async () => {
    const { folder, engine, model } = home()
    const child = startRun(['--', engine, '-m', model, '-c', '512'], folder)
    expect(await child.ended).toEqual({ code: 6, signal: null })
    expect(child.stderr()).toMatch(
      /^headroom: fits: it needs [\d.]+ [kMG]B, there is room for [\d.]+ [MGT]B/,
    )
  })

  test.each([
    ['no such file', 'missing.gguf', null],
    ['a file that is broken', 'broken.gguf', 'GGUF\u0003\0\0\0and no more'],
  ])('%s does not stand in the way: the program tells it better', async (_what, name, text) => {
    const { folder, engine } = home()
    const model = join(folder, name)
    if (text !== null) writeFileSync(model, text)
    const child = startRun(['--', engine, '-m', model], folder)
    expect(await child.ended).toEqual({ code: 6, signal: null })
    expect(child.stderr()).toMatch(/^headroom: not checked: /)
    expect(child.stdout()).toContain('started')
  })
})

describe('headroom run does not check what it cannot', () => {
  test('what is not reckoned with is told, and may be why it fits: then it is started', async () => {
    const { folder, engine, model } = home()
    const asked = ['--room', '1MB', '--', engine, '-m', model, '-c', '4096']
    const moved = startRun([...asked, '-ot', 'exps=CPU'], folder)
    expect(await moved.ended).toEqual({ code: 6, signal: null })
    expect(moved.stderr()).toMatch(
      /^headroom: not checked: --override-tensor is not reckoned with; without, it does not fit: [\d.]+ MB too much\n/,
    )
    const added = startRun([...asked, '--control-vector', 'v.gguf'], folder)
    expect(await added.ended).toEqual({ code: 75, signal: null })
    expect(added.stderr()).toContain('headroom: --control-vector is not reckoned with.\n')
  })

  test.each([
    ['ollama', ['serve'], /not checked: Ollama loads a model when it is asked for one$/m],
    [
      'python3',
      ['main.py'],
      /not checked: What a program of Python computes is not known beforehand$/m,
    ],
    ['vllm', ['serve', 'x/y'], /not checked: /],
  ])('%s %j is watched, and not checked', async (name, args, sentence) => {
    const { folder } = home()
    const child = startRun(['--', engineIn(folder, name), ...args], folder)
    expect(await child.ended).toEqual({ code: 6, signal: null })
    expect(child.stderr()).toMatch(sentence)
  })
})

describe('ollama run', () => {
  const running = (models: readonly string[]) => ({
    ...nothingKnown,
    servers: [ollama],
    models: models.map((name) => ({ ...gemma, serverId: ollama.id, name })),
  })
  const launch = launchOfWords(['ollama', 'run', 'gemma3'], {})
  const check = (models: readonly string[]) =>
    checkLaunch(launch, {
      host: localHost(),
      places: modelPlacesOf({}, tempFolder(), '/', 'linux'),
      platform: 'linux',
      snapshot: async () => running(models),
    })

  test('of a model that is loaded already takes no more', async () => {
    expect(await check(['qwen3:8b', 'gemma3:latest'])).toEqual({
      kind: 'go',
      note: 'Ollama has gemma3 loaded already',
      remarks: [],
    })
    expect(await check(['gemma3:27b'])).toMatchObject({ kind: 'unknown' })
  })
})
