import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { createCore } from '../../../src/main/core/core.ts'
import { openRecording } from '../../../src/main/host/open-recording.ts'
import { createReplayer } from '../../../src/main/host/replayer.ts'
import { UsageError } from '../../../src/shared/exit-code.ts'
import { jsonIn } from '../../../src/shared/parse.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import { sumsOf } from '../../frame/sums.ts'
import type { Suite, Wrong } from '../suite.ts'

const ending = '.jsonl'

/** Recordings through the production replayer and Core. */
export const suite: Suite = {
  name: 'recordings',
  measures: 'every Snapshot of a recording adds up; the last one is as its .expect.json says',
  takes: 'path',
  inCi: 'tests/fixtures/recordings',
  run: async (path) => {
    const files = await recordingsAt(path)
    const played = []
    for (const file of files) played.push(await check(file))
    const wrong = played.flatMap((one) => one.wrong)
    const total = played.reduce((sum, one) => sum + one.total, 0)
    return {
      total,
      right: total - wrong.length,
      wrong,
      table: {
        columns: [
          { title: 'recording' },
          { title: 'snapshots', isNumber: true },
          { title: 'fields', isNumber: true },
          { title: 'wrong', isNumber: true },
        ],
        rows: played.map((one) => [
          one.id,
          String(one.snapshotCount),
          String(one.total),
          String(one.wrong.length),
        ]),
      },
      further: { snapshots: played.reduce((sum, one) => sum + one.snapshotCount, 0) },
    }
  },
}

async function recordingsAt(path: string): Promise<readonly string[]> {
  if (!(await stat(path)).isDirectory()) return [path]
  const names = (await readdir(path)).filter((name) => name.endsWith(ending)).sort()
  if (names.length === 0) throw new UsageError(`${path}: there is no ${ending} in it`)
  return names.map((name) => join(path, name))
}

interface Checked {
  readonly id: string
  readonly snapshotCount: number
  readonly total: number
  readonly wrong: readonly Wrong[]
}

async function check(file: string): Promise<Checked> {
  const id = basename(file, ending)
  const opened = await openRecording(file)
  if (opened.kind !== 'ok') {
    const wrong = { id, field: 'recording', expected: 'a recording', got: opened.reason }
    return { id, snapshotCount: 0, total: 1, wrong: [wrong] }
  }
  const snapshots: Snapshot[] = []
  const replayer = createReplayer(opened.value)
  const core = await createCore(replayer.host, { roomCapBytes: null })
  core.onSnapshot((snapshot) => void snapshots.push(snapshot))
  core.look()
  core.start()
  await replayer.play({ speed: null, isLooping: false })
  await core.close()

  const sums = checkSums(id, snapshots)
  const expected = checkLast(id, snapshots.at(-1) ?? null, await expectationOf(file))
  return {
    id,
    snapshotCount: snapshots.length,
    total: sums.total + expected.total,
    wrong: [...sums.wrong, ...expected.wrong],
  }
}

type Checks = Pick<Checked, 'total' | 'wrong'>

/** A field is right when it adds up in every Snapshot; the first that does not is told. */
function checkSums(id: string, snapshots: readonly Snapshot[]): Checks {
  const fields = new Set<string>()
  const wrong = new Map<string, Wrong>()
  for (const snapshot of snapshots) {
    for (const { field, expected, got } of sumsOf(snapshot)) {
      fields.add(field)
      if (expected !== got && !wrong.has(field)) wrong.set(field, { id, field, expected, got })
    }
  }
  return { total: fields.size, wrong: [...wrong.values()] }
}

type Expectation = Readonly<Record<string, unknown>>

const isExpectation = (value: unknown): value is Expectation =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What the file beside it says of the last Snapshot; nothing where there is no such file. */
async function expectationOf(file: string): Promise<Expectation> {
  const path = join(dirname(file), `${basename(file, ending)}.expect.json`)
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '{}'
    throw error
  })
  const expectation = jsonIn(text)
  if (!isExpectation(expectation)) throw new UsageError(`${path}: it should hold one JSON object`)
  return expectation
}

function checkLast(id: string, last: Snapshot | null, expectation: Expectation): Checks {
  const fields = Object.entries(expectation)
  if (last === null) {
    return { total: 1, wrong: [{ id, field: 'snapshots', expected: 'at least one', got: 0 }] }
  }
  const wrong = fields.flatMap(([field, expected]) => {
    const got = valueAt(last, field)
    return isDeepStrictEqual(got, expected) ? [] : [{ id, field, expected, got: got ?? 'nothing' }]
  })
  return { total: fields.length, wrong }
}

/** `apps.0.name`; undefined where there is no such field. */
function valueAt(whole: unknown, path: string): unknown {
  let value = whole
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = Reflect.get(value, name)
  }
  return value
}
