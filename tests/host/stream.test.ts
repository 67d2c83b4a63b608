import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { StreamEnd } from '../../src/main/host/host.ts'
import { countInGroup, isRunning, numberFrom, tempFolder, until } from '../processes.ts'
import { localHost } from './local-host.ts'

/** A command that goes on, and what came of it. */
function follow(argv: readonly [string, ...string[]]) {
  const host = localHost()
  const pieces: string[] = []
  const ends: StreamEnd[] = []
  const stop = host.stream(
    argv,
    (text) => pieces.push(text),
    (end) => ends.push(end),
  )
  const ended = (): Promise<StreamEnd> => until('the end of the stream', () => ends[0] ?? null)
  return { host, stop, ended, text: () => pieces.join(''), ends }
}

const sh = (script: string): readonly [string, ...string[]] => ['/bin/sh', '-c', script]

describe('a stream, while it goes on,', () => {
  test('gives each piece as it comes, while the command goes on', async () => {
    const folder = tempFolder()
    const go = join(folder, 'go')
    const stream = follow(sh(`echo one; until [ -e ${go} ]; do sleep 0.05; done; echo two`))
    await until('the first piece', () => (stream.text() === 'one\n' ? true : null))
    expect(stream.ends).toEqual([])
    await stream.host.writeFile(go, '')
    expect(await stream.ended()).toEqual({ reason: 'it has ended' })
    expect(stream.text()).toBe('one\ntwo\n')
  })

  test('keeps characters whole that are printed in two halves', async () => {
    const stream = follow(sh(String.raw`printf '\303'; sleep 0.3; printf '\244'`))
    await stream.ended()
    expect(stream.text()).toBe('ä')
  })

  test('goes on though the command complains at length', async () => {
    const stream = follow(sh('head -c 1000000 /dev/zero >&2; echo done'))
    expect(await stream.ended()).toEqual({ reason: 'it has ended' })
    expect(stream.text()).toBe('done\n')
  })
})

describe('a stream', () => {
  test('that is stopped ends its whole group, and says so without a reason', async () => {
    const file = join(tempFolder(), 'pid')
    const stream = follow(sh(`echo $$ > ${file}; sleep 600 & while :; do echo x; sleep 0.1; done`))
    const group = await numberFrom(file)
    stream.stop()
    const stoppedAt = stream.text().length
    expect(await stream.ended()).toEqual({ reason: null })
    expect(stream.text()).toHaveLength(stoppedAt)
    await until('the group is gone', () => (countInGroup(group) === 0 ? true : null))
    stream.stop()
    expect(stream.ends).toHaveLength(1)
  })

  test('that is stopped has ended though an escaped grandchild holds its output', async () => {
    const file = join(tempFolder(), 'pid')
    const stream = follow(sh(`setsid sh -c 'echo $$ > ${file}; exec sleep 600' & sleep 600`))
    const escaped = await numberFrom(file)
    onTestFinished(() => void process.kill(escaped, 'SIGKILL'))
    stream.stop()
    expect(await stream.ended()).toEqual({ reason: null })
    expect(isRunning(escaped)).toBe(true)
  })

  test('that is stopped before it began never begins', async () => {
    const file = join(tempFolder(), 'begun')
    const stream = follow(sh(`echo 1 > ${file}; sleep 600`))
    stream.stop()
    expect(await stream.ended()).toEqual({ reason: null })
    expect(await stream.host.ask({ kind: 'stat', path: file })).toMatchObject({ kind: 'absent' })
  })

  test('ends with the host', async () => {
    const file = join(tempFolder(), 'pid')
    const stream = follow(sh(`echo $$ > ${file}; sleep 600 & sleep 600`))
    const group = await numberFrom(file)
    await stream.host.close()
    expect(await stream.ended()).toEqual({ reason: 'it was ended by SIGKILL' })
    await until('the group is gone', () => (countInGroup(group) === 0 ? true : null))
  })
})

describe('a stream says why it ended', () => {
  test('by its exit code', async () => {
    expect(await follow(sh('exit 4')).ended()).toEqual({ reason: 'exit 4' })
  })
  test('by a signal', async () => {
    const stream = follow(sh('kill -TERM $$'))
    expect(await stream.ended()).toEqual({ reason: 'it was ended by SIGTERM' })
  })
  test('because there is no such program', async () => {
    const stream = follow(['/no/such/program'])
    expect(await stream.ended()).toEqual({ reason: '/no/such/program is not installed' })
  })
  test('because its program has no absolute path', async () => {
    expect(await follow(['yes']).ended()).toEqual({ reason: 'yes is not an absolute path' })
  })
})
