import { appendFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Host } from '../../../src/main/host/host.ts'
import { createCatalogue } from '../../../src/main/inference/diagnosis/catalogue.ts'
import { followLog, type FollowedLog } from '../../../src/main/monitor/logs/followed-log.ts'
import { placeAt } from '../../../src/main/monitor/logs/log-file.ts'
import { createLogReadings } from '../../../src/main/monitor/logs/log-readings.ts'
import type { LogCursor, LogLines } from '../../../src/shared/log-view.ts'
import { localHost } from '../../host/local-host.ts'
import { tempFolder, until } from '../../processes.ts'

const index = createCatalogue()

/** Real files of this machine, and a clock whose waits end when we say so. */
function machine() {
  const waits = new Set<{ readonly delayMs: number; readonly wake: () => void }>()
  const real = localHost()
  const host: Host = {
    ...real,
    clock: {
      nowMs: real.clock.nowMs,
      after: (delayMs, wake) => {
        const wait = { delayMs, wake }
        waits.add(wait)
        return () => void waits.delete(wait)
      },
    },
  }
  const readings = createLogReadings(host)
  const followed = (path: string): FollowedLog => {
    const log = followLog(placeAt(path), {
      host,
      index,
      position: null,
      isAppleSilicon: () => true,
      onFailure: () => undefined,
      onNotice: () => undefined,
    })
    onTestFinished(() => log.stop())
    return log
  }
  const read = (log: FollowedLog, after: LogCursor | null = null, showsPrompts = false) =>
    readings.read(log, { path: log.file().path, after, showsPrompts })
  const pass = (ms: number): void =>
    waits.forEach((wait) => {
      if (wait.delayMs <= ms && waits.delete(wait)) wait.wake()
    })
  return { readings, followed, read, pass }
}

function logFile(text: string): string {
  const path = join(tempFolder(), 'server.log')
  writeFileSync(path, text)
  return path
}
const own = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, index_) => `srv  line: ${from + index_}\n`).join('')
const textsOf = ({ lines }: LogLines) => lines.map(({ text }) => text)

describe('whoever reads a log', () => {
  test('gets what stands in it, then what comes, each line once', async () => {
    const { followed, read } = machine()
    const path = logFile(own(1, 3))
    const log = followed(path)
    const first = await read(log)
    expect([first.isAnew, textsOf(first)]).toEqual([
      true,
      ['srv  line: 1', 'srv  line: 2', 'srv  line: 3'],
    ])
    appendFileSync(path, own(4, 4))
    const second = await read(log, first.next)
    expect([second.isAnew, second.lines]).toEqual([
      false,
      [{ lineNumber: 4, text: 'srv  line: 4', mark: null }],
    ])
    expect(textsOf(await read(log, second.next))).toEqual([])
  })

  test('has a cursor of his own, and does not see prompts because another does', async () => {
    const { followed, read } = machine()
    const log = followed(logFile('User: MY WORDS\nMORE WORDS\n'))
    const one = await read(log)
    const other = await read(log, null, true)
    expect(textsOf(one)).toEqual([null, null])
    expect(textsOf(other)).toEqual(['User: MY WORDS', 'MORE WORDS'])
    expect(textsOf(await read(log, one.next))).toEqual([])
    // who wants to see them, or no longer, gets all of it anew
    const asked = await read(log, one.next, true)
    expect([asked.isAnew, asked.lines.length]).toEqual([true, 2])
    expect(textsOf(await read(log, asked.next))).toEqual([null, null])
  })

  test('does not see the prompt in a command line that a shell has printed', async () => {
    const { followed, read } = machine()
    const log = followed(logFile('zsh: killed     python chat.py --prompt "MY WORDS"\n'))
    expect(textsOf(await read(log))).toEqual(['zsh: killed     python chat.py …'])
  })
})

test('keys are not shown, whether or not prompts are', async () => {
  const { followed, read } = machine()
  const line =
    'time=2026-03-16T20:40:22.000Z level=INFO source=routes.go:1234 msg="server config" env="map[OLLAMA_API_KEY:sesame-1 HTTPS_PROXY:http://me:sesame-2@proxy OLLAMA_HOST:x]"'
  const log = followed(logFile(`${line}\nmain: starting with --api-key sesame-3\n`))
  const said = [await read(log), await read(log, null, true)].flatMap(textsOf)
  expect(said[0]).toContain('OLLAMA_HOST:x')
  expect(said.at(-1)).toContain('--api-key')
  expect(said.join(' ')).not.toContain('sesame')
})

