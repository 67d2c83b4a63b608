import { execFile } from 'node:child_process'
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const frame = fileURLToPath(new URL('run.ts', import.meta.url))
const recordings = fileURLToPath(new URL('../fixtures/recordings/', import.meta.url))

const idle = join(recordings, 'linux-idle.jsonl')

interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

const evaluate = (...args: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const child = execFile(process.execPath, [frame, ...args], (_, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    )
  })

const lastLineOf = (out: string): unknown => JSON.parse(out.trimEnd().split('\n').at(-1) ?? '')

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headroom-eval-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('npm run eval', () => {
  test('an unknown suite ends with 2 and one sentence that names the known ones', async () => {
    const { code, out, err } = await evaluate('nonsense', folder)
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(err).toMatch(/^eval: there is no suite "nonsense"; there are: .*\brecordings\b.*\n$/)
  })

  test('without a suite it lists them and ends with 2', async () => {
    const { code, err } = await evaluate()
    expect(code).toBe(2)
    expect(err).toContain('  recordings: every Snapshot of a recording adds up')
  })

  test('a path that was not given, is missing or holds nothing ends with 2', async () => {
    const missing = join(folder, 'missing')
    const [none, absent, empty] = await Promise.all([
      evaluate('recordings'),
      evaluate('recordings', missing),
      evaluate('recordings', folder),
    ])
    expect([none.code, absent.code, empty.code]).toEqual([2, 2, 2])
    expect(none.err).toBe('eval: it takes one path: npm run eval -- recordings <path>\n')
    expect(absent.err).toBe(`eval: ${missing}: there is no such file\n`)
    expect(empty.err).toBe(`eval: ${folder}: there is no .jsonl in it\n`)
  })

  test('an option that is not known ends with 2', async () => {
    const { code, err } = await evaluate('recordings', recordings, '--jsno')
    expect(code).toBe(2)
    expect(err).toContain('--jsno')
  })

  test('a table stands above the last line, which is one JSON object', async () => {
    const { code, out, err } = await evaluate('recordings', idle)
    expect(err).toBe('')
    expect(code).toBe(0)
    expect(out).toMatch(/^linux-idle +6 +\d+ +0$/m)
    expect(lastLineOf(out)).toMatchObject({ suite: 'recordings', wrong: [], snapshots: 6 })
  })

  test('with --json the JSON object is all it prints', async () => {
    const { out } = await evaluate('recordings', idle, '--json')
    expect(out.trimEnd().split('\n')).toHaveLength(1)
    expect(lastLineOf(out)).toMatchObject({ suite: 'recordings', wrong: [] })
  })
})

describe('the suite "recordings"', () => {
  test('what differs is told by id, field, expected and got, and still ends with 0', async () => {
    await copyFile(idle, join(folder, 'one.jsonl'))
    const expectation = {
      'memory.totalBytes': 1,
      'room.state': 'plenty',
      'apps.7.name': 'nobody',
    }
    await writeFile(join(folder, 'one.expect.json'), JSON.stringify(expectation))
    const { code, out } = await evaluate('recordings', folder)
    expect(code).toBe(0)
    expect(out).toMatch(/^one +memory\.totalBytes +1 +25276502016$/m)
    expect(lastLineOf(out)).toMatchObject({
      wrong: [
        { id: 'one', field: 'memory.totalBytes', expected: 1, got: 25_276_502_016 },
        { id: 'one', field: 'apps.7.name', expected: 'nobody', got: 'nothing' },
      ],
    })
  })

  test('a file that is no recording is wrong, and the others are still measured', async () => {
    await copyFile(idle, join(folder, 'good.jsonl'))
    await writeFile(join(folder, 'bad.jsonl'), '{"schema":"something else"}\n')
    const { code, out } = await evaluate('recordings', folder, '--json')
    expect(code).toBe(0)
    expect(lastLineOf(out)).toMatchObject({
      snapshots: 6,
      wrong: [
        {
          id: 'bad',
          field: 'recording',
          expected: 'a recording',
          got: 'line 1 is not the header of a headroom/recording/1 recording',
        },
      ],
    })
  })
})
