import { appendFileSync, writeFileSync } from 'node:fs'
import { optionIn } from '../../../src/main/inference/programs/arguments.ts'
import { well } from '../behaviour.ts'
import { listen, listenerOf } from '../http-face.ts'
import { fakeLlama } from '../kinds/llama-server.ts'

/**
 * Runs in a process of its own that calls itself `llama-server -m … --log-file …`: it says that it loads, writes what a load
 * writes to its log, and prints its port. SIGUSR2: a buffer is refused. The lines are composed from llama.cpp's
 * server-context.cpp, llama-model.cpp, llama-context.cpp, llama-kv-cache.cpp and ggml-metal-device.m.
 */
const path = optionIn(process.argv, '-m') ?? ''
const log = optionIn(process.argv, '--log-file') ?? ''

const loading = `0.00.007.078 I srv    load_model: loading model '${path}'
0.00.052.801 I llama_model_loader: loaded meta data with 29 key-value pairs and 291 tensors from ${path} (version GGUF V3 (latest))
0.00.101.220 I load_tensors: offloaded 33/33 layers to GPU
0.00.101.225 I load_tensors:   CPU_Mapped model buffer size =   256.00 MiB
0.00.101.228 I load_tensors:  MTL0_Mapped model buffer size =  4096.00 MiB
0.00.112.004 I llama_context: constructing llama_context
0.00.112.009 I llama_context: n_ctx                 = 131072
0.00.120.344 I llama_kv_cache:       MTL0 KV buffer size = 16384.00 MiB
`
const refused =
  '0.00.131.551 E ggml_metal_buffer_init: error: failed to allocate buffer, size =  8484.02 MiB\n'

writeFileSync(log, loading)
process.on('SIGUSR2', () => appendFileSync(log, refused))

const kind = fakeLlama({ name: 'a', path, isLoading: true })
const { port } = await listen(
  listenerOf(
    kind,
    () => well,
    () => undefined,
  ),
)
console.log(`port ${port}`)
