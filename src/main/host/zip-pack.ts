import { breathe } from './breathe.ts'

export interface PackedFile {
  readonly name: string
  readonly text: string
}

/** So much is packed in one piece: some milliseconds. */
const pieceBytes = 256 * 1024

/** A zip of texts, as bytes; between its pieces others have their turn. The library is loaded when it is wanted. */
export async function packFiles(files: readonly PackedFile[], atMs: number): Promise<Uint8Array> {
  // its other entry looks for worker threads in a way that does not outlive the bundler
  const { Zip, ZipDeflate } = await import('fflate/browser')
  const chunks: Uint8Array[] = []
  const { promise, resolve, reject } = Promise.withResolvers<null>()
  const zip = new Zip((error, chunk, isLast) => {
    if (error !== null) return reject(error)
    chunks.push(chunk)
    if (isLast) resolve(null)
  })
  for (const { name, text } of files) {
    const file = new ZipDeflate(name, { level: 6 })
    file.mtime = atMs
    zip.add(file)
    const bytes = Buffer.from(text, 'utf8')
    for (let at = 0; at < bytes.length || at === 0; at += pieceBytes) {
      file.push(bytes.subarray(at, at + pieceBytes), at + pieceBytes >= bytes.length)
      await breathe()
    }
  }
  zip.end()
  await promise
  return Buffer.concat(chunks)
}

export const base64Of = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
