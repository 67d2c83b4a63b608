import { expect, test } from 'vitest'
import { parseMappedFiles } from '../../../src/main/probes/linux/mapped-files.ts'
import { ParseError } from '../../../src/shared/parse.ts'
import { expectSound } from '../../mutated.ts'

const text = `55bd63973000-55bd63975000 r--p 00000000 fe:00 2203684                    /usr/bin/llama-server
55bd63975000-55bd6397a000 r-xp 00002000 fe:00 2203684                    /usr/bin/llama-server
55bd6397a000-55bd6397c000 rw-p 00006000 fe:00 2203684                    /usr/bin/llama-server
55bd6473b000-55bd6475c000 rw-p 00000000 00:00 0                          [heap]
7f5c14000000-7f5d14000000 r--s 00000000 fe:00 1835021                    /home/ann/My Models/qwen3 (deleted) 4b.gguf
7f5d14000000-7f5d14001000 rw-s 00000000 00:01 1025                       /memfd:wayland (deleted)
7f5d14001000-7f5d14002000 rw-s 00000000 00:06 411                        /dev/nvidia0
7f5d14002000-7f5d14003000 rw-s 00000000 00:05 7                          /SYSV00000000 (deleted)
7f5d14003000-7f5d14004000 r--p 00000000 fe:00 99                         /opt/old.so (deleted)
7f5d14004000-7f5d14005000 r--p 00000000 fe:00 98                         /opt/two\\012lines
7f5d14005000-7f5d14006000 rw-p 00000000 00:00 0 
7ffd1a9f5000-7ffd1aa16000 rw-p 00000000 00:00 0                          [stack]
ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]
`

test('files are told once, each with as much of it as is mapped', () => {
  expect(parseMappedFiles(text)).toEqual([
    { path: '/usr/bin/llama-server', bytes: 0x8000 },
    { path: '/home/ann/My Models/qwen3 (deleted) 4b.gguf', bytes: 2 ** 32 },
    { path: '/opt/two\nlines', bytes: 4_096 },
  ])
})

test('what is mapped twice counts once, in whatever order it stands', () => {
  const mapping = (from: number, kib: number, offsetKib: number): string =>
    `${(from * 2 ** 20).toString(16)}-${(from * 2 ** 20 + kib * 1024).toString(16)} r--s ${(offsetKib * 1024).toString(16).padStart(8, '0')} fe:00 5   /m.gguf\n`
  const bytesOf = (...mappings: readonly string[]): unknown =>
    parseMappedFiles(mappings.join('')).map(({ bytes }) => bytes / 1024)
  expect(bytesOf(mapping(1, 64, 0), mapping(2, 64, 0))).toEqual([64])
  expect(bytesOf(mapping(1, 64, 32), mapping(2, 64, 0))).toEqual([96])
  expect(bytesOf(mapping(1, 64, 0), mapping(2, 8, 16), mapping(3, 64, 128))).toEqual([128])
})

test("a process without mappings has no files, as the kernel's own threads", () => {
  expect(parseMappedFiles('')).toEqual([])
})

test('a text that is no table of mappings is refused', () => {
  expect(() => parseMappedFiles('Rss: 12 kB\n')).toThrow(ParseError)
})

test('foreign mappings are a ParseError or files with sizes', () => {
  expectSound(parseMappedFiles, text, (files) =>
    files.every(({ path, bytes }) => path.startsWith('/') && bytes >= 0),
  )
})
