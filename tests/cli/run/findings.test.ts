import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { jsonIn } from '../../../src/shared/parse.ts'
import { tempFolder, until } from '../../processes.ts'
import { startRun } from './start-run.ts'
import {
  hasNodePty,
  headroomRun,
  openUserTerminal,
  runFilesOf,
  runsFolderOf,
  userAt,
} from './user-terminal.ts'

const failedLoad = [
  'build: 6401 (c4df49a42) with Apple clang version 17.0.0',
  'ggml_metal_init: recommendedMaxWorkingSetSize  = 22906.50 MB',
  'llama_model_loader: loaded meta data with 30 key-value pairs',
  'ggml_metal_buffer_init: error: failed to allocate buffer, size = 24576.00 MiB',
  'ggml_gallocr_reserve_n: failed to allocate Metal buffer of size 25769803776',
  'llama_init_from_model: failed to initialize the context: failed to allocate compute pp buffers',
]

/** An engine by this name that prints these lines as errors and ends so. */
function engine(folder: string, name: string, lines: readonly string[], end: string): string {
  const path = join(folder, name)
  writeFileSync(join(folder, 'printed.txt'), `${lines.join('\n')}\n`)
  writeFileSync(path, `#!/bin/sh\ncat '${folder}/printed.txt' >&2\n${end}\n`, { mode: 0o755 })
  return path
}

const isMinute = (
  value: unknown,
): value is { readonly beforeEndMs: number; readonly roomBytes: number } =>
  typeof value === 'object' &&
  value !== null &&
  'schema' in value &&
  value.schema === 'headroom/minute/1'

describe('what has failed is told after the end', () => {
  test('the finding, its advice, the last minute, and where both are kept', async () => {
    const home = tempFolder()
    const program = engine(home, 'llama-server', failedLoad, 'sleep 1; exit 1')
    const child = startRun(['--', program], home)
    expect(await child.ended).toEqual({ code: 1, signal: null })
    expect(child.stdout()).toBe('')
    const stderr = child.stderr()
    expect(stderr).toContain(failedLoad.join('\n'))
    const told = stderr.slice(stderr.indexOf('headroom: what the output of llama-server tells'))
    expect(told).toMatch(/The GPU refused memory/)
    expect(told).toMatch(/line \d: ggml_metal_buffer_init: error: failed to allocate buffer/)
    expect(told).toMatch(/\n {2,}1\. /)
    expect(told).toMatch(
      /headroom: this machine in the last minute of it\n +before the end +room .*\n(?: +−\d+ s .*\n)+/,
    )
    expect(told).not.toContain('What the log states')

    const files = runFilesOf(home)
    expect(files.map((name) => name.replace(/^[\dTZ-]+-llama-server-\d+/, ''))).toEqual([
      '.log',
      '.minute.jsonl',
    ])
    const [log = '', minute = ''] = files.map((name) => join(runsFolderOf(home), name))
    expect(told).toContain(`headroom: kept in ${minute}\n`)
    expect(told).toContain(`headroom: its output is kept in ${log}\n`)
    expect(readFileSync(log, 'utf8')).toBe(`${failedLoad.join('\n')}\n`)
    expect(statSync(log).mode & 0o777).toBe(0o600)
    const moments = readFileSync(minute, 'utf8').trimEnd().split('\n').map(jsonIn)
    expect(moments.length).toBeGreaterThan(0)
    expect(moments.every(isMinute)).toBe(true)
  })
})

describe('what has not failed is not told', () => {
  test('nothing is told, and no minute kept, where nothing has failed', async () => {
    const home = tempFolder()
    const child = startRun(['--', engine(home, 'llama-server', ['all is well'], 'exit 0')], home)
    await child.ended
    expect(child.stderr()).toMatch(/^headroom: not checked: [^\n]*\nall is well\n$/)
    expect(runFilesOf(home).map((name) => name.replace(/.*-\d+\./, ''))).toEqual(['log'])
  })

  test('an engine that somebody has ended has not failed', async () => {
    const home = tempFolder()
    const program = engine(home, 'llama-server', ['listening'], 'exec sleep 60')
    const child = startRun(['--', program], home)
    await until('it runs', () => (child.stderr().includes('listening') ? true : null))
    child.kill('SIGTERM')
    await child.ended
    expect(child.stderr()).not.toContain('last minute')
  })

  test('one that was killed by somebody else is told of', async () => {
    const home = tempFolder()
    const program = engine(home, 'llama-server', ['listening'], 'kill -KILL $$')
    const child = startRun(['--', program], home)
    expect(await child.ended).toEqual({ code: null, signal: 'SIGKILL' })
    expect(child.stderr()).toContain(
      'what the output of llama-server tells\nThe process was killed',
    )
  })

  test('what a model says in a chat that ends well is no finding', async () => {
    const home = tempFolder()
    const chat = startRun(['--', engine(home, 'llama-cli', failedLoad, 'exit 0')], home)
    await chat.ended
    expect(chat.stderr()).not.toContain('what the output')
    const failed = startRun(['--', engine(home, 'llama-cli', failedLoad, 'exit 1')], home)
    await failed.ended
    expect(failed.stderr()).toContain('what the output of llama-cli tells')
  })
})

describe('what is told, wherever it can be', () => {
  test('a home that cannot be written costs the log, and nothing else', async () => {
    const home = tempFolder()
    writeFileSync(join(home, '.config'), 'no folder')
    const child = startRun(['--', engine(home, 'llama-server', failedLoad, 'exit 2')], home)
    expect(await child.ended).toEqual({ code: 2, signal: null })
    expect(child.stderr()).toContain('The GPU refused memory')
    expect(child.stderr()).toMatch(/headroom: its output could not be kept: /)
    expect(existsSync(join(home, '.config', 'headroom'))).toBe(false)
  })

  test.skipIf(!hasNodePty)('in a terminal, on a line of its own (needs node-pty)', async () => {
    const home = tempFolder()
    const program = engine(home, 'llama-server', failedLoad, 'printf "[31mhalf a line"; exit 3')
    const terminal = openUserTerminal(
      ['/bin/sh', '-c', `${headroomRun} -- '${program}'; echo "status $?"; read line`],
      userAt(home),
    )
    await terminal.shows('half a line\r\nheadroom: what the output of llama-server tells\r\n')
    await terminal.shows('status 3')
    const [log = ''] = runFilesOf(home)
    expect(readFileSync(join(runsFolderOf(home), log), 'utf8')).toBe(
      `${failedLoad.join('\r\n')}\r\n[31mhalf a line\n`,
    )
  })
})
