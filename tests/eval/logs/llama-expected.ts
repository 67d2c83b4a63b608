import { baseName } from '../../../src/shared/base-name.ts'
import { loadsOf } from '../llama/loads.ts'
import type { RunLog, StatedBuffer } from '../llama/run-log.ts'

/** What a run's log must be understood as, by field. */
export function expectedOf(run: RunLog): ReadonlyMap<string, unknown> {
  const { stated, props, exitCode, build, text } = run
  const fields: readonly (readonly [string, unknown])[] = [
    ['loaded', stated.loaded],
    ['model', modelOf(run)],
    ['buffers', stated.buffers.map(bufferText)],
    ...sizesOfLoads(run).map((mib, index) => [`load ${index + 1}`, mib] as const),
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

/** What each load of the log came to. */
const sizesOfLoads = (run: RunLog): readonly SizesByKind[] =>
  loadsOf(run).map(({ passes }) => sumsOf(passes.flatMap(({ buffers }) => buffers)))

function sumsOf(buffers: readonly StatedBuffer[]): SizesByKind {
  const sums = new Map<string, number>()
  for (const { kind, mib } of buffers) sums.set(kind, (sums.get(kind) ?? 0) + mib)
  return Object.fromEntries([...sums].map(([kind, mib]) => [kind, Number(mib.toFixed(2))]))
}
