import { understand } from '../../../src/main/inference/answers/understand.ts'
import { expectedOf, gotOf } from '../api/llama-expected.ts'
import { answersOf, storyOf, type Recorded } from '../api/llama-run.ts'
import { askedIn, jsonOrNothing } from '../api/request.ts'
import { manifestIn, type LlamaRun } from '../llama/manifest.ts'
import type { Suite, Wrong } from '../suite.ts'

interface Checked {
  readonly build: number
  readonly total: number
  readonly wrong: readonly Wrong[]
}

/** What recorded llama-servers of several builds answered, against what their runs say. */
export const suite: Suite = {
  name: 'llama-answers',
  measures: 'recorded answers of llama-server by build, as production understands them',
  takes: 'path',
  inCi: '../shared/corpus/llama-server-linux',
  run: async (path) => {
    const checked: Checked[] = []
    for (const run of await manifestIn(path)) checked.push(await check(path, run))
    const builds = [...new Set(checked.map(({ build }) => build))].sort((a, b) => a - b)
    const byBuild = new Map(
      builds.map((one) => [`b${one}`, sumOf(checked.filter(({ build }) => build === one))]),
    )
    return {
      ...sumOf(checked),
      wrong: checked.flatMap(({ wrong }) => wrong),
      table: {
        columns: [
          { title: 'build' },
          { title: 'values', isNumber: true },
          { title: 'right', isNumber: true },
        ],
        rows: [...byBuild].map(([build, { total, right }]) => [
          build,
          String(total),
          String(right),
        ]),
      },
      further: { byBuild: Object.fromEntries(byBuild) },
    }
  },
}

function sumOf(checked: readonly Checked[]): { readonly total: number; readonly right: number } {
  const total = checked.reduce((sum, one) => sum + one.total, 0)
  return { total, right: total - checked.reduce((sum, { wrong }) => sum + wrong.length, 0) }
}

async function check(path: string, run: LlamaRun): Promise<Checked> {
  const story = await storyOf(path, run)
  const answers = await answersOf(path, run, story)
  const pairs = answers.map((recorded) => ({
    id: recorded.id,
    expected: Object.entries(expectedOf(recorded, run, story)),
    got: gotOf(understood(recorded)),
  }))
  const wrong = pairs.flatMap(({ id, expected, got }) =>
    expected
      .filter(([field, value]) => got[field] !== value)
      .map(([field, value]): Wrong => ({ id, field, expected: value, got: got[field] })),
  )
  const total = pairs.reduce((sum, { expected }) => sum + expected.length, 0)
  return { build: run.build, total, wrong }
}

const understood = ({ request, status, text }: Recorded): ReturnType<typeof understand> =>
  understand(
    {
      asked: askedIn(request),
      status,
      server: 'llama.cpp',
      text,
      json: jsonOrNothing(text),
      nowMs: 0,
    },
    'llama-server',
  )
