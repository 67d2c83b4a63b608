import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod/mini'
import { UsageError } from '../../../src/shared/exit-code.ts'
import type { LlamaRun } from '../llama/manifest.ts'
import { jsonOrNothing } from './request.ts'

const stepShape = z.object({
  label: z.optional(z.string()),
  request: z.nullish(z.string()),
  status: z.optional(z.number()),
  body: z.optional(z.unknown()),
})
const doorShape = z.object({
  without_key: z.number(),
  without_key_body: z.optional(z.unknown()),
})
const modelShape = z.object({ tensor_bytes_by_type: z.record(z.string(), z.number()) })
const storyShape = z.object({
  model: z.optional(z.unknown()),
  ids: z.optional(z.array(z.string())),
  steps: z._default(z.array(z.unknown()), []),
  statuses: z._default(z.record(z.string(), z.unknown()), {}),
})

/** run.json: what was done in this run, and what came of it. Runs of other builds have other forms of these parts. */
export interface LlamaStory {
  /** Of its tensors; null where it is not told. */
  readonly weightsBytes: number | null
  /** Of a router. */
  readonly ids: readonly string[] | null
  readonly steps: readonly z.infer<typeof stepShape>[]
  /** What is answered without a key, by path. */
  readonly doors: ReadonlyMap<string, z.infer<typeof doorShape>>
}

/** One answer of a run. `stem`: the name of its file without the ending, or of its step. */
export interface Recorded {
  readonly id: string
  readonly stem: string
  readonly request: string
  readonly status: number
  readonly text: string
}

export async function storyOf(path: string, { run }: LlamaRun): Promise<LlamaStory> {
  const file = join(path, run, 'run.json')
  const parsed = storyShape.safeParse(jsonOrNothing(await readFile(file, 'utf8')))
  if (!parsed.success) throw new UsageError(`${file}: not a run`)
  const { model, ids, steps, statuses } = parsed.data
  return {
    weightsBytes: weightsIn(model),
    ids: ids ?? null,
    steps: steps.flatMap((step) => stepShape.safeParse(step).data ?? []),
    doors: new Map(
      Object.entries(statuses).flatMap(([door, status]) => {
        const { data } = doorShape.safeParse(status)
        return data === undefined ? [] : [[door, data]]
      }),
    ),
  }
}

function weightsIn(model: unknown): number | null {
  const { data } = modelShape.safeParse(model)
  if (data === undefined) return null
  return Object.values(data.tensor_bytes_by_type).reduce((sum, one) => sum + one, 0)
}

/** The answers that a run saved as files, and those that its run.json holds. */
export async function answersOf(
  path: string,
  run: LlamaRun,
  story: LlamaStory,
): Promise<readonly Recorded[]> {
  const recorded: Recorded[] = []
  for (const file of run.files) {
    const stem = file.replace(/\.\w+$/, '')
    const request = requestOf(stem, story)
    if (request === null) continue
    const text = await readFile(join(path, run.run, file), 'utf8')
    recorded.push({ id: `${run.run}/${file}`, stem, request, status: statusOf(stem), text })
  }
  return [...recorded, ...refusedSteps(run, story), ...closedDoors(run, story)]
}

const pathOfName = new Map([
  ['health', '/health'],
  ['props', '/props'],
  ['slots', '/slots'],
  ['metrics', '/metrics'],
  ['v1-models', '/v1/models'],
  ['models', '/models'],
])

/** By the step of the same name, else by how the name begins; null: it is no answer that production reads. */
function requestOf(stem: string, { steps }: LlamaStory): string | null {
  const step = steps.find(({ label }) => label === stem)?.request
  const path = step ?? pathOfName.get(/^(v1-models|[a-z]+)/.exec(stem)?.[0] ?? '')
  if (path === undefined) return null
  return `GET ${path}${stem.endsWith('-model') ? '?model=m&autoload=false' : ''}`
}

/** `health-loading-503` says it, and `metrics-disabled` is what a server without metrics answers. */
const statusOf = (stem: string): number =>
  stem.endsWith('-disabled') ? 501 : Number(/-(\d{3})$/.exec(stem)?.[1] ?? 200)

/** Steps of a scenario that were refused. */
const refusedSteps = ({ run }: LlamaRun, { steps }: LlamaStory): readonly Recorded[] =>
  steps.flatMap(({ request, status, body }) => {
    if (status === undefined || status < 400 || !/^(GET|POST) \//.test(request ?? '')) return []
    const id = `${run}/${request}`
    return [{ id, stem: 'refused', request: request ?? '', status, text: JSON.stringify(body) }]
  })

/** What a server with a key answers those without one. */
const closedDoors = ({ run }: LlamaRun, { doors }: LlamaStory): readonly Recorded[] =>
  [...doors].map(([path, { without_key: status, without_key_body: body }]) => ({
    id: `${run}${path}`,
    stem: status === 200 ? path.slice(1).replace('/', '-') : 'refused',
    request: `GET ${path}`,
    status,
    text: JSON.stringify(body ?? null),
  }))
