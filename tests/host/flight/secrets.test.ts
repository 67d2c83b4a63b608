import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createCore } from '../../../src/main/core/core.ts'
import { createFlightRecorder } from '../../../src/main/host/flight/flight-recorder.ts'
import { startChild, tempFolder } from '../../processes.ts'
import { localHost } from '../local-host.ts'

const planted = [
  'plantedkey',
  'hf_planted0123456789abcdefghij',
  'plantedperson',
  'planted words of love',
  'plantedtoken0123',
] as const

test('what a segment begins with, and what comes after it, holds no secret of a program', async () => {
  const [key, hugging, person, prompt, token] = planted
  const child = startChild([
    '/bin/sh',
    '-c',
    'echo up; sleep 600; :',
    'llama-server',
    '--api-key',
    key,
    hugging,
    '-m',
    `/home/${person}/models/x.gguf`,
    `MY_TOKEN=${token}`,
    '-p',
    prompt,
  ])
  await child.printed(/up/)
  const folder = tempFolder()
  const host = localHost()
  const recorder = createFlightRecorder(host, folder, () => () => '')
  await recorder.begin()
  const core = await createCore(recorder.record(host), { roomCapBytes: null })
  const first = await core.snapshotOnce()
  recorder.told('awake', first.atMs)
  const second = await core.snapshotOnce()
  recorder.told('awake', second.atMs)
  await core.close()
  await recorder.end()
  const flight = join(folder, 'flight')
  const text = readdirSync(flight)
    .map((name) => readFileSync(join(flight, name), 'utf8'))
    .join('')
  expect(text).toContain(`/proc/${child.pid}/cmdline`)
  expect(text.split('\n').length).toBeGreaterThan(20)
  expect(['planted', 'of love'].filter((word) => text.includes(word))).toEqual([])
})
