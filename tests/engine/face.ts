// A minimal HTTP face of our own over node-llama-cpp, in the shape of llama-server b10470 (server-apis.md §4.2): the engine
// is llama.cpp, the answers are ours. It is run as a process called llama-server, and its header `Server` is `llama.cpp`,
// because that is what it stands in for where no llama-server is installed. What it does not do stands in README.md.
import { writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { listen } from './face/http.ts'
import { createFaceLog, type FaceLog } from './face/log.ts'
import { parseFaceOptions, type Listening, type SingleOptions } from './face/options.ts'
import { createRouter } from './face/router.ts'
import { createSingle } from './face/single.ts'

const libraryUrl = process.env['HEADROOM_NODE_LLAMA_CPP']

/** Node calls the first of its threads MainThread, by which the kernel would list the process. */
function takeName(): void {
  if (process.platform === 'linux') writeFileSync('/proc/self/comm', 'llama-server')
}

/** Whoever started it holds its input: when that ends, they are gone, or let it go, and what it works at is done first. */
function endWithInput(isBusy: () => boolean, end: () => void): void {
  const endWhenIdle = async (): Promise<void> => {
    while (isBusy()) await sleep(20)
    end()
  }
  process.stdin.on('end', () => void endWhenIdle()).resume()
}

function endsWith(end: () => void): void {
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
}

async function serveOne(options: SingleOptions & Listening, log: FaceLog): Promise<void> {
  if (libraryUrl === undefined) throw new Error('HEADROOM_NODE_LLAMA_CPP names no node-llama-cpp')
  const single = createSingle(options)
  const end = (): void => process.exit(0)
  endsWith(end)
  endWithInput(single.isBusy, end)
  await listen(options, single.answer)
  await single.load(libraryUrl, log)
}

async function start(): Promise<void> {
  takeName()
  const options = parseFaceOptions(process.argv.slice(2))
  const log = createFaceLog(options.logFile)
  switch (options.kind) {
    case 'single':
      await serveOne(options, log)
      break
    case 'router': {
      const router = createRouter(options, log)
      const end = (): void => void router.end().then(() => process.exit(0))
      endsWith(end)
      endWithInput(() => false, end)
      await listen(options, router.answer)
      break
    }
  }
  console.error(`listening on http://${options.host}:${options.port}`)
}

start().catch((error: unknown) => {
  // a door: wrong options, a port that is taken, a model that cannot be loaded
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
})
