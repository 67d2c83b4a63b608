import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readGguf } from '../../../src/main/inference/models/gguf.ts'
import { readGgufModel } from '../../../src/main/inference/models/gguf-shards.ts'
import { readSafetensors } from '../../../src/main/inference/models/safetensors.ts'
import { ggufBytes, openBytes } from '../../gguf-file.ts'
import { localHost } from '../../host/local-host.ts'
import { tempFolder } from '../../processes.ts'

const encoder = new TextEncoder()
const bytesOf = (text: string): Uint8Array => encoder.encode(text)
const letters = (text: string): Uint8Array =>
  Uint8Array.from(text, (letter) => letter.charCodeAt(0))

const lfs = 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 4661211808\n'
const safetensors = letters('\x40\0\0\0\0\0\0\0{"a":{"dtype":"F32"')

describe('a file that is no GGUF', () => {
  const cases: readonly (readonly [string, Uint8Array, string])[] = [
    ['nothing', bytesOf(''), 'it is empty'],
    [
      'a checkpoint of PyTorch',
      letters('PK\x03\x04\0\0\b\b'),
      'it seems to be a zip archive, as PyTorch writes checkpoints',
    ],
    ['a pickle', letters('\x80\x02ccollections\nOrderedDict'), 'it seems to be a Python pickle'],
    [
      'a web page',
      bytesOf('\n<!DOCTYPE html>\n<html>'),
      'it seems to be a web page: the download failed',
    ],
    ['a bare page', bytesOf('<HTML><body>404'), 'it seems to be a web page'],
    [
      'an answer of a store',
      bytesOf('<?xml version="1.0"?><Error>'),
      'it seems to be an XML answer of a server: the download failed',
    ],
    [
      'a pointer',
      bytesOf(lfs),
      'it is a pointer of Git LFS: the weights themselves were not downloaded',
    ],
    ['an old model', letters('tjgg\x03\0\0\0'), 'it is of the old GGML format'],
    ['an older model', letters('lmgg\x00\x7d\0\0'), 'it is of the old GGML format'],
    ['safetensors', safetensors, 'it seems to be a safetensors file'],
    ['a packed model', gzipSync('GGUF'), 'it is compressed (gzip): unpack it first'],
    ['what xz packed', letters('\xfd7zXZ\0\0\x04'), 'it is compressed (xz): unpack it first'],
    ['what bzip2 packed', letters('BZh91AY&SY'), 'it is compressed (bzip2): unpack it first'],
    ['an error in JSON', bytesOf('{"error":"Repository not found"}'), 'it seems to be JSON'],
    ['an unfinished download', new Uint8Array(4096), 'it begins with zeros'],
    ['a note', bytesOf('see README\n'), 'it seems to be plain text'],
    ['anything else', letters('\xde\xad\xbe\xef\0\x01'), 'it begins with the bytes de ad be ef'],
  ]
  test.each(cases)('but %s', async (_, bytes, is) => {
    const reading = readGguf(openBytes(bytes))
    await expect(reading).rejects.toThrow(`not a GGUF file: ${is}`)
    await expect(reading).rejects.toThrow(/^[^\n]+$/)
  })

  test('but a GGUF that is taken for safetensors', async () => {
    await expect(readSafetensors(openBytes(ggufBytes({})))).rejects.toThrow(
      'not a safetensors file: it is a GGUF file',
    )
  })
})

describe('what is at the path', () => {
  test.each([
    ['a folder', (path: string) => mkdirSync(path), 'it is a folder'],
    ['a FIFO', (path: string) => execFileSync('mkfifo', [path]), 'it is no file of a disk'],
    ['nothing', () => undefined, 'no such file or folder'],
    ['an empty file', (path: string) => writeFileSync(path, ''), 'it is empty'],
  ])('%s is said to be that', async (_, make, reason) => {
    const path = `${tempFolder()}/model.gguf`
    make(path)
    await expect(readGgufModel(localHost(), path)).rejects.toThrow(reason)
  })

  test('a file that may not be read is said to be that', async () => {
    // root may read everything: so the refusal is the host's, as Linux and macOS word it for all others
    const host = {
      openFile: async () =>
        ({ kind: 'failed', reason: 'permission denied', atMs: 0, tookMs: 0 }) as const,
    }
    const reading = readGgufModel(host, '/models/secret.gguf')
    await expect(reading).rejects.toThrow('permission denied')
    await expect(reading).rejects.toMatchObject({ name: 'Refusal' })
  })
})
