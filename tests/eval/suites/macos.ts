import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod/mini'
import { reasonOf } from '../../../src/main/host/attempt.ts'
import { UsageError } from '../../../src/shared/exit-code.ts'
import { jsonIn } from '../../../src/shared/parse.ts'
import { adapters } from '../macos/adapters.ts'
import { differenceOf } from '../macos/match.ts'
import type { Reading } from '../macos/sample.ts'
import type { Suite, Wrong } from '../suite.ts'

const manifestShape = z.object({
  samples: z.array(
    z.object({
      file: z.string(),
      tool: z.string(),
      command: z._default(z.string(), ''),
      used: z._default(z.boolean(), true),
      machine: z.optional(z.object({ ram_bytes: z.optional(z.nullable(z.number())) })),
      expect: z.record(z.string(), z.unknown()),
    }),
  ),
})
type Entry = z.infer<typeof manifestShape>['samples'][number]

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
  const parsed = manifestShape.safeParse(jsonIn(text))
  if (!parsed.success) throw new UsageError(`${manifest}: not a manifest of samples`)
  return parsed.data.samples
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
    return [{ id: file, field: `${key}${difference.path}`, ...difference }]
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
    return adapter({ tool, command, text, ramBytes: machine?.ram_bytes ?? null })
  } catch (error) {
    // ParseError: production knows nothing of this text; ENOENT: the sample is not there
    return reasonOf(error)
  }
}
