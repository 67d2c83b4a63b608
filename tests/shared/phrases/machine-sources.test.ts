import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createCore } from '../../../src/main/core/core.ts'
import type { Host, Question } from '../../../src/main/host/host.ts'
import { parseRecording } from '../../../src/main/host/recording.ts'
import { createReplayer } from '../../../src/main/host/replayer.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import { fromRoot } from '../../from-root.ts'
import { localHost } from '../../host/local-host.ts'
import { unknownOf } from './books.ts'

/** A recording through the whole production path; `ask`: what is answered in its stead. */
async function snapshotsOf(name: string, ask?: Host['ask']): Promise<readonly Snapshot[]> {
  const text = readFileSync(fromRoot(`tests/fixtures/recordings/${name}.jsonl`), 'utf8')
  const replayer = createReplayer(parseRecording(text))
  const host: Host = ask === undefined ? replayer.host : { ...replayer.host, ask }
  const core = await createCore(host, { roomCapBytes: null })
  const snapshots: Snapshot[] = []
  core.onSnapshot((snapshot) => snapshots.push(snapshot))
  core.look()
  core.start()
  await replayer.play({ speed: null, isLooping: false })
  await core.close()
  return snapshots
}

/** Why a part has no figures, what is asked and how that fares, and what an app's name does not tell. */
const wordsIn = (snapshot: Snapshot): readonly string[] => [
  ...Object.values(snapshot).flatMap((part: unknown) =>
    typeof part === 'object' && part !== null && 'reason' in part && typeof part.reason === 'string'
      ? [part.reason]
      : [],
  ),
  ...snapshot.sources.flatMap(({ title, reason }) => [title, ...(reason === null ? [] : [reason])]),
  ...snapshot.apps.flatMap(({ detail }) => (detail === null ? [] : [detail])),
]
const wordsOf = (snapshots: readonly Snapshot[]): ReadonlySet<string> =>
  new Set(snapshots.flatMap(wordsIn))

describe('every language has what a machine tells of itself', () => {
  test.each(['mac-m4-16gb-swapping', 'mac-64gb-two-servers', 'linux-workstation'])(
    'in %s',
    async (name) => {
      const words = wordsOf(await snapshotsOf(name))
      expect(words.size).toBeGreaterThan(20)
      expect(unknownOf(words)).toEqual([])
    },
  )

  test.each(['', 'x', '{}', '[]', '<plist>', '0'])(
    'where all that it answers is "%s"',
    async (value) => {
      const ask: Host['ask'] = async (_, atMs = 0) => ({ kind: 'ok', value, atMs, tookMs: 1 })
      for (const name of ['mac-m4-16gb-swapping', 'linux-workstation'])
        expect(unknownOf(wordsOf(await snapshotsOf(name, ask)))).toEqual([])
    },
  )
})

test('every language has why this machine does not answer', async () => {
  const host = localHost()
  const node = process.execPath
  const command = (...argv: readonly [string, ...string[]]) => ({ kind: 'command', argv }) as const
  const questions: readonly Question[] = [
    command('/no/such/program'),
    command(fromRoot('package.json')),
    command('relative'),
    command(node, '-e', 'process.exit(3)'),
    command(node, '-e', 'console.error("out of order"); process.exit(3)'),
    command(node, '-e', 'process.kill(process.pid, "SIGKILL")'),
    { ...command(node, '-e', 'setTimeout(() => {}, 60_000)'), deadlineMs: 100 },
    { ...command(node, '-e', 'console.log("x".repeat(5_000))'), maxBytes: 10 },
    { kind: 'file', path: '/no/such/file' },
    { kind: 'file', path: '/' },
    { kind: 'file', path: fromRoot('package.json'), maxBytes: 10 },
    { kind: 'dir', path: fromRoot('package.json') },
    { kind: 'http', url: 'http://127.0.0.1:9/' },
    { kind: 'http', url: 'http://example.com/' },
  ]
  const readings = await Promise.all(questions.map((question) => host.ask(question)))
  const reasons = readings.flatMap((reading) => (reading.kind === 'ok' ? [] : [reading.reason]))
  expect(reasons).toHaveLength(questions.length)
  expect(unknownOf(reasons)).toEqual([])
})
