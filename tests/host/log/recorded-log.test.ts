import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createRecorder } from '../../../src/main/host/recorder.ts'
import { parseRecording } from '../../../src/main/host/recording.ts'
import { tempFolder, until } from '../../processes.ts'
import { localHost } from '../local-host.ts'

/** Keeps errors; in the place of all other lines of a piece stands its number. */
function keepErrors() {
  let count = 0
  return (text: string): string => {
    count += 1
    return text.replaceAll(/^(?!Error).+$/gm, String(count))
  }
}

test('a log that is followed is recorded piece by piece, and of it what may be kept', async () => {
  const folder = tempFolder()
  const path = join(folder, 'server.log')
  const recording = join(folder, 'recording.jsonl')
  writeFileSync(path, 'my own words\nError: /Users/ada/x.gguf\n')
  const { host, close } = await createRecorder(localHost(), recording, keepErrors)
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
  appendFileSync(path, 'own words\nError: 2\n')
  await heard(2)
  follower.stop()
  await close()
  expect(texts.join('')).toContain('own words')
  const { entries } = parseRecording(readFileSync(recording, 'utf8'))
  expect(entries.map(({ kind, key, text }) => [kind, key, text])).toEqual([
    ['log', path, '1\nError: /Users/user1/x.gguf\n'],
    ['log', path, '2\nError: 2\n'],
  ])
})

test('nothing of a log is recorded where nobody says what may be kept', async () => {
  const folder = tempFolder()
  const path = join(folder, 'server.log')
  const recording = join(folder, 'recording.jsonl')
  writeFileSync(path, 'my own words\n')
  const { host, close } = await createRecorder(localHost(), recording)
  onTestFinished(close)
  const texts: string[] = []
  const follower = host.followLog(
    path,
    { position: null, maxBacklogBytes: 1_000 },
    ({ text }) => texts.push(text),
    () => undefined,
  )
  await until('a piece', () => (texts.length > 0 ? true : null))
  follower.stop()
  await close()
  expect(readFileSync(recording, 'utf8').split('\n')).toEqual([
    expect.stringContaining('schema'),
    '',
  ])
})
