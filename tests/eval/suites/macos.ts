import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod/mini'
import { reasonOf } from '../../../src/main/host/attempt.ts'
import { UsageError } from '../../../src/shared/exit-code.ts'
import { jsonIn } from '../../../src/shared/parse.ts'
import { adapters } from '../macos/adapters.ts'
import { differenceOf } from '../match.ts'
import type { Reading } from '../macos/sample.ts'
import type { Suite, Wrong } from '../suite.ts'

const manifestShape = z.object({ samples: z.array(z.unknown()) })
const entryShape = z.object({
  file: z.string(),
  tool: z.string(),
  command: z._default(z.nullable(z.string()), ''),
  used: z._default(z.boolean(), true),
  machine: z.nullish(z.object({ ram_bytes: z.optional(z.unknown()) })),
  expect: z.record(z.string(), z.unknown()),
})
type Entry = z.infer<typeof entryShape>

interface Counts {
  readonly total: number
  readonly right: number
}

/** Every key of `expect` (corpus, KEYS.md §1), by the parser that production asks of that tool. */
export const suite: Suite = {
  name: 'macos',
  measures: 'recorded outputs of macOS tools, by the parsers of production',
  takes: 'path',
  inCi: '../shared/corpus/macos',
  run: async (path) => {
    const samples = await samplesOf(path)
    const checked = []
    for (const entry of samples) checked.push({ entry, ...(await check(path, entry)) })
    const used = checked.filter(({ entry }) => entry.used)
    const unused = checked.filter(({ entry }) => !entry.used)
    const tools = [...new Set(samples.map(({ tool }) => tool))].sort()
    const byTool = new Map(
      tools.map((tool) => [tool, sumOf(used.filter(({ entry }) => entry.tool === tool))]),
    )
    return {
      ...sumOf(used),
      wrong: used.flatMap(({ wrong }) => wrong),
      table: {
        columns: [
          { title: 'tool' },
          { title: 'keys', isNumber: true },
          { title: 'right', isNumber: true },
        ],
        rows: [...byTool].map(([tool, { total, right }]) => [tool, String(total), String(right)]),
      },
      further: { byTool: Object.fromEntries(byTool), unused: sumOf(unused) },
    }
  },
}

const sumOf = (checked: readonly Counts[]): Counts => ({
  total: checked.reduce((sum, { total }) => sum + total, 0),
  right: checked.reduce((sum, { right }) => sum + right, 0),
})

async function samplesOf(path: string): Promise<readonly Entry[]> {
  const manifest = join(path, 'MANIFEST.json')
  const text = await readFile(manifest, 'utf8').catch(() => {
    throw new UsageError(`${manifest}: it cannot be read`)
  })
  const parsed = manifestShape.safeParse(jsonOf(text))
  if (!parsed.success) throw new UsageError(`${manifest}: not a manifest of samples`)
  return parsed.data.samples.map((sample, index) => {
    const entry = entryShape.safeParse(sample)
    return entry.success ? entry.data : oddEntry(index)
  })
}

/** One that is no sample is one wrong: it does not take the others along. */
const oddEntry = (index: number): Entry => ({
  file: `sample ${index + 1}`,
  tool: 'unknown',
  command: '',
  used: true,
  machine: null,
  expect: { sample: 'an entry of the form that KEYS.md describes' },
})

function jsonOf(text: string): unknown {
  try {
    return jsonIn(text)
  } catch {
    // ParseError: not JSON at all
    return null
  }
}

async function check(
  path: string,
  entry: Entry,
): Promise<Counts & { readonly wrong: readonly Wrong[] }> {
  const { file, expect } = entry
  const reading = await readingOf(path, entry)
  const keys = Object.entries(expect)
  const wrong = keys.flatMap(([key, expected]): readonly Wrong[] => {
    if (typeof reading === 'string') return [{ id: file, field: key, expected, got: reading }]
    const difference = differenceOf(key, expected, reading[key])
    if (difference === null) return []
    const { path: below, expected: wanted, got } = difference
    return [{ id: file, field: `${key}${below}`, expected: wanted, got }]
  })
  return { total: keys.length, right: keys.length - wrong.length, wrong }
}

/** What production reads, or why it reads nothing. */
async function readingOf(path: string, entry: Entry): Promise<Reading | string> {
  const { file, tool, command, machine } = entry
  const adapter = adapters.get(tool)
  if (adapter === undefined) return `no parser of ${tool}`
  try {
    const text = await readFile(join(path, file), 'utf8')
    const ram = machine?.ram_bytes
    const ramBytes = typeof ram === 'number' ? ram : null
    return adapter({ tool, command: command ?? '', text, ramBytes })
  } catch (error) {
    // ParseError: production knows nothing of this text; ENOENT: the sample is not there
    return reasonOf(error)
  }
}
