import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs'

/** A file of its full size, which takes no more on the disk than its head: what is behind it is a hole. */
export function writeHollow(path: string, head: Uint8Array, holeBytes: number): void {
  const file = openSync(path, 'w')
  try {
    writeSync(file, head)
    ftruncateSync(file, head.length + holeBytes)
  } finally {
    closeSync(file)
  }
}
