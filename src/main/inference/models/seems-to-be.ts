import { isText } from './text-encoding.ts'

/** As much of a file's beginning as tells what it is. */
export const sniffedBytes = 512

interface Beginning {
  readonly begins: RegExp | string
  /** The rest of a sentence. */
  readonly is: string
  /** A log may begin so as well. */
  readonly mayBeLog?: true
}

/** What files of other kinds begin with, one letter a byte. */
const beginnings: readonly Beginning[] = [
  { begins: 'PK\x03\x04', is: 'it seems to be a zip archive, as PyTorch writes checkpoints' },
  { begins: /^\s*(<!doctype html|<html)/i, is: 'it seems to be a web page: the download failed' },
  { begins: /^\s*<\?xml/, is: 'it seems to be an XML answer of a server: the download failed' },
  {
    begins: 'version https://git-lfs.github.com/',
    is: 'it is a pointer of Git LFS: the weights themselves were not downloaded',
  },
  // 'ggml', 'ggmf', 'ggjt' and 'ggla' as numbers, lower byte first
  {
    begins: /^(lmgg|fmgg|tjgg|algg)/,
    is: 'it is of the old GGML format, which llama.cpp gave up in August 2023',
  },
  { begins: 'GGUF', is: 'it is a GGUF file' },
  // a length of less than 4 GB in eight bytes, then JSON
  { begins: /^.{4}\0{4}\{/s, is: 'it seems to be a safetensors file' },
  { begins: /^\x80[^\x80-\xff]/, is: 'it seems to be a Python pickle, as in old checkpoints' },
  { begins: '\x89HDF', is: 'it seems to be an HDF5 file' },
  { begins: '\x1f\x8b', is: 'it is compressed (gzip): unpack it first' },
  { begins: '\x28\xb5\x2f\xfd', is: 'it is compressed (zstd): unpack it first' },
  { begins: '\xfd7zXZ', is: 'it is compressed (xz): unpack it first' },
  { begins: /^BZh[1-9]/, is: 'it is compressed (bzip2): unpack it first' },
  { begins: '7z\xbc\xaf', is: 'it is compressed (7z): unpack it first' },
  { begins: /^\s*[{[]/, is: 'it seems to be JSON', mayBeLog: true },
  { begins: /^\0+$/, is: 'it begins with zeros, as a download that is not complete' },
  {
    begins: /^(?:\xef\xbb\xbf)?[\t\n\r\x20-\x7e]+$/,
    is: 'it seems to be plain text',
    mayBeLog: true,
  },
  { begins: /^(?:\xff\xfe|\xfe\xff)/, is: 'it seems to be text in UTF-16', mayBeLog: true },
]

/** What a file seems to be that is not what was looked for: the rest of a sentence. */
export function seemsToBe(head: Uint8Array, fileBytes: number): string {
  if (fileBytes === 0) return 'it is empty'
  if (head.length === 0) return 'it became shorter while it was read'
  return beginningOf(head)?.is ?? `it begins with the bytes ${hexOf(head.subarray(0, 4))}`
}

/** Whether it is worth looking for lines behind it: what is no text may be as long as a disk. */
export function mayBeLog(head: Uint8Array): boolean {
  const beginning = beginningOf(head)
  return isText(head) && (beginning === undefined || beginning.mayBeLog === true)
}

function beginningOf(head: Uint8Array): Beginning | undefined {
  const letters = String.fromCharCode(...head)
  return beginnings.find(({ begins }) =>
    typeof begins === 'string' ? letters.startsWith(begins) : begins.test(letters),
  )
}

const hexOf = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
