import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { tempFolder } from '../processes.ts'
import { loaded, refusal, writePlan, writeText } from './fitted.ts'

/** Composed by us, as llama-server prints the model of `languageModel`. */
const log = [
  'build: 9400 (c0ffee00) with cc for x86_64',
  'llama_model_loader: - kv   0:                       general.architecture str              = llama',
  'llama_model_loader: - kv   1:                               general.name str              = Tiny\u001b[31m',
  'llama_model_loader: - kv   2:                          llama.block_count u32              = 8',
  'llama_model_loader: - kv   3:                       llama.context_length u32              = 32768',
  'llama_model_loader: - kv   4:                     llama.embedding_length u32              = 1024',
  'llama_model_loader: - kv   5:                  llama.feed_forward_length u32              = 4096',
  'llama_model_loader: - kv   6:                 llama.attention.head_count u32              = 16',
  'llama_model_loader: - kv   7:              llama.attention.head_count_kv u32              = 4',
  'llama_model_loader: - kv   8:                           llama.vocab_size u32              = 8192',
  'print_info: file type   = Q4_K - Medium',
  'print_info: file size   = 74.32 MiB (4.50 BPW)',
  'print_info: arch             = llama',
  'srv  log_server_r: request: GET /health 127.0.0.1 200',
]

test('a log of llama.cpp tells of a model whose cache is that of its file', async () => {
  const folder = tempFolder()
  const file = writePlan(join(folder, 'model.gguf'))
  for (const end of ['\n', '\r\n']) {
    const path = writeText(join(folder, 'server.log'), log.join(end))
    const told = (await loaded(path)).fit()
    const read = (await loaded(file)).fit()
    expect(told.parts.kvBytes).toBe(read.parts.kvBytes)
    expect(told.parts.weightsBytes).toBe(Math.round(74.32 * 2 ** 20))
    expect(told.model).toMatchObject({ engine: 'llama.cpp', architecture: 'llama', layers: 8 })
    expect(told.model.quantization).toBe('Q4_K - Medium')
  }
})

test('a log without the size of the model is refused', async () => {
  const path = writeText(
    join(tempFolder(), 'server.log'),
    log.filter((line) => !line.includes('file size')).join('\n'),
  )
  expect(await refusal(loaded(path))).toBe(
    `UsageError: ${path}: the log does not tell how large the model is`,
  )
})

test('what is neither a model nor such a log is refused with what it seems to be', async () => {
  const sentence = 'neither the file of a model, nor a log that tells of one'
  const cases = [
    ['', 'it is empty'],
    ['PK\u0003\u0004', 'it seems to be a zip archive, as PyTorch writes checkpoints'],
    ['<!doctype html><html>', 'it seems to be a web page: the download failed'],
    ['nothing of a model\n', 'it seems to be plain text'],
  ] as const
  for (const [text, what] of cases) {
    const path = writeText(join(tempFolder(), 'file'), text)
    expect(await refusal(loaded(path))).toBe(`UsageError: ${path}: ${sentence}: ${what}`)
  }
  const path = join(tempFolder(), 'server.log.gz')
  writeFileSync(path, gzipSync(log.join('\n')))
  expect(await refusal(loaded(path))).toBe(
    `UsageError: ${path}: ${sentence}: it is compressed (gzip): unpack it first`,
  )
})
