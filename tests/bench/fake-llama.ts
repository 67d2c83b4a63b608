import { well } from '../servers/behaviour.ts'
import { listen, listenerOf } from '../servers/http-face.ts'
import { fakeLlama } from '../servers/kinds/llama-server.ts'

/** Runs in a process of its own that is called `llama-server`. With FAKE_WORK=busy it works at one request without end. */
const isBusy = process.env['FAKE_WORK'] === 'busy'
const path = process.argv[process.argv.indexOf('-m') + 1] ?? ''
const startedAtMs = performance.now()
const tokensPerSecond = 30

const kind = fakeLlama({ name: path.slice(path.lastIndexOf('/') + 1), path, contextTokens: 8_192 })

const { port } = await listen(
  listenerOf(
    kind,
    () => well,
    ({ request }) => {
      const seconds = (performance.now() - startedAtMs) / 1_000
      const decodedTokens = Math.floor(seconds * tokensPerSecond)
      if (isBusy) kind.become({ slots: [{ usedTokens: 900, isProcessing: true, decodedTokens }] })
      console.log(`asked ${request}`)
    },
  ),
)
console.log(`port ${port}`)
