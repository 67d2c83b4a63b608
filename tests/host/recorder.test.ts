import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createCore } from '../../src/main/core/core.ts'
import { createRecorder } from '../../src/main/host/recorder.ts'
import { parseRecording } from '../../src/main/host/recording.ts'
import { startChild, tempFolder, until } from '../processes.ts'
import { localHost } from './local-host.ts'

async function recorder() {
  const path = join(tempFolder(), 'recording.jsonl')
  const made = await createRecorder(localHost(), path)
  onTestFinished(() => made.close())
  return { ...made, path, recorded: () => parseRecording(readFileSync(path, 'utf8')) }
}

describe('a recording of this machine', () => {
  test('is for its owner only', async () => {
    const { path, close } = await recorder()
    await close()
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  test('never takes the place of a file that is there', async () => {
    const path = join(tempFolder(), 'precious')
    writeFileSync(path, 'precious')
    await expect(createRecorder(localHost(), path)).rejects.toThrow('EEXIST')
    expect(readFileSync(path, 'utf8')).toBe('precious')
  })

  test('holds each answer as it was given, and failures with their reason', async () => {
    const { host, close, recorded } = await recorder()
    const first = await host.ask({ kind: 'file', path: '/proc/sys/kernel/ostype' })
    await host.ask({ kind: 'command', argv: ['/bin/sh', '-c', 'exit 3'] })
    await host.ask({ kind: 'link', path: '/no/such/link' })
    await close()
    expect(first).toMatchObject({ kind: 'ok', value: 'Linux\n' })
    expect(recorded().platform).toBe('linux')
    expect(recorded().entries).toMatchObject([
      { kind: 'file', key: '/proc/sys/kernel/ostype', ok: true, text: 'Linux\n' },
      { kind: 'command', key: '/bin/sh -c "exit 3"', ok: false, error: 'exit 3' },
      { kind: 'link', key: '/no/such/link', ok: false, absent: true },
    ])
  })
})

describe('a recording that goes on', () => {
  test('reaches the file while it still goes on', async () => {
    const { host, recorded } = await recorder()
    await host.ask({ kind: 'file', path: '/proc/sys/kernel/ostype' })
    await until('an answer in the file', () => {
      return recordedOrNull(recorded)?.entries.length === 1 ? true : null
    })
  })

  test('holds streams and acts', async () => {
    const { host, close, recorded } = await recorder()
    const ended = Promise.withResolvers<null>()
    const argv = ['/bin/sh', '-c', 'echo one'] as const
    host.stream(
      argv,
      () => undefined,
      () => ended.resolve(null),
    )
    await ended.promise
    const child = startChild(['/bin/sleep', '600'])
    const identity = await host.identify(child.pid)
    if (identity.kind === 'ok') await host.signal(identity.value, 'SIGTERM')
    expect(await child.ended).toMatchObject({ signal: 'SIGTERM' })
    await close()
    expect(recorded().entries).toMatchObject([
      { kind: 'stream', key: '/bin/sh -c "echo one"', ok: true, text: 'one\n' },
      { kind: 'stream', ok: false, error: 'it has ended' },
      {
        kind: 'act',
        key: expect.stringContaining(`SIGTERM ${child.pid} `),
        ok: true,
        text: 'sent',
      },
    ])
  })
})

/** Runs a module text in a Node of its own that may write files of at most 8 KiB. */
async function runWithFullDisk(text: string): Promise<unknown> {
  const node = 'ulimit -f 8; exec "$0" --expose-gc --input-type=module -e "$1"'
  const child = startChild(['/bin/bash', '-c', node, process.execPath, text])
  expect(await child.ended, child.stderr()).toEqual({ code: 0, signal: null })
  return JSON.parse(child.stdout())
}
const sourceOf = (file: string): string =>
  JSON.stringify(new URL(`../../src/main/host/${file}`, import.meta.url).href)

test('a recording that cannot be written says so once, and keeps no more answers', async () => {
  const path = join(tempFolder(), 'recording.jsonl')
  const outcome = await runWithFullDisk(`
    import { createLocalHost } from ${sourceOf('local.ts')}
    import { createRecorder } from ${sourceOf('recorder.ts')}
    const inner = createLocalHost()
    const value = 'x y '.repeat(25_000)
    const ask = async () => ({ kind: 'ok', value, atMs: inner.clock.nowMs(), tookMs: 0 })
    const { host, failed, failure, close } = await createRecorder({ ...inner, ask }, ${JSON.stringify(path)})
    const answer = () => host.ask({ kind: 'file', path: '/x' })
    const heldBytes = () => (gc(), process.memoryUsage().heapUsed)
    await answer()
    const reason = await failed
    const beforeBytes = heldBytes()
    for (let count = 0; count < 500; count++) await answer()
    const heldMB = (heldBytes() - beforeBytes) / 1e6
    await close()
    await close()
    console.log(JSON.stringify({ reason, failure: failure(), keepsAnswers: heldMB > 10 }))
    process.exit(0)
  `)
  const reason = 'the file may not grow any further'
  expect(outcome).toEqual({ reason, failure: reason, keepsAnswers: false })
})

const recordedOrNull = <T>(recorded: () => T): T | null => {
  try {
    return recorded()
  } catch {
    // ParseError: nothing has been written yet
    return null
  }
}

/** What nobody who reads the recording may find. */
const planted = [
  'plantedkey',
  'hf_planted0123456789abcdefghij',
  'sk-planted0123456789abcdefghij',
  'plantedbearer.0123456789',
  'plantedpassword',
  'plantedperson',
  'planted words\nof love',
  'plantedtoken0123',
] as const

describe('secrets of a real program', () => {
  test('are not in the recording, but the program is', async () => {
    const [key, hugging, open, bearer, password, person, prompt, token] = planted
    const secrets = [
      `--api-key ${key} --hf-token ${hugging} ${open} --header`,
      `http://bob:${password}@127.0.0.1:1/ -m /home/${person}/models/x.gguf MY_TOKEN=${token}`,
    ].flatMap((text) => text.split(' '))
    const child = startChild([
      '/bin/sh',
      '-c',
      'echo up; sleep 600; :',
      'llama-server',
      ...secrets,
      `Authorization: Bearer ${bearer}`,
      '-p',
      prompt,
      '--port',
      '8080',
    ])
    await child.printed(/up/)
    const { host, close, path, recorded } = await recorder()
    const core = await createCore(host, { roomCapBytes: null })
    await core.snapshotOnce()
    await close()

    const text = readFileSync(path, 'utf8')
    const words = ['planted', 'love', 'bob:']
    expect(words.filter((word) => text.includes(word))).toEqual([])
    const cmdline = recorded().entries.find(({ key }) => key === `/proc/${child.pid}/cmdline`)
    const model = expect.stringMatching(/\/home\/user\d+\/models\/x\.gguf/)
    expect(cmdline).toMatchObject({ ok: true, text: model })
    expect(cmdline?.text).toContain('\0--port\x008080\0')
  })
})
