import { optionIn } from '../../../src/main/inference/programs/arguments.ts'
import { well } from '../behaviour.ts'
import { listen, listenerOf } from '../http-face.ts'
import { fakeLlama } from '../kinds/llama-server.ts'

/**
 * Runs in a process of its own that calls itself `llama-server --model …`, as Ollama starts one for each model: it does nothing, and
 * says so. FAKE_MB is what it holds.
 */
const { FAKE_MB = '1' } = process.env
const path = optionIn(process.argv, '--model') ?? ''
const memory = Buffer.alloc(Number(FAKE_MB) * 1e6, 1)

const slots = [{ usedTokens: 0, isProcessing: false }]
const kind = fakeLlama({ name: 'runner', path, slots })
const { port } = await listen(
  listenerOf(
    kind,
    () => well,
    () => undefined,
  ),
)
console.log(`port ${port}, ${memory.length} bytes`)
