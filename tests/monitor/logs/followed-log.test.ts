import {
  appendFileSync,
  copyFileSync,
  renameSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Host, LogPosition } from '../../../src/main/host/host.ts'
import { createCatalogue } from '../../../src/main/inference/diagnosis/catalogue.ts'
import { followLog, type FollowedLog } from '../../../src/main/monitor/logs/followed-log.ts'
import { localHost } from '../../host/local-host.ts'
import { tempFolder, until } from '../../processes.ts'

// composed from ggml-metal-device.m, ggml_metal_buffer_init; ggml-alloc.c; llama.cpp's server-context.cpp
const refused = 'ggml_metal_buffer_init: error: failed to allocate buffer, size = 9000.00 MiB\n'
const consequence = 'ggml_gallocr_reserve_n: failed to allocate Metal buffer of size 9437184001\n'
const begins = "srv    load_model: loading model '/m/a.gguf'\n"
const weights = 'load_tensors: MTL0_Mapped model buffer size =  4096.00 MiB\n'
// composed after Ollama's server.log (inference-logs.md §2)
const dated = (at: string): string =>
  `time=${at} level=ERROR source=sched.go:1 msg="llama-server process no longer running" sys=9 string="signal: killed"\n`

const index = createCatalogue()
const hourMs = 3_600_000

interface Following {
  readonly log: FollowedLog
  /** How often a failure has woken. */
  wakes(): number
}

function follow(
  path: string,
  position: LogPosition | null = null,
  host: Host = localHost(),
): Following {
  let wakes = 0
  const log = followLog(
    { path, program: null, writer: null },
    {
      host,
      index,
      position,
      isAppleSilicon: () => null,
      onFailure: () => {
        wakes += 1
      },
      onNotice: () => undefined,
    },
  )
  onTestFinished(log.stop)
  return { log, wakes: () => wakes }
}

function newLog(text: string, ageMs = 0): string {
  const path = join(tempFolder(), 'server.log')
  writeFileSync(path, text)
  const at = (Date.now() - ageMs) / 1_000
  utimesSync(path, at, at)
  return path
}

/** What stands in it, after all of it was read. */
const failuresOf = async ({ log }: Following) => {
  await log.check()
  return log.failures()
}

const linesOf = async (following: Following) =>
  (await failuresOf(following)).map((one) => [
    one.class,
    one.count,
    one.isCounted ? one.line.number : null,
  ])

describe('a failure that stood in a log before', () => {
  test('is read, and wakes nobody', async () => {
    const following = follow(newLog(`one\n${refused}`))
    expect(await linesOf(following)).toEqual([['metal-alloc-failed', 1, 2]])
    expect([following.wakes(), following.log.trouble()]).toEqual([0, null])
  })

  test('was when its line says, or the file was written last', async () => {
    const at = '2026-02-20T16:27:57.478-06:00'
    const [killed] = await failuresOf(follow(newLog(dated(at))))
    expect([killed?.atMs, killed?.lastAtMs]).toEqual([Date.parse(at), Date.parse(at)])
    const path = newLog(refused, 2 * hourMs)
    const [old] = await failuresOf(follow(path))
    expect(Math.round((Date.now() - (old?.lastAtMs ?? 0)) / hourMs)).toBe(2)
  })

  test('has no number where what stands above it was not read', async () => {
    const filler = 'nothing of interest\n'.repeat(220_000)
    expect(await linesOf(follow(newLog(filler + refused)))).toEqual([
      ['metal-alloc-failed', 1, null],
    ])
  })

  test('has no number where what stands above it is no text', async () => {
    const path = newLog('')
    appendFileSync(path, Buffer.from([0xff, 0xfe, 0x0a]))
    appendFileSync(path, refused)
    expect(await linesOf(follow(path))).toEqual([['metal-alloc-failed', 1, null]])
  })
})

describe('a line that is too long', () => {
  test('is told by what was left out of it', async () => {
    const path = newLog('one\n')
    const { log } = follow(path)
    await log.check()
    expect(log.skippedBytes()).toBe(0)
    appendFileSync(path, `${'x'.repeat(300_000)}\n`)
    await log.check()
    expect(log.skippedBytes()).toBeGreaterThan(0)
  })
})

describe('whose log it is', () => {
  test('is what is known by now, also where its server was found later', async () => {
    const path = newLog('one\n')
    const following = follow(path)
    await following.log.check()
    following.log.isNow({ path, program: 'koboldcpp', writer: null })
    appendFileSync(path, refused)
    expect((await failuresOf(following)).map(({ program }) => program)).toEqual(['koboldcpp'])
  })
})

