import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { well } from '../behaviour.ts'
import { listen, listenerOf } from '../http-face.ts'
import { fakeOllama } from '../kinds/ollama.ts'

/**
 * Runs in a process of its own that calls itself `ollama serve`: a model whose memory is real. Prints its port, and each
 * request. FAKE_MODEL names it, FAKE_MB is what it takes; with FAKE_KEEPS its memory stays when it is let go.
 */
const { FAKE_MODEL = 'model', FAKE_MB = '1', FAKE_KEEPS } = process.env
const bytes = Number(FAKE_MB) * 1e6

const memory = { buffer: Buffer.alloc(bytes, 1) }

/** A buffer lies outside the heap, and is given back when it is collected. */
function letGo(): void {
  if (FAKE_KEEPS !== undefined) return
  memory.buffer = Buffer.alloc(0)
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
}

const kind = fakeOllama([{ name: FAKE_MODEL, bytes }], { onUnload: letGo })
const { port } = await listen(
  listenerOf(
    kind,
    () => well,
    ({ request, body }) => console.log(`asked ${request} ${body}`.trim()),
  ),
)
console.log(`port ${port}`)
