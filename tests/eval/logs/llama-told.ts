import { createLogReader } from '../../../src/main/inference/diagnosis/log-reader.ts'
import type { FormIndex } from '../../../src/main/inference/logs/form-index.ts'
import { factsOf, type LoadState } from '../../../src/main/inference/logs/load-state.ts'
import { logLine } from '../../../src/main/inference/logs/log-text.ts'
import type { BufferKind, LogEvent } from '../../../src/main/inference/logs/message-form.ts'
import { baseName } from '../../../src/shared/base-name.ts'
import type { LogFacts } from '../../../src/shared/log-facts.ts'
import { bufferText, type SizesByKind } from './llama-expected.ts'

/** What production tells of a run's log, by the fields of `expectedOf`. */
export function toldOf(index: FormIndex, text: string): ReadonlyMap<string, unknown> {
  const reader = createLogReader(index, { program: null, isAppleSilicon: null })
  const loads = new Map<string, LoadState>()
  let hasLoaded = false
  for (const line of text.split('\n')) {
    reader.read(`${line}\n`)
    const state = reader.state()
    hasLoaded ||= state.stage === 'loaded'
    if (state.models.length > 0) loads.set(`${state.port ?? ''} ${state.number}`, state)
  }
  const last = [...loads.values()].at(-1)
  const facts: LogFacts = last === undefined ? reader.facts() : factsOf(last)
  const { stage, version } = reader.states().get(null) ?? reader.state()
  return new Map<string, unknown>([
    ...Object.entries(facts),
    ['loaded', hasLoaded],
    ['model', facts.modelPath === undefined ? undefined : baseName(facts.modelPath)],
    ['buffers', buffersIn(index, text)],
    ...[...loads.values()].map((state, at) => [`load ${at + 1}`, sizesOf(state)] as const),
    ['build', version],
    ['end', stage],
    [
      'findings',
      findingsIn(
        reader.failures().map((failure) => failure.class),
        hasLoaded,
      ),
    ],
  ])
}

function findingsIn(classes: readonly string[], hasLoaded: boolean): string {
  if (classes.length === 0) return 'none'
  return hasLoaded ? classes.join(', ') : 'explained'
}

const nameOfKind: Readonly<Record<BufferKind, string>> = {
  model: 'model',
  kv: 'KV',
  recurrent: 'RS',
  compute: 'compute',
  output: 'output',
}

/** Every line that tells of a buffer, those of dry runs as well. */
function buffersIn(index: FormIndex, text: string): readonly string[] {
  const found: string[] = []
  index.scan.scan(text, 0, (from, to, anchors) => {
    const line = logLine(text.slice(from, to), 1)
    for (const { form, read } of index.formsOf(anchors)) {
      const match = form.exec(line.text)
      const event: LogEvent | null = match === null ? null : read(match, line)
      if (event?.kind !== 'buffer') continue
      const kind = nameOfKind[event.what]
      found.push(bufferText({ kind, backend: event.device, mib: event.bytes / 2 ** 20 }))
    }
    return to
  })
  return found
}

/** In MiB, as the log prints them: no GPU took part. */
function sizesOf(state: LoadState): SizesByKind {
  const facts = factsOf(state)
  const sizes = [
    ['model', facts.cpuModelBytes],
    ['output', facts.cpuOutputBytes],
    ['KV', facts.cpuKvBytes],
    ['RS', facts.cpuRecurrentBytes],
    ['compute', facts.cpuComputeBytes],
  ] as const
  return Object.fromEntries(
    sizes.flatMap(([kind, bytes]) =>
      bytes === undefined ? [] : [[kind, Number((bytes / 2 ** 20).toFixed(2))]],
    ),
  )
}
