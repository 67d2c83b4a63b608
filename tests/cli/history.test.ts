import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { historyBy, type HistoryOptions } from '../../src/main/cli/history.ts'
import { writeNewFile } from '../../src/main/cli/new-file.ts'
import { Refusal } from '../../src/main/host/attempt.ts'
import { UsageError } from '../../src/shared/exit-code.ts'
import type { History, HistoryInput } from '../../src/shared/history.ts'
import { jsonIn } from '../../src/shared/parse.ts'
import { headroom } from '../headroom-program.ts'
import { toldHistory } from '../history/told-history.ts'
import { tempFolder } from '../processes.ts'
import { recordsInCsv } from '../shared/csv-in.ts'

const nowMs = new Date(2026, 10, 20, 18).getTime()
const told = toldHistory(nowMs)
const nothing: History = {
  ...told,
  keptSinceMs: null,
  keptIn: 'memory',
  atMs: [],
  columns: {
    roomBytes: [],
    gpuInUseBytes: [],
    limitBytes: [],
    usedBytes: [],
    totalBytes: [],
    swapUsedBytes: [],
    gpuWatts: [],
  },
  events: [],
  peaks: [],
}

interface World {
  readonly history?: History
  readonly bytes?: number
  readonly refuses?: string
  readonly answers?: boolean
}

/** A Core that keeps this history; `answers`: whoever sits at the terminal. */
async function run(
  options: Partial<HistoryOptions> = {},
  { history = told, bytes = 12e6, refuses, answers }: World = {},
) {
  const [printed, said, written, questions]: [string[], string[], unknown[], string[]] = [
    [],
    [],
    [],
    [],
  ]
  const asked: HistoryInput[] = []
  const forgotten: string[] = []
  const ownData = () => ({
    schema: 'headroom/own-data/1' as const,
    parts: [{ kind: 'history' as const, bytes: forgotten.length > 0 ? 0 : bytes }],
  })
  const code = await historyBy(
    {
      history: async (input) => {
        asked.push(input)
        return history
      },
      ownData: async () => ownData(),
      forget: async ({ kinds }) => {
        if (refuses !== undefined) throw new Refusal(refuses)
        forgotten.push(...kinds)
        return ownData()
      },
      preferencesNow: () => null,
    },
    {
      since: { kind: 'ago', agoMs: 86_400_000 },
      until: { kind: 'ago', agoMs: 0 },
      mostPoints: 2_000,
      form: { kind: 'text' },
      isConfirmed: false,
      ...options,
    },
    {
      print: (line) => void printed.push(line),
      printJson: (value) => void written.push(value),
      write: (text) => void printed.push(text),
      say: (line) => void said.push(line),
      writeFile: writeNewFile,
      ask:
        answers === undefined
          ? null
          : async (question) => {
              questions.push(question)
              return answers
            },
      hasBlocks: true,
    },
    nowMs,
  )
  return { code, printed, said, written, questions, asked, forgotten }
}

describe('headroom history', () => {
  test('asks for the span that was named, with as many points', async () => {
    const { asked } = await run({ since: { kind: 'at', atMs: nowMs - 5_000 }, mostPoints: 7 })
    expect(asked).toEqual([{ sinceMs: nowMs - 5_000, untilMs: nowMs, mostPoints: 7 }])
  })

  test('refuses a span that ends before it begins, or is longer than anything is kept', async () => {
    await expect(run({ since: { kind: 'at', atMs: nowMs } })).rejects.toThrow(UsageError)
    await expect(run({ since: { kind: 'at', atMs: 0 } })).rejects.toThrow('30 d at the most')
  })

  test('says to a script what it asked for, and to people why there is nothing', async () => {
    expect(await run({ form: { kind: 'json' } })).toMatchObject({
      code: 0,
      written: [told],
      said: [],
    })
    const none = await run({ form: { kind: 'json' } }, { history: nothing })
    expect(none).toMatchObject({ code: 3, written: [nothing] })
    expect(none.said.join()).toContain('nothing is kept yet')
    const csv = await run({ form: { kind: 'csv', table: 'events' } })
    expect(recordsInCsv(csv.printed.join(''))).toHaveLength(told.events.length)
  })

  test('says why it is not kept on the disk, beside what there is, and nothing hostile', async () => {
    const trouble = 'The history cannot be written (the disk is full\u001b[2J)'
    const { code, said, printed } = await run({}, { history: { ...told, trouble } })
    expect(code).toBe(0)
    expect(said).toEqual(['The history cannot be written (the disk is full\ufffd[2J)'])
    expect(printed.length).toBeGreaterThan(10)
  })

  test('does not promise what it cannot read', async () => {
    const trouble = 'The history cannot be read (it is broken)'
    const { code, said } = await run({}, { history: { ...nothing, trouble } })
    expect([code, said]).toEqual([3, [trouble]])
  })

  test('exports into a new file that others cannot read, and never over another', async () => {
    const path = join(tempFolder(), 'a.csv')
    const form = { kind: 'file', path, as: { kind: 'csv', table: 'points' } } as const
    const { code, said } = await run({ form })
    expect([code, said]).toEqual([0, [expect.stringMatching(/a\.csv: 60 points, \d+ kB$/)]])
    expect(recordsInCsv(readFileSync(path, 'utf8'))).toHaveLength(60)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    await expect(run({ form })).rejects.toThrow(`${path} exists already`)
    const json = join(tempFolder(), 'a.json')
    await run({ form: { kind: 'file', path: json, as: { kind: 'json' } } })
    expect(jsonIn(readFileSync(json, 'utf8'))).toEqual(told)
    const gone = { kind: 'file', path: '/no/such/a.json', as: { kind: 'json' } } as const
    await expect(run({ form: gone })).rejects.toThrow(/cannot be written: no such file or folder/)
  })

  test('begins no file where nothing is kept', async () => {
    const path = join(tempFolder(), 'a.json')
    const form = { kind: 'file', path, as: { kind: 'json' } } as const
    expect(await run({ form }, { history: nothing })).toMatchObject({ code: 3 })
    expect(() => statSync(path)).toThrow()
  })
})

