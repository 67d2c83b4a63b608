import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod/mini'
import { reasonOf } from '../../../src/main/host/attempt.ts'
import type { Answer } from '../../../src/main/inference/answers/answer.ts'
import { serverKinds } from '../../../src/main/inference/kinds.ts'
import { understand } from '../../../src/main/inference/answers/understand.ts'
import { UsageError } from '../../../src/shared/exit-code.ts'
import type { ServerKind } from '../../../src/shared/server.ts'
import { factDifference } from '../api/compare.ts'
import { askedIn, jsonOrNothing } from '../api/request.ts'
import type { Suite, Wrong } from '../suite.ts'

const manifestShape = z.object({ files: z.array(z.unknown()) })
const entryShape = z.object({
  file: z.string(),
  request: z.string(),
  server: z._default(z.string(), 'unknown'),
  httpStatus: z.nullish(z.number()),
  processHint: z.nullish(z.string()),
  now: z.nullish(z.string()),
  expected: z.record(z.string(), z.unknown()),
})
type Entry = z.infer<typeof entryShape>

interface Checked {
  readonly server: string
  readonly total: number
  readonly wrong: readonly Wrong[]
}

/** Every key of `expected` (corpus, KEYS.md §2), by what production understands of the answer. */
export const suite: Suite = {
  name: 'api',
  measures: 'recorded answers of local servers, as production understands them',
  takes: 'path',
  inCi: '../shared/corpus/api',
  run: async (path) => {
    const checked: Checked[] = []
    for (const entry of await entriesOf(path)) checked.push(await check(path, entry))
    const servers = [...new Set(checked.map(({ server }) => server))].sort()
    const byServer = new Map(
      servers.map((name) => [name, sumOf(checked.filter(({ server }) => server === name))]),
    )
    return {
      ...sumOf(checked),
      wrong: checked.flatMap(({ wrong }) => wrong),
      table: {
        columns: [
          { title: 'server' },
          { title: 'keys', isNumber: true },
          { title: 'right', isNumber: true },
        ],
        rows: [...byServer].map(([name, { total, right }]) => [name, String(total), String(right)]),
      },
      further: { byServer: Object.fromEntries(byServer) },
    }
  },
}

function sumOf(checked: readonly Checked[]): { readonly total: number; readonly right: number } {
  const total = checked.reduce((sum, one) => sum + one.total, 0)
  return { total, right: total - checked.reduce((sum, { wrong }) => sum + wrong.length, 0) }
}

async function entriesOf(path: string): Promise<readonly Entry[]> {
  const manifest = join(path, 'MANIFEST.json')
  const text = await readFile(manifest, 'utf8').catch(() => {
    throw new UsageError(`${manifest}: it cannot be read`)
  })
  const parsed = manifestShape.safeParse(jsonOrNothing(text))
  if (!parsed.success) throw new UsageError(`${manifest}: not a manifest of answers`)
  return parsed.data.files.map((file, index) => {
    const entry = entryShape.safeParse(file)
    return entry.success ? entry.data : oddEntry(index)
  })
}

/** One that is no answer is one wrong: it does not take the others along. */
const oddEntry = (index: number): Entry => ({
  file: `file ${index + 1}`,
  request: '',
  server: 'unknown',
  expected: { file: 'an entry of the form that KEYS.md describes' },
})

async function check(path: string, entry: Entry): Promise<Checked> {
  const { file, server, expected } = entry
  const answer = await answerOf(path, entry)
  const wrong = Object.entries(expected).flatMap(([key, wanted]): readonly Wrong[] => {
    if (typeof answer === 'string') return [{ id: file, field: key, expected: wanted, got: answer }]
    const difference = differenceIn(key, entry, answer)
    if (difference === null) return []
    const field = `${key}${difference.path}`
    return [{ id: file, field, expected: difference.expected, got: difference.got }]
  })
  return { server, total: Object.keys(expected).length, wrong }
}

/** The answer, or why it cannot be read. */
async function answerOf(path: string, entry: Entry): Promise<Answer | string> {
  try {
    const text = await readFile(join(path, entry.file), 'utf8')
    return {
      asked: askedIn(entry.request),
      status: entry.httpStatus ?? 200,
      server: '',
      text,
      json: jsonOrNothing(text),
      nowMs: Date.parse(entry.now ?? '1970-01-01T00:00:00Z'),
    }
  } catch (error) {
    // ENOENT: the answer is not there; TypeError: its request is no address
    return reasonOf(error)
  }
}

function differenceIn(
  key: string,
  { expected, processHint }: Entry,
  answer: Answer,
): ReturnType<typeof factDifference> {
  const hint = kindNamed(processHint ?? null)
  if (key === 'serverKindWithHint') {
    return factDifference('serverKind', expected[key], { ...understand(answer, hint) })
  }
  if (key !== 'serverKind')
    return factDifference(key, expected[key], { ...understand(answer, hint) })
  const facts = { ...understand(answer, null) }
  // where the answer alone cannot decide, a lucky guess is right as well
  const isLucky = expected[key] === null && facts.serverKind === expected['serverKindWithHint']
  return isLucky ? null : factDifference(key, expected[key], facts)
}

/** null: it is not known to production. */
const kindNamed = (name: string | null): ServerKind | null =>
  serverKinds.find(({ kind }) => kind === name)?.kind ?? null