describe('a failure that is written now', () => {
  test('wakes, and was now, however old the dates above it are', async () => {
    const path = newLog(dated('2026-02-20T16:27:57.478-06:00'), hourMs)
    const following = follow(path)
    await following.log.check()
    const beforeMs = Date.now()
    appendFileSync(path, begins + refused)
    const [, now] = await failuresOf(following)
    expect(now).toMatchObject({ class: 'metal-alloc-failed', count: 1, isCounted: true })
    expect(now?.line.number).toBe(3)
    expect(now?.atMs).toBeGreaterThanOrEqual(beforeMs)
    expect(following.wakes()).toBe(1)
  })

  test('keeps its first line and its first time when it comes again, and has the last figures', async () => {
    const path = newLog(begins + refused, hourMs)
    const following = follow(path)
    const [first] = await failuresOf(following)
    const beforeMs = Date.now()
    appendFileSync(path, refused)
    const [again, ...others] = await failuresOf(following)
    expect(others).toEqual([])
    expect([again?.count, again?.line, again?.atMs]).toEqual([2, first?.line, first?.atMs])
    expect(again?.lastAtMs).toBeGreaterThanOrEqual(beforeMs)
    appendFileSync(path, consequence)
    expect((await failuresOf(following))[0]).toMatchObject({
      count: 2,
      facts: { triedBytes: 9_437_184_001 },
    })
    expect(following.wakes()).toBe(2)
  })

  test('is seen without being looked for', async () => {
    const path = newLog('one\n')
    const following = follow(path)
    await following.log.check()
    appendFileSync(path, refused)
    await until('the failure', () => (following.wakes() === 1 ? true : null))
    expect(following.log.failures()).toHaveLength(1)
  })
})

describe('the lines of a log', () => {
  test('are counted anew in each file, and a load goes on over them', async () => {
    const path = newLog(`one\ntwo\n${begins}`)
    const following = follow(path)
    await following.log.check()
    renameSync(path, `${path}.1`)
    writeFileSync(path, weights + refused)
    const failures = await until('what the new file says', async () => {
      const all = await failuresOf(following)
      return all.length === 0 ? null : all
    })
    expect(failures[0]).toMatchObject({ isCounted: true, line: { number: 2 } })
    expect(following.log.reader.facts()).toMatchObject({
      modelPath: '/m/a.gguf',
      gpuModelBytes: 4_096 * 2 ** 20,
    })
  })

  test('are counted anew where it was copied and emptied', async () => {
    const path = newLog(`one\ntwo\n${begins}`)
    const following = follow(path)
    await following.log.check()
    copyFileSync(path, `${path}.1`)
    truncateSync(path)
    appendFileSync(path, refused)
    const failures = await until('what was written since', async () => {
      const all = await failuresOf(following)
      return all.length === 0 ? null : all
    })
    expect(failures.map(({ line, count }) => [line.number, count])).toEqual([[1, 1]])
  })
})

describe('a log that was read before', () => {
  /** How far it was read that said this. */
  const readBefore = async (path: string): Promise<LogPosition | null> => {
    const { log } = follow(path)
    await log.check()
    log.stop()
    return log.position()
  }

  test('tells what runs now, of lines that are not new', async () => {
    const path = newLog(begins + weights)
    const following = follow(path, await readBefore(path))
    await following.log.check()
    expect(following.log.reader.facts()).toMatchObject({ gpuModelBytes: 4_096 * 2 ** 20 })
    expect(following.log.position()).toEqual(await readBefore(path))
  })

  test('has the failures of then, and those that came meanwhile, each once', async () => {
    const path = newLog(`one\n${begins}${refused}`)
    const position = await readBefore(path)
    appendFileSync(path, begins + refused)
    const following = follow(path, position)
    expect(await linesOf(following)).toEqual([
      ['metal-alloc-failed', 1, 3],
      ['metal-alloc-failed', 1, 5],
    ])
    expect(following.wakes()).toBe(0)
    appendFileSync(path, refused)
    expect((await linesOf(following))[1]).toEqual(['metal-alloc-failed', 2, 5])
    expect(following.wakes()).toBe(1)
  })

  test('keeps its position while what is known is told', () => {
    const at = { inode: 1, offsetBytes: 900, markBytes: 1, mark: 'aa' }
    const host: Host = {
      ...localHost(),
      followLog: (_path, _start, onPiece) => {
        const position = { ...at, offsetBytes: 4 }
        const flags = { isNewFile: true, isBacklog: true, isKnown: true, modifiedAtMs: 0 }
        onPiece({ text: 'one\n', skippedBytes: 0, position, ...flags })
        return { stop: () => undefined, check: () => Promise.resolve() }
      },
    }
    expect(follow('/a.log', at, host).log.position()).toEqual(at)
  })

  test('keeps its position until something new has been read', async () => {
    const path = newLog(refused)
    const position = await readBefore(path)
    const { log } = follow(path, position)
    expect(log.position()).toEqual(position)
    await log.check()
    expect(log.position()).toEqual(position)
    appendFileSync(path, 'two\n')
    await log.check()
    expect(log.position()?.offsetBytes).toBe(refused.length + 4)
  })
})

describe('a log that cannot be read', () => {
  test('says why, until it can', async () => {
    const path = join(tempFolder(), 'server.log')
    const { log } = follow(path)
    await log.check()
    expect(log.trouble()).toMatchObject({ kind: 'absent', reason: 'no such file or folder' })
    expect([log.position(), log.changedAtMs()]).toEqual([null, null])
    writeFileSync(path, 'one\n')
    await log.check()
    expect(log.trouble()).toBeNull()
    expect(log.position()?.offsetBytes).toBe(4)
  })

  test('tells nothing more when it was stopped', async () => {
    const path = newLog('one\n')
    const following = follow(path)
    await following.log.check()
    following.log.stop()
    appendFileSync(path, refused)
    await following.log.check()
    expect([following.log.failures(), following.wakes()]).toEqual([[], 0])
  })
})