describe('headroom history --delete', () => {
  const form = { kind: 'delete' } as const

  test('says how much goes and asks; a no leaves it as it is', async () => {
    const no = await run({ form }, { answers: false })
    expect(no).toMatchObject({ code: 1, forgotten: [], questions: ['Delete it?'] })
    expect(no.said).toEqual([
      'This is lost for good: the history since 2026-11-20, 12 MB.',
      'it stays as it is',
    ])
    const yes = await run({ form }, { answers: true })
    expect(yes).toMatchObject({ code: 0, forgotten: ['history'] })
    expect(yes.said.at(-1)).toBe('deleted: the history since 2026-11-20, 12 MB')
  })

  test('does nothing where nobody is there to answer, but with --yes', async () => {
    const none = await run({ form })
    expect(none).toMatchObject({ code: 1, forgotten: [] })
    expect(none.said).toEqual([
      'this would be lost for good: the history since 2026-11-20, 12 MB; --yes deletes it',
    ])
    expect(await run({ form, isConfirmed: true })).toMatchObject({
      code: 0,
      forgotten: ['history'],
    })
  })

  test('has nothing to delete, or cannot', async () => {
    const none = await run({ form }, { bytes: 0, answers: true })
    expect(none).toMatchObject({ code: 0, forgotten: [], questions: [] })
    const refused = await run({ form, isConfirmed: true }, { refuses: 'the folder is read-only' })
    expect(refused).toMatchObject({ code: 1, said: ['the folder is read-only'] })
  })
})

describe('the program', () => {
  beforeEach(() => {
    const home = tempFolder()
    vi.stubEnv('HOME', home).stubEnv('XDG_CONFIG_HOME', join(home, '.config'))
  })
  afterEach(() => void vi.unstubAllEnvs())

  test('tells in every form that nothing is kept yet', async () => {
    const [text, json, csv] = await Promise.all([
      headroom('history'),
      headroom('history', '--json', '--since', '30d'),
      headroom('history', '--csv', '--events'),
    ])
    expect([text.code, text.stdout]).toEqual([3, ''])
    expect(text.stderr).toMatch(/^nothing is kept yet: .+\n$/)
    expect(json.code).toBe(3)
    expect(jsonIn(json.stdout)).toMatchObject({ schema: 'headroom/history/1', keptSinceMs: null })
    expect([csv.code, recordsInCsv(csv.stdout)]).toEqual([3, []])
    expect(await headroom('history', '--delete', '--yes')).toMatchObject({ code: 0, stdout: '' })
  })

  test.each([
    [['--since', '31d'], /nothing is kept for longer than 30d/],
    [['--since', 'tomorrow'], /"tomorrow" is no time: write 24h, 7d, 2026-11-20 or/],
    [['--until', '2d'], /--until is to be later than --since/],
    [['--events'], /--events goes with --csv/],
    [['--export', 'x.txt'], /x\.txt is to end in \.csv or \.json/],
    [['--delete', '--since', '2h'], /cannot be used with option '--since/],
  ])('refuses %j', async (args, sentence) => {
    const { code, stdout, stderr } = await headroom('history', ...args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(sentence)
  })
})
