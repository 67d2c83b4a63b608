import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { program } from '../headroom-program.ts'
import { writeGguf } from '../gguf-file.ts'
import { startChild, tempFolder, type Child } from '../processes.ts'
import { nodeAs, startPlayedOllama } from '../servers/played-ollama.ts'

/** A terminal clears itself by it, renames its window, fills the clipboard, links to elsewhere, answers, or shows another name. */
export const escapes =
  '\u001b[2J\u001b]0;owned\u0007\u001b]52;c;b3duZWQ=\u0007\u001b]8;;http://evil.example\u001b\\x\u001b[6n\u009b31m\u0085\u202egpj\u200b\u2066\r\n=1+1|<img src=x onerror=alert(1)>{{name}}'

/** What no face may show, but ends of lines and tabs: each of it does something where it is shown. */
export const obeyed = /(?![\n\t])[\p{Cc}\p{Bidi_Control}\u200b\u2028\u2029\u2060\ufeff]/u

export interface HostileWorld {
  readonly folder: string
  /** Of a load that failed. */
  readonly log: string
  /** Its path is none that a person would doubt; all that it says of itself is hostile. */
  readonly model: string
  run(...args: readonly string[]): Promise<string>
  start(...args: readonly string[]): Child
}

/** A Headroom of its own beside real programs, a server, a log and a model that are all called so. */
export async function startHostileWorld(): Promise<HostileWorld> {
  const folder = tempFolder()
  const config = join(folder, 'config', 'headroom')
  const models = join(folder, 'models')
  const name = escapes.replaceAll('/', '')
  const [log, model] = [join(folder, 'failed.log'), join(models, 'plain.gguf')]
  mkdirSync(config, { recursive: true })
  mkdirSync(models)
  writeFileSync(join(config, 'settings.json'), JSON.stringify({ modelFolders: [models] }))
  writeFileSync(log, logLines)
  writeEvilGguf(model, escapes)
  writeEvilGguf(join(models, `m${name}.gguf`), 'llama')
  await startPlayedOllama({ model: `evil${escapes}`, megabytes: 300 })
  await startEvilLlama(folder, join(models, `m${name}.gguf`))
  const start = (...args: readonly string[]): Child =>
    startChild([process.execPath, program, ...args], {
      ...process.env,
      HOME: folder,
      XDG_CONFIG_HOME: join(folder, 'config'),
      FORCE_COLOR: undefined,
      NODE_OPTIONS: undefined,
    })
  return {
    folder,
    log,
    model,
    start,
    run: async (...args) => {
      const child = start(...args)
      await child.ended
      return `${child.stdout()}\n${child.stderr()}`
    },
  }
}

/** A server whose program, file, log and alias are hostile. */
async function startEvilLlama(folder: string, model: string): Promise<void> {
  const name = escapes.replaceAll('/', '')
  const bin = join(folder, `bin${name}`)
  mkdirSync(bin)
  nodeAs(join(bin, 'llama-server'))
  const script = fileURLToPath(new URL('../servers/children/llama-server.ts', import.meta.url))
  const log = join(folder, `a${name}.log`)
  const more = ['-m', model, '--alias', escapes, '--log-file', log]
  const child = startChild([join(bin, 'llama-server'), script, ...more])
  await child.printed(/^port (\d+)$/m)
}

const writeEvilGguf = (path: string, architecture: string): void =>
  writeGguf(path, {
    metadata: [
      ['general.architecture', architecture],
      ['general.name', escapes],
      ['general.size_label', escapes],
      ['general.basename', escapes],
      ['general.quantized_by', escapes],
      ['llama.block_count', { u32: 1 }],
      ['llama.context_length', { u32: 4096 }],
      ['llama.embedding_length', { u32: 64 }],
      ['llama.attention.head_count', { u32: 4 }],
      ['llama.attention.head_count_kv', { u32: 4 }],
      ['tokenizer.ggml.model', escapes],
    ],
    tensors: [
      { name: `token_embd.weight`, dimensions: [64, 32], typeId: 0 },
      { name: `blk.0.${escapes}`, dimensions: [64, 64], typeId: 0 },
    ],
  })

const onOneLine = escapes.replaceAll(/[\r\n]/g, '')
const logLines = `0.00.007.078 I srv    load_model: loading model '${onOneLine}'
0.00.131.551 E ggml_metal_buffer_init: error: failed to allocate buffer, size =  8484.02 MiB ${onOneLine}
0.00.131.552 E llama_model_load: error loading model: ${onOneLine}
`
