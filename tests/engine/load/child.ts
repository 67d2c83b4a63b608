// node child.ts FILE LOADS: loads a model by node-llama-cpp so many times, and prints what llama.cpp says meanwhile.
import { setTimeout as sleep } from 'node:timers/promises'
import { loadLibrary, type Bindings } from '../face/library.ts'
import { batchTokens, type LoadOptions } from './options.ts'

/** Numbers of ggml. */
const kvTypeIds = { f16: 1, q8_0: 8 } as const
/** What llama.cpp says comes from another thread. */
const hearingMs = 300

async function load(bindings: Bindings, file: string, options: LoadOptions): Promise<void> {
  const { usesMmap: useMmap, flashAttention } = options
  const model = new bindings.AddonModel(file, { addonExports: bindings, useMmap })
  if (!(await model.init())) throw new Error(`llama.cpp does not load ${file}`)
  const context = new bindings.AddonContext(model, {
    contextSize: options.contextTokens,
    batchSize: batchTokens,
    sequences: options.sequences,
    flashAttention: flashAttention === 'auto' ? 'auto' : flashAttention === 'on',
    threads: 1,
    kvCacheKeyType: kvTypeIds[options.kvType],
    kvCacheValueType: kvTypeIds[options.kvType],
    swaFullCache: options.isSlidingFull,
  })
  if (!(await context.init())) throw new Error('llama.cpp makes no such context')
  await context.dispose()
  await model.dispose()
}

const [file = '', loads = '[]'] = process.argv.slice(2)
const wanted: readonly LoadOptions[] = JSON.parse(loads)
const library = await loadLibrary(process.env['HEADROOM_NODE_LLAMA_CPP'] ?? '')
const { _bindings: bindings } = await library.getLlama({
  gpu: false,
  build: 'never',
  maxThreads: 1,
  logLevel: 'info',
  logger: (_level, text) => console.log(text),
})
for (const options of wanted) await load(bindings, file, options)
await sleep(hearingMs)
process.exit(0) // its threads would go on
