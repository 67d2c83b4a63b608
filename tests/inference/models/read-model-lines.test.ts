import { describe, expect, test } from 'vitest'
import type { OpenFile } from '../../../src/main/host/host.ts'
import { readModelLines } from '../../../src/main/inference/models/read-model-lines.ts'
import { openBytes } from '../../gguf-file.ts'

const told = ['print_info: arch = llama', 'print_info: n_layer = 2']
const text = ['build: 9400', told[0], 'srv  update_slots: all slots are idle', told[1]].join('\r\n')
const bytesOf = (letters: string): Uint8Array => new TextEncoder().encode(letters)
const none = 'neither the file of a model, nor a log that tells of one'

/** A long file of these bytes and what is then behind them, and how much of it was asked for. */
function longFile(head: Uint8Array): { readonly file: OpenFile; readBytes(): number } {
  const asked = { bytes: 0 }
  const read = async (into: Uint8Array, offsetBytes: number): Promise<number> => {
    asked.bytes += into.length
    into.fill(0)
    if (offsetBytes === 0) into.set(head.subarray(0, into.length))
    return into.length
  }
  const file = { sizeBytes: 40e9, read, close: async () => undefined }
  return { file, readBytes: () => asked.bytes }
}

const latin1 = (letters: string): Uint8Array =>
  Uint8Array.from(letters, (letter) => letter.charCodeAt(0))

describe('what is no log is not read beyond its beginning', () => {
  test.each([
    ['zeros', new Uint8Array(512), 'it begins with zeros, as a download that is not complete'],
    ['a checkpoint', latin1('PK\x03\x04'), 'it seems to be a zip archive'],
    ['a pickle', latin1('\x80\x02ccollections\n'), 'it seems to be a Python pickle'],
    ['a packed log', latin1('\x1f\x8b\b'), 'it is compressed (gzip): unpack it first'],
    ['a web page', bytesOf(`<!doctype html>${' '.repeat(600)}`), 'it seems to be a web page'],
    ['a picture', latin1('\x89PNG\r\n\x1a\n'), 'it begins with the bytes 89 50 4e 47'],
    ['text before a zero', bytesOf('a log\n\0'), 'it begins with the bytes 61 20 6c 6f'],
  ])('%s', async (_, head, is) => {
    const { file, readBytes } = longFile(head)
    await expect(readModelLines(file)).rejects.toThrow(`${none}: ${is}`)
    expect(readBytes()).toBeLessThanOrEqual(512)
  })
})

describe('what tells of models', () => {
  const utf16 = (letters: string, isLittle: boolean): Uint8Array => {
    const bytes = new Uint8Array(2 * letters.length)
    const view = new DataView(bytes.buffer)
    for (let at = 0; at < letters.length; at++)
      view.setUint16(2 * at, letters.charCodeAt(at), isLittle)
    return bytes
  }

  test.each([
    ['a log', bytesOf(text)],
    ['with a mark before it', bytesOf(`\ufeff${text}`)],
    ['as PowerShell writes it', utf16(`\ufeff${text}`, true)],
    ['in the other byte order', utf16(`\ufeff${text}`, false)],
    ['with colours of a terminal', bytesOf(`\u001b[32mup\u001b[0m\b\u0007\n${text}`)],
    ['in JSON lines', bytesOf(`{"log":"up"}\n${text}`)],
    ['in another language', bytesOf(`загрузка\n${text}`)],
    ['with a letter on the edge', bytesOf(`${'x'.repeat(511)}ж\n${text}`)],
  ])('%s', async (_, bytes) => {
    const lines = await readModelLines(openBytes(bytes))
    expect(lines.split(/\r?\n/)).toEqual(told)
  })

  test('is nothing in a text without such lines', async () => {
    await expect(readModelLines(openBytes(bytesOf('see README\n')))).rejects.toThrow(
      `${none}: it seems to be plain text`,
    )
    await expect(readModelLines(openBytes(utf16('\ufeffsee README\n', true)))).rejects.toThrow(
      `${none}: it seems to be text in UTF-16`,
    )
  })
})
