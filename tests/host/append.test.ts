import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { startChild, tempFolder } from '../processes.ts'
import { localHost } from './local-host.ts'

describe('a line behind others', () => {
  test('makes its file and its folder, for their user alone', async () => {
    const path = join(tempFolder(), 'headroom', 'acts.jsonl')
    const host = localHost()
    expect(await host.appendFile(path, 'one\n')).toMatchObject({ kind: 'ok', value: null })
    expect(await host.appendFile(path, 'two: ä\n')).toMatchObject({ kind: 'ok', value: null })
    expect(readFileSync(path, 'utf8')).toBe('one\ntwo: ä\n')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700)
  })

  test('of many at once is never mixed with another', async () => {
    const path = join(tempFolder(), 'acts.jsonl')
    const hosts = [localHost(), localHost(), localHost()]
    const lines = hosts.flatMap((_, writer) =>
      Array.from({ length: 40 }, (__, at) => `${writer}.${at} ${'x'.repeat(3_000)}\n`),
    )
    const done = await Promise.all(
      lines.map((line, at) => hosts[at % hosts.length]?.appendFile(path, line)),
    )
    expect(new Set(done.map((reading) => reading?.kind))).toEqual(new Set(['ok']))
    const written = readFileSync(path, 'utf8').split(/(?<=\n)/)
    expect(written.toSorted()).toEqual(lines.toSorted())
  })

  test('where it cannot be written, it says so', async () => {
    const folder = tempFolder()
    mkdirSync(join(folder, 'acts.jsonl'))
    const host = localHost()
    expect(await host.appendFile(join(folder, 'acts.jsonl'), 'x\n')).toMatchObject({
      kind: 'failed',
      reason: 'it is a folder',
    })
    writeFileSync(join(folder, 'file'), 'mine')
    expect((await host.appendFile(join(folder, 'file', 'acts.jsonl'), 'x\n')).kind).toBe('failed')
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('mine')
  })
})

/** A file may not grow beyond a limit of its process (RLIMIT_FSIZE): as on a disk that is full in the middle of a line. */
const program = `
  import { createLocalHost } from '${fileURLToPath(new URL('../../src/main/host/local.ts', import.meta.url))}'
  process.on('SIGXFSZ', () => undefined)
  const host = createLocalHost()
  const reading = await host.appendFile(process.argv[1], 'y'.repeat(1500) + '\\n')
  console.log(reading.kind + ': ' + reading.reason)
`

test('what does not fit leaves the file as it was: no half line spoils the next', async () => {
  const path = join(tempFolder(), 'acts.jsonl')
  const before = `${'x'.repeat(799)}\n`
  writeFileSync(path, before)
  const node = [process.execPath, '--input-type=module', '-e', program, path]
  // in blocks of 512 bytes, or of 1024 where the shell is bash
  const child = startChild(['/bin/sh', '-c', 'ulimit -f 2; exec "$@"', 'sh', ...node])
  await child.ended
  expect(child.stdout(), child.stderr()).toBe('failed: the file may not grow any further\n')
  expect(readFileSync(path, 'utf8')).toBe(before)
})
