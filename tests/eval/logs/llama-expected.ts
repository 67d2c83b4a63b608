import { baseName } from '../../../src/shared/base-name.ts'
import type { RunLog, StatedBuffer } from './llama-run.ts'

/** What a run's log must be understood as, by field. */
export function expectedOf(run: RunLog): ReadonlyMap<string, unknown> {
  const { stated, props, exitCode, build, text } = run
  const fields: readonly (readonly [string, unknown])[] = [
    ['loaded', stated.loaded],
    ['model', modelOf(run)],
    ['buffers', stated.buffers.map(bufferText)],
    ...loadsOf(run).map((mib, index) => [`load ${index + 1}`, mib] as const),
    ['contextTokens', stated.n_ctx],
    ['slotCount', stated.n_slots ?? props?.slotCount],
    [
      'contextTokensPerSequence',
      stated.n_ctx_slot ?? props?.contextTokensPerSequence ?? stated.n_ctx_seq,
    ],
    ['build', new RegExp(`build:? ${build} \\(`).test(text) ? `b${build}` : undefined],
    ['end', exitCode === null ? undefined : exitCode === 0 ? 'ended' : 'failed'],
    ['findings', findingsOf(run)],
  ]
  return new Map(fields.filter(([, value]) => value !== undefined && value !== null))
}

/** `KV CPU 16.00` */
export const bufferText = ({ kind, backend, mib }: StatedBuffer): string =>
  `${kind} ${backend} ${mib.toFixed(2)}`

/** A router has no model of its own. */
function modelOf({ args }: RunLog): string | undefined {
  const path = args[args.indexOf('-m') + 1]
  return args.includes('-m') && path !== undefined ? baseName(path) : undefined
}

/** Whatever kept it from loading must be explained, and nothing else but a request that it refused. */
function findingsOf({ stated, files }: RunLog): string {
  if (!stated.loaded) return 'explained'
  return files.includes('error-exceed-context.json') ? 'context-full' : 'none'
}

/** MiB by kind. */
export type SizesByKind = Readonly<Record<string, number>>

/**
 * What each load of the log came to: the sizes that `stated` lists, by the load and the child whose lines they are. Of a load
 * that was tried out first the last pass counts, and the one before it as well when there is a draft model.
 */
function loadsOf({ stated, text, args }: RunLog): readonly SizesByKind[] {
  const hasDraft = args.includes('-md')
  const loads = new Map<string, StatedBuffer[]>()
  const numberOfPort = new Map<string, number>()
  let next = 0
  for (const line of text.split('\n')) {
    const port = /^\[(\d+)\] /.exec(line)?.[1] ?? ''
    if (line.includes("load_model: loading model '")) {
      numberOfPort.set(port, (numberOfPort.get(port) ?? 0) + 1)
    }
    const buffer = line.includes(' buffer size =') ? stated.buffers[next] : undefined
    if (buffer === undefined) continue
    next += 1
    const key = `${port} ${numberOfPort.get(port) ?? 0}`
    loads.set(key, [...(loads.get(key) ?? []), buffer])
  }
  return [...loads.values()].map((buffers) =>
    sumsOf(
      passesIn(buffers)
        .slice(hasDraft ? -2 : -1)
        .flat(),
    ),
  )
}

/** A pass begins with the weights. */
function passesIn(buffers: readonly StatedBuffer[]): readonly (readonly StatedBuffer[])[] {
  const passes: StatedBuffer[][] = []
  buffers.forEach((buffer, index) => {
    const last = passes.at(-1)
    const isFirst = buffer.kind === 'model' && buffers[index - 1]?.kind !== 'model'
    if (last === undefined || isFirst) passes.push([buffer])
    else last.push(buffer)
  })
  return passes
}

function sumsOf(buffers: readonly StatedBuffer[]): SizesByKind {
  const sums = new Map<string, number>()
  for (const { kind, mib } of buffers) sums.set(kind, (sums.get(kind) ?? 0) + mib)
  return Object.fromEntries([...sums].map(([kind, mib]) => [kind, Number(mib.toFixed(2))]))
}
