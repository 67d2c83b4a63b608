import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createRecorder } from '../../../src/main/host/recorder.ts'
import { parseRecording } from '../../../src/main/host/recording.ts'
import { tempFolder, until } from '../../processes.ts'
import { localHost } from '../local-host.ts'

test('a log that is followed is recorded piece by piece, without what users write', async () => {
  const folder = tempFolder()
  const path = join(folder, 'server.log')
  const recording = join(folder, 'recording.jsonl')
  writeFileSync(
    path,
    'Received request: POST to /v1/chat/completions with body  {\n  "model": "m",\n',
  )
  const { host, close } = await createRecorder(localHost(), recording)
  onTestFinished(close)
  const texts: string[] = []
  const follower = host.followLog(
    path,
    { position: null, maxBacklogBytes: 1_000 },
    ({ text }) => texts.push(text),
    () => undefined,
  )
  const heard = (count: number) => until('a piece', () => (texts.length >= count ? true : null))
  await heard(1)
  appendFileSync(path, '  "my": "own words"\n}\n2026-11-21 10:00:00 [INFO] /Users/ada/x.gguf\n')
  await heard(2)
  follower.stop()
  await close()
  expect(texts.join('')).toContain('own words')
  const { entries } = parseRecording(readFileSync(recording, 'utf8'))
  expect(entries.map(({ kind, key, text }) => [kind, key, text])).toEqual([
    ['log', path, 'Received request: POST to /v1/chat/completions with body [removed]\n\n'],
    ['log', path, '\n\n2026-11-21 10:00:00 [INFO] /Users/user1/x.gguf\n'],
  ])
})