describe('whoever reads a long log', () => {
  test('gets a hundred thousand lines in answers of five thousand', async () => {
    const { followed, read } = machine()
    const log = followed(logFile(own(1, 104_000)))
    const answers: LogLines[] = []
    for (let next: LogCursor | null = null; ;) {
      const answer: LogLines = await read(log, next)
      answers.push(answer)
      next = answer.next
      if (!answer.hasMore) break
    }
    const lines = answers.flatMap((answer) => answer.lines)
    expect(answers.map((answer) => answer.lines.length)).toEqual(Array(20).fill(5_000))
    expect(lines.map(({ lineNumber }) => lineNumber)).toEqual(
      Array.from({ length: 100_000 }, (_, at) => 4_001 + at),
    )
    expect(lines.at(-1)?.text).toBe('srv  line: 104000')
    expect(answers[0]?.firstLineNumber).toBe(4_001)
  })

  test('is told how much stands above where reading began, and that lines are counted from there', async () => {
    const { followed, read } = machine()
    const long = `${'x'.repeat(9_999)}\n`.repeat(3_600)
    const answer = await read(followed(logFile(long)))
    const lineCount = Math.floor((12 * 2 ** 20) / 10_000)
    expect(answer.skippedBytes).toBe(36_000_000 - lineCount * 10_000)
    expect((await read(followed(logFile(own(1, 3))))).skippedBytes).toBe(0)
  })
})

describe('whoever reads a log that changes', () => {
  test('reads on in another file in its place, which is another turn', async () => {
    const { followed, read } = machine()
    const path = logFile(own(1, 3))
    const log = followed(path)
    const first = await read(log)
    renameSync(path, `${path}.1`)
    writeFileSync(path, own(7, 8))
    const second = await until('the other file', async () => {
      const answer = await read(log, first.next)
      return answer.isAnew ? answer : null
    })
    expect(second.lines).toEqual([
      { lineNumber: 1, text: 'srv  line: 7', mark: null },
      { lineNumber: 2, text: 'srv  line: 8', mark: null },
    ])
  })

  test('sees a bar of progress as it stands, in one line', async () => {
    const { followed, read } = machine()
    const path = logFile('srv  a: 1\nload_tensors: 10%\r')
    const log = followed(path)
    const first = await read(log)
    expect(textsOf(first)).toEqual(['srv  a: 1', 'load_tensors: 10%'])
    appendFileSync(path, 'load_tensors: 20%\r')
    const second = await read(log, first.next)
    expect(second.lines).toEqual([{ lineNumber: 2, text: 'load_tensors: 20%', mark: null }])
    appendFileSync(path, '\nsrv  b: 1\n')
    const third = await read(log, second.next)
    expect(third.lines.map(({ lineNumber, text }) => [lineNumber, text])).toEqual([
      [2, 'load_tensors: 20%'],
      [3, 'srv  b: 1'],
    ])
  })

  test('hears that there is none any more', async () => {
    const { followed, read } = machine()
    await expect(read(followed(join(tempFolder(), 'none.log')))).rejects.toThrow('no such file')
  })
})

describe('nothing is kept of a log', () => {
  test('that nobody has asked for in half a minute', async () => {
    const { followed, read, readings, pass } = machine()
    const log = followed(logFile(own(1, 1_000)))
    expect(readings.open()).toEqual({ count: 0, bytes: 0 })
    const { next } = await read(log)
    expect(readings.open().bytes).toBeGreaterThan(15_000)
    pass(29_999)
    expect(readings.open().count).toBe(1)
    pass(30_000)
    expect(readings.open()).toEqual({ count: 0, bytes: 0 })
    expect((await read(log, next)).isAnew).toBe(true)
  })

  test('that is the fifth to be read, nor beyond what all may take', async () => {
    const { followed, read, readings } = machine()
    const long = `${'x'.repeat(999)}\n`.repeat(16_000)
    const first = followed(logFile(long))
    const { next } = await read(first)
    await read(followed(logFile(long)))
    expect(readings.open().bytes).toBeLessThanOrEqual(24 * 2 ** 20)
    expect(readings.open().bytes).toBeGreaterThan(20 * 2 ** 20)
    for (let more = 0; more < 3; more += 1) await read(followed(logFile(own(1, 2))))
    expect(readings.open().count).toBe(4)
    expect((await read(first, next)).isAnew).toBe(true)
  })
})
