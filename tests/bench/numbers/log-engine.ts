import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Children } from '../../frame/children.ts'
import { medianOf } from '../../frame/median.ts'
import { jsonIn } from '../../../src/shared/parse.ts'
import {
  writeCorpusLog,
  writeDenseLog,
  writeIdleLog,
  writeLiterals,
  writeLongLine,
} from '../logs/log-files.ts'
import type { RoundRead } from '../logs/read-log.ts'
import type { Bar, BenchNumber, Figure } from '../number.ts'

const reader = fileURLToPath(new URL('../logs/read-log.ts', import.meta.url))
const idleBytes = 64 * 2 ** 20
const denseBytes = 32 * 2 ** 20
const longLineBytes = 100 * 1e6
/** The first round is the one in which V8 compiles. */
const rounds = 6
const quickRounds = 3
/** 1 GB of an idle log. */
const memoryRounds = 16

/** Processor time, not the clock: on a machine that others use as well it is the same. */
export const number: BenchNumber = {
  name: 'log-engine',
  what: 'reading logs with the whole catalogue, and GNU grep for the same literals',
  run: async ({ children, isQuick }) => {
    const count = isQuick ? quickRounds : rounds
    const idle = writeIdleLog(idleBytes)
    const corpus = writeCorpusLog(denseBytes)
    const signatures = writeDenseLog(denseBytes)
    return [
      ...(await paceOf(children, 'idle lines, 1 % of signatures', idle, count, { least: 150 })),
      ...(corpus === null
        ? [lacking('corpus of logs', 'it is not here')]
        : await paceOf(children, 'corpus of logs', corpus, count, { least: 40 })),
      ...(await paceOf(children, 'all signatures and their twins', signatures, count, {
        least: 40,
      })),
      ...(await memoryOver(children, idle, isQuick ? quickRounds : memoryRounds)),
      await memoryOfLongLine(children),
    ]
  },
}

const lacking = (what: string, note: string): Figure => ({
  what,
  value: null,
  unit: 'MB/s',
  bar: null,
  note,
})

async function paceOf(
  children: Children,
  what: string,
  path: string,
  count: number,
  bar: Bar,
): Promise<readonly Figure[]> {
  const megabytes = statSync(path).size / 1e6
  const paces = (await read(children, path, count)).map(({ busyMs }) => (megabytes / busyMs) * 1e3)
  const pace = medianOf(paces.slice(1))
  const all = paces.map((one) => one.toFixed(0)).join(', ')
  const figure = { what, value: pace, unit: 'MB/s', bar, note: `of one core; rounds: ${all}` }
  const grepSeconds = grepSecondsOf(path)
  if (grepSeconds === null) return [figure, lacking(`grep -F: ${what}`, 'there is no grep here')]
  const grepPace = megabytes / grepSeconds
  return [
    figure,
    { what: `grep -F: ${what}`, value: grepPace, unit: 'MB/s', bar: null },
    { what: `Headroom / grep: ${what}`, value: pace / grepPace, unit: '×', bar: null },
  ]
}

async function read(
  children: Children,
  path: string,
  count: number,
): Promise<readonly RoundRead[]> {
  const child = children.start(process.execPath, ['--expose-gc', reader, path, String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout?.on('data', (piece: Buffer) => {
    said += piece.toString('utf8')
  })
  await child.ended
  return said.split('\n').flatMap((line) => {
    const value = line === '' ? null : jsonIn(line)
    return isRound(value) ? [value] : []
  })
}

const isRound = (value: unknown): value is RoundRead =>
  typeof value === 'object' && value !== null && 'busyMs' in value && 'residentBytes' in value

// 103014
// 0m0.000s 0m0.001s
// 0m0.412s 0m0.008s
/** Processor time of the shell's children, as `times` tells it; the best of three. Into /dev/null grep would stop at once. */
function grepSecondsOf(path: string): number | null {
  const script = 'LC_ALL=C grep -c -F -f "$0" "$1"; times'
  const seconds = Array.from({ length: 3 }, () => {
    const { stdout } = spawnSync('/bin/sh', ['-c', script, writeLiterals(), path])
    const [, user, system] =
      /^\d+\n0m.*\n0m([\d.]+)s 0m([\d.]+)s/.exec(stdout.toString('utf8')) ?? []
    return Number(user) + Number(system)
  })
  const best = Math.min(...seconds)
  return Number.isNaN(best) ? null : best
}

async function memoryOver(
  children: Children,
  path: string,
  count: number,
): Promise<readonly Figure[]> {
  const told = await read(children, path, count)
  const kept = told.map((one) => one.keptBytes / 1e6)
  const [first = Number.NaN] = kept
  const last = kept.at(-1) ?? Number.NaN
  const gigabytes = ((statSync(path).size * count) / 1e9).toFixed(1)
  return [
    {
      what: 'memory kept after the whole, less that after the first 67 MB',
      value: last - first,
      unit: 'MB',
      bar: { most: 5 },
      note: `${gigabytes} GB; after a collection: ${first.toFixed(1)} MB, then ${last.toFixed(1)} MB`,
    },
    {
      what: 'memory at most, over the whole',
      value: Math.max(...told.map((one) => one.residentBytes)) / 1e6,
      unit: 'MB',
      bar: null,
      note: 'resident, of a process that does nothing but read: V8 collects when it has to',
    },
  ]
}

/** Beside a log of the same lines as they are. */
async function memoryOfLongLine(children: Children): Promise<Figure> {
  const short = await read(children, writeDenseLog(denseBytes), 1)
  const long = await read(children, writeLongLine(longLineBytes), 1)
  const [before = Number.NaN] = short.map((one) => one.residentBytes)
  const [after = Number.NaN] = long.map((one) => one.residentBytes)
  return {
    what: 'memory at most, a line of 100 MB',
    value: after / 1e6,
    unit: 'MB',
    bar: null,
    note: `resident; ${(before / 1e6).toFixed(0)} MB with a log of 34 MB of ordinary length`,
  }
}
