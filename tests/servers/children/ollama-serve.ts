import { spawn, type ChildProcess } from 'node:child_process'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { fileURLToPath } from 'node:url'
import { well } from '../behaviour.ts'
import { listen, listenerOf } from '../http-face.ts'
import { fakeOllama } from '../kinds/ollama.ts'

/**
 * Runs in a process of its own that calls itself `ollama serve`: a model whose memory is real. Prints its port, and each
 * request. FAKE_MODEL names it, FAKE_MB is what it takes; with FAKE_KEEPS its memory stays when it is let go. With
 * FAKE_RUNNER, a program called `llama-server`, a child of its own has the model.
 */
const { FAKE_MODEL = 'model', FAKE_MB = '1', FAKE_KEEPS, FAKE_RUNNER } = process.env
const bytes = Number(FAKE_MB) * 1e6

const memory = { buffer: Buffer.alloc(FAKE_RUNNER === undefined ? bytes : 0, 1) }

function startRunner(program: string): ChildProcess {
  const script = fileURLToPath(new URL('ollama-runner.ts', import.meta.url))
  return spawn(program, [script, '--model', '/models/blob', '--port', '0'], { stdio: 'ignore' })
}
const runner = FAKE_RUNNER === undefined ? null : startRunner(FAKE_RUNNER)

/** A buffer lies outside the heap, and is given back when it is collected. */
function letGo(): void {
  if (FAKE_KEEPS !== undefined) return
  runner?.kill('SIGKILL')
  memory.buffer = Buffer.alloc(0)
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
}

// a buffer is in RAM, and so it says
const kind = fakeOllama([{ name: FAKE_MODEL, bytes, vramBytes: 0 }], {
  onUnload: letGo,
  expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
})
const { port } = await listen(
  listenerOf(
    kind,
    () => well,
    ({ request, body }) => console.log(`asked ${request} ${body}`.trim()),
  ),
)
console.log(`port ${port}`)
