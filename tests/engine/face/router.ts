import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startChild, type Child } from './child.ts'
import { invalid, notFound, ok, sentField, type Asking, type Reply } from './http.ts'
import type { FaceLog } from './log.ts'
import type { RouterOptions } from './options.ts'
import { buildInfo } from './single.ts'

/** Many models, each in a child of its own, as `llama-server --models-dir FOLDER` serves them. */
export interface Router {
  answer(asking: Asking): Reply | Promise<Reply>
  /** By force; done when none of its children runs. */
  end(): Promise<void>
}

interface Entry {
  readonly name: string
  readonly argv: readonly string[]
  /** null: not loaded. */
  child: Child | null
  /** Until its child is there. */
  starting: Promise<void> | null
  lastPort: number
  exitCode: number
}

export function createRouter(options: RouterOptions, log: FaceLog): Router {
  const createdAtS = Math.floor(Date.now() / 1_000)
  const entries = new Map(entriesIn(options).map((entry) => [entry.name, entry]))
  const entryOf = (name: unknown): Entry | null =>
    typeof name === 'string' ? (entries.get(name) ?? null) : null

  const answer = (asking: Asking): Reply | Promise<Reply> => {
    const { route, query, sent } = asking
    const asked = entryOf(query.get('model'))
    switch (route) {
      case 'GET /health':
      case 'GET /v1/health':
        return ok({ status: 'ok' })
      case 'GET /models':
      case 'GET /v1/models':
        return ok({
          data: [...entries.values()].map((entry) => toldOf(entry, createdAtS)),
          object: 'list',
        })
      case 'GET /props':
        return query.has('model') ? passOn(asked, asking, log) : ok(props)
      case 'GET /slots':
      case 'GET /metrics':
        return query.has('model')
          ? passOn(asked, asking, log)
          : invalid('model name is missing from the request')
      case 'POST /models/load':
        return loadAsked(entryOf(sentField(sent, 'model')), log)
      case 'POST /models/unload':
        return unload(entryOf(sentField(sent, 'model')))
      default:
        return notFound
    }
  }
  const end = async (): Promise<void> => {
    const children = [...entries.values()]
      .map(({ child }) => child)
      .filter((child) => child !== null)
    for (const child of children) child.kill()
    await Promise.all(children.map(({ ended }) => ended))
  }
  return { answer, end }
}

const props = {
  role: 'router',
  max_instances: 4,
  models_autoload: true,
  model_alias: 'llama-server',
  model_path: 'none',
  default_generation_settings: { params: null, n_ctx: 0 },
  build_info: buildInfo,
}

const entriesIn = ({ folder, contextTokens, slots }: RouterOptions): readonly Entry[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.gguf'))
    .sort()
    .map((file) => {
      const name = file.replace(/\.gguf$/, '')
      const sizes = ['--ctx-size', String(contextTokens), '--parallel', String(slots)]
      const argv = ['--alias', name, ...sizes, '--model', join(folder, file)]
      return { name, argv, child: null, starting: null, lastPort: 0, exitCode: 0 }
    })

function statusOf({ child }: Entry): 'unloaded' | 'loading' | 'loaded' {
  if (child === null) return 'unloaded'
  return child.meta() === undefined ? 'loading' : 'loaded'
}

// {"id":"m","aliases":[],"tags":[],"object":"model","owned_by":"llamacpp","created":1795193838,
//  "status":{"value":"loaded","args":["llama-server","--host","127.0.0.1","--port","47167",...]},"meta":{...}}
function toldOf(entry: Entry, createdAtS: number): object {
  const { name, argv, child, lastPort, exitCode } = entry
  const idle = [process.execPath, '--host', '127.0.0.1', '--port', String(lastPort), ...argv]
  const meta = child?.meta()
  return {
    id: name,
    aliases: [],
    tags: [],
    object: 'model',
    owned_by: 'llamacpp',
    created: createdAtS,
    status: {
      value: statusOf(entry),
      args: child?.args ?? idle,
      ...(child === null && exitCode !== 0 ? { exit_code: exitCode, failed: true } : {}),
    },
    source: 'models_dir',
    can_remove: false,
    ...(meta === undefined ? {} : { meta }),
  }
}

/** Once, however many ask for it. */
async function load(entry: Entry, log: FaceLog): Promise<void> {
  const start = async (): Promise<void> => {
    const child = await startChild(entry.argv, log)
    Object.assign(entry, { child, starting: null, lastPort: child.port, exitCode: 0 })
    void child.ended.then((exitCode) => Object.assign(entry, { child: null, exitCode }))
  }
  entry.starting ??= start()
  await entry.starting
}

async function loadAsked(entry: Entry | null, log: FaceLog): Promise<Reply> {
  if (entry === null) return invalid('model is not found')
  if (entry.child !== null || entry.starting !== null) return invalid('model is already running')
  await load(entry, log)
  return ok({ success: true })
}

/** Said at once; a model that works at a request stays until it is done, and is ended by force where that takes too long. */
function unload(entry: Entry | null): Reply {
  if (entry === null) return invalid('model is not found')
  if (entry.child === null) return invalid('model is not running')
  entry.child.stop()
  return ok({ success: true })
}

/** To the child. As in llama-server, asking about a model that is not loaded loads it, unless `autoload=false` is said. */
async function passOn(entry: Entry | null, { route, query }: Asking, log: FaceLog): Promise<Reply> {
  if (entry === null) return invalid('model is not found')
  if (entry.child === null) {
    if (query.get('autoload') === 'false') return invalid('model is not loaded')
    await load(entry, log)
  }
  while (statusOf(entry) === 'loading') await sleep(20)
  const port = entry.child?.port
  if (port === undefined) return invalid('model is not running')
  const answer = await fetch(`http://127.0.0.1:${port}${route.replace('GET ', '')}`)
  return { status: answer.status, body: await answer.json() }
}
