import * as lines from '../../fixtures/recordings/mac/llama-log.ts'
import * as log from '../../fixtures/recordings/mac/ollama-log.ts'
import {
  manifestText,
  ollamaAnswers,
  type OllamaModel,
} from '../../fixtures/recordings/mac/server-forms.ts'
import { GiB } from '../mac/mac.ts'
import { beginsAtMs, type World } from '../mac/world.ts'
import { ggufOf, type ModelOnDisk, type ModelShape } from '../models.ts'
import { figuresOf } from './llama-figures.ts'
import {
  llamaNeedBytes,
  startLlamaServer,
  type LlamaHooks,
  type LlamaServer,
} from './llama-server.ts'
import type { Request } from './llama-slots.ts'

const bundle = '/Applications/Ollama.app/Contents'
const store = '/Users/user/.ollama/models'
const logPath = '/Users/user/.ollama/logs/server.log'

export interface OllamaLoad {
  readonly shape: ModelShape
  readonly contextTokens: number
  readonly keepAliveMs?: number
  readonly onFirstWeight?: () => void
  readonly onFails?: () => void
}

export interface Ollama {
  /** Starts a child for a model, as with a request. */
  load(load: OllamaLoad): void
  /** Of the model that was loaded last. */
  child(): LlamaServer | null
  ask(request: Request): boolean
  unloadAll(): void
}

interface Loaded {
  readonly server: LlamaServer
  readonly api: Omit<OllamaModel, 'expiresAt'>
  readonly keepAliveMs: number
  usedAtMs: number
}

/** A blob's name is a digest: here any 64 digits that are the model's own. */
const digestOf = (name: string): string =>
  Array.from(
    { length: 64 },
    (_, at) => '0123456789abcdef'[((name.charCodeAt(at % name.length) * 7 + at * 11) >>> 1) % 16],
  ).join('')

const tagOf = ({ name }: ModelShape): readonly [string, string] => {
  const at = name.lastIndexOf('-')
  return [name.slice(0, at).toLowerCase().replace('-', ''), name.slice(at + 1).toLowerCase()]
}

/** The app of 0.30: `ollama serve`, and a llama-server of its own for each model; `keep_alive` is five minutes. */
export function createOllama(world: World): Ollama {
  const app = world.start({
    executable: `${bundle}/MacOS/Ollama`,
    anonymousBytes: 130e6,
    app: {
      name: 'Ollama',
      bundleId: 'com.electron.ollama',
      bundlePath: '/Applications/Ollama.app',
    },
  })
  const serve = world.start({
    executable: `${bundle}/Resources/ollama`,
    args: 'serve',
    parentPid: app.pid,
    anonymousBytes: 80e6,
  })
  world.log(logPath, log.listensPiece(-3_600_000, gpuOf(world)).text)
  let loaded: readonly Loaded[] = []
  let port = 52_800

  const told = (): readonly OllamaModel[] =>
    loaded
      .filter(({ server }) => server.stage() === 'serves')
      .map(({ api, usedAtMs, keepAliveMs }) => ({
        ...api,
        expiresAt: new Date(beginsAtMs + usedAtMs + keepAliveMs).toISOString(),
      }))
  serve.listens = { port: 11_434, answers: () => ollamaAnswers('0.30.10', told()) }

  const unload = (one: Loaded): void => {
    one.server.end()
    loaded = loaded.filter((other) => other !== one)
  }

  world.add({
    step: () => {
      for (const one of loaded) {
        if (one.server.isBusy() || one.server.stage() === 'loading') one.usedAtMs = world.nowMs()
        else if (world.nowMs() - one.usedAtMs > one.keepAliveMs) unload(one)
      }
    },
  })

  return {
    load: (load) => {
      loaded = [...loaded, startChild(world, load, { port: ++port, parentPid: serve.pid })]
    },
    child: () => loaded.at(-1)?.server ?? null,
    ask: (request) => loaded.at(-1)?.server.ask(request) ?? false,
    unloadAll: () => loaded.forEach(unload),
  }
}

const gpuOf = ({ mac: { limitBytes, machine } }: World): log.GpuFigures => ({
  gib: `${(limitBytes / GiB).toFixed(1)} GiB`,
  chip: machine.chip,
  ramGiB: machine.ramGiB,
})

const executable = `${bundle}/Resources/llama-server`

function startChild(
  world: World,
  load: OllamaLoad,
  { port, parentPid }: { readonly port: number; readonly parentPid: number },
): Loaded {
  const { shape, contextTokens, keepAliveMs = usualKeepAliveMs } = load
  const [family, tag] = tagOf(shape)
  const digest = digestOf(shape.name)
  const model = putBlob(world, shape, digest)
  const args = `--model ${model.path} --port ${port} --host 127.0.0.1 --no-webui --offline -c ${contextTokens} -np 1 --log-verbosity 4 --no-log-prefix --no-log-timestamps --flash-attn on -b 512 -ub 512 -ngl 99 --context-shift --keep 4`
  const figures = figuresOf(world, model, contextTokens, `${executable} ${args}`)
  world.log(logPath, log.startsPiece(world.nowMs(), figures, gpuOf(world)).text)
  const hooks = hooksOf(world, load, figures)
  const server = startLlamaServer(world, {
    model,
    contextTokens,
    port,
    parentPid,
    executable,
    args,
    hooks,
  })
  const api = {
    name: `${family}:${tag}`,
    digest,
    format: 'gguf' as const,
    family,
    parameterSize: tag.toUpperCase(),
    quantization: 'Q4_K_M',
    sizeBytes: Math.round(llamaNeedBytes(model, contextTokens)),
    contextTokens,
  }
  return { server, api, keepAliveMs, usedAtMs: world.nowMs() }
}

const usualKeepAliveMs = 300_000

/** The weights, and the name that Ollama has for them. */
function putBlob(world: World, shape: ModelShape, digest: string): ModelOnDisk {
  const [family, tag] = tagOf(shape)
  const model = ggufOf(shape, `${store}/blobs/sha256-${digest}`)
  world.files.set(model.path, { type: 'file', bytes: model.fileBytes, header: model.header })
  world.files.set(`${store}/manifests/registry.ollama.ai/library/${family}/${tag}`, {
    type: 'file',
    bytes: 500,
    text: manifestText(digest, model.fileBytes),
  })
  return model
}

/** What its child prints of a load, into Ollama's own log. */
function hooksOf(world: World, load: OllamaLoad, figures: lines.LoadFigures): LlamaHooks {
  const beganAtMs = world.nowMs()
  const write = (piece: { readonly text: string }): void => world.log(logPath, piece.text)
  return {
    onFirstWeight: () => {
      write(lines.readsPiece(world.nowMs(), figures))
      load.onFirstWeight?.()
    },
    onGranted: () => write(lines.grantedPiece(world.nowMs(), figures)),
    onServes: () => {
      write(lines.servesPiece(world.nowMs(), figures))
      write(log.startedPiece(world.nowMs(), ((world.nowMs() - beganAtMs) / 1_000).toFixed(2)))
    },
    onFails: () => {
      write(lines.refusedPiece(world.nowMs(), figures))
      write(log.failedPiece(world.nowMs() + 200, figures))
      load.onFails?.()
    },
  }
}
