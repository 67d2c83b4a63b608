import type { RunLog, StatedBuffer, StatedCache } from './run-log.ts'

/** One model that was put into memory: of a load without a draft model there is one. */
export interface Pass {
  readonly buffers: readonly StatedBuffer[]
  /** One for each KV buffer where the log has such lines. */
  readonly caches: readonly StatedCache[]
}

export interface Load {
  /** As the log names it; null where it names none. */
  readonly modelPath: string | null
  /** Of a load that was tried out first the last pass counts, and the one before it as well when there is a draft model. */
  readonly passes: readonly Pass[]
}

interface Line {
  readonly buffer: StatedBuffer
  readonly cache: StatedCache | undefined
}

/** The loads of a run: the sizes that `stated` lists, by the load and the child of a router whose lines they are. */
export function loadsOf(run: RunLog): readonly Load[] {
  const lines = linesOf(run.stated)
  const loads = new Map<string, { readonly modelPath: string | null; readonly lines: Line[] }>()
  const begun = new Map<string, { readonly number: number; readonly modelPath: string | null }>()
  let next = 0
  for (const text of run.text.split('\n')) {
    const port = /^\[(\d+)\] /.exec(text)?.[1] ?? ''
    const modelPath = /load_model: loading model '([^']*)'/.exec(text)?.[1]
    if (modelPath !== undefined)
      begun.set(port, { number: (begun.get(port)?.number ?? 0) + 1, modelPath })
    const line = text.includes(' buffer size =') ? lines[next] : undefined
    if (line === undefined) continue
    next += 1
    const load = begun.get(port) ?? { number: 0, modelPath: null }
    const key = `${port} ${load.number}`
    if (!loads.has(key)) loads.set(key, { modelPath: load.modelPath, lines: [] })
    loads.get(key)?.lines.push(line)
  }
  const passCount = run.args.some((one) => draftNames.has(one)) ? 2 : 1
  return [...loads.values()].map((load) => ({
    modelPath: load.modelPath,
    passes: passesIn(load.lines).slice(-passCount),
  }))
}

const draftNames: ReadonlySet<string> = new Set(['-md', '--model-draft', '--spec-draft-model'])

/** Every cache prints one buffer where there is one device, and then its summary; where that differs they are not compared. */
function linesOf({ buffers, kv_cache: caches }: RunLog['stated']): readonly Line[] {
  const kvCount = buffers.filter(({ kind }) => kind === 'KV').length
  const isPaired = kvCount === caches.length
  let next = 0
  return buffers.map((buffer) => ({
    buffer,
    cache: isPaired && buffer.kind === 'KV' ? caches[next++] : undefined,
  }))
}

/** A pass begins with the weights. */
function passesIn(lines: readonly Line[]): readonly Pass[] {
  const passes: Line[][] = []
  lines.forEach((line, index) => {
    const last = passes.at(-1)
    const isFirst = line.buffer.kind === 'model' && lines[index - 1]?.buffer.kind !== 'model'
    if (last === undefined || isFirst) passes.push([line])
    else last.push(line)
  })
  return passes.map((own) => ({
    buffers: own.map(({ buffer }) => buffer),
    caches: own.flatMap(({ cache }) => (cache === undefined ? [] : [cache])),
  }))
}
