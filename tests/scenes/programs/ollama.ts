import * as lines from '../../fixtures/recordings/mac/llama-log.ts'
import * as log from '../../fixtures/recordings/mac/ollama-log.ts'
import {
  manifestText,
  ollamaAnswers,
  type OllamaModel,
} from '../../fixtures/recordings/mac/server-forms.ts'
import { GiB, MiB } from '../mac/mac.ts'
import { beginsAtMs, type World } from '../mac/world.ts'
import { ggufOf, kvBytesPerToken, llamaComputeBytes, type ModelShape } from '../models.ts'
import { startLlamaServer, type LlamaServer, type Request } from './llama-server.ts'

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
  const { limitBytes, machine } = world.mac
  const { chip, ramGiB } = machine
  const limit = { gib: `${(limitBytes / GiB).toFixed(1)} GiB`, chip, ramGiB }
  world.log(logPath, log.listensPiece(-3_600_000, limit).text)
  let loaded: readonly Loaded[] = []
  let port = 52_800
  serve.listens = { port: 11_434, answers: () => ollamaAnswers('0.30.10', told()) }

  const told = (): readonly OllamaModel[] =>
    loaded
      .filter(({ server }) => server.stage() === 'serves')
      .map(({ api, usedAtMs, keepAliveMs }) => ({
        ...api,
        expiresAt: new Date(beginsAtMs + usedAtMs + keepAliveMs).toISOString(),
      }))

  const load = ({
    shape,
    contextTokens,
    keepAliveMs = 300_000,
    onFirstWeight,
    onFails,
  }: OllamaLoad): void => {
    const [family, tag] = tagOf(shape)
    const digest = digestOf(shape.name)
    const model = ggufOf(shape, `${store}/blobs/sha256-${digest}`)
    world.files.set(model.path, { type: 'file', bytes: model.fileBytes, header: model.header })
    world.files.set(`${store}/manifests/registry.ollama.ai/library/${family}/${tag}`, {
      type: 'file',
      bytes: 500,
      text: manifestText(digest, model.fileBytes),
    })
    const own = ++port
    const args = `--model ${model.path} --port ${own} --host 127.0.0.1 --no-webui --offline -c ${contextTokens} -np 1 --log-verbosity 4 --no-log-prefix --no-log-timestamps --flash-attn on -b 512 -ub 512 -ngl 99 --context-shift --keep 4`
    const executable = `${bundle}/Resources/llama-server`
    const kvBytes = contextTokens * kvBytesPerToken(shape)
    const computeBytes = llamaComputeBytes(shape)
    const tableBytes = shape.vocabulary * shape.width * 0.5625
    const freeBytes = world.pages().freeBytes + world.pages().fileBytes
    const figures: lines.LoadFigures = {
      command: `${executable} ${args}`,
      blobPath: model.path,
      contextTokens,
      freeRam: `${(freeBytes / GiB).toFixed(1)} GiB`,
      weightsMiB: { gpu: model.weightsBytes / MiB, cpu: tableBytes / MiB },
      kvMiB: kvBytes / MiB,
      computeMiB: computeBytes / MiB,
      freeMiB: Math.floor(limitBytes / MiB),
      limitMB: (limitBytes / 1e6).toFixed(2),
      layers: shape.layers,
      chip: limit.chip,
    }
    const write = (piece: { readonly text: string }): void => world.log(logPath, piece.text)
    const beganAtMs = world.nowMs()
    write(log.startsPiece(beganAtMs, figures, limit))
    const server = startLlamaServer(world, {
      model,
      contextTokens,
      port: own,
      parentPid: serve.pid,
      executable,
      args,
      hooks: {
        onFirstWeight: () => {
          write(lines.readsPiece(world.nowMs(), figures))
          onFirstWeight?.()
        },
        onGranted: () => write(lines.grantedPiece(world.nowMs(), figures)),
        onServes: () => {
          write(lines.servesPiece(world.nowMs(), figures))
          write(log.startedPiece(world.nowMs(), ((world.nowMs() - beganAtMs) / 1_000).toFixed(2)))
        },
        onFails: () => {
          write(lines.refusedPiece(world.nowMs(), figures))
          write(log.failedPiece(world.nowMs() + 200, figures))
          onFails?.()
        },
      },
    })
    const api = {
      name: `${family}:${tag}`,
      digest,
      format: 'gguf' as const,
      family,
      parameterSize: tag.toUpperCase(),
      quantization: 'Q4_K_M',
      sizeBytes: Math.round(model.weightsBytes + kvBytes + computeBytes),
      contextTokens,
    }
    loaded = [...loaded, { server, api, keepAliveMs, usedAtMs: world.nowMs() }]
  }

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
    load,
    child: () => loaded.at(-1)?.server ?? null,
    ask: (request) => loaded.at(-1)?.server.ask(request) ?? false,
    unloadAll: () => loaded.forEach(unload),
  }
}
