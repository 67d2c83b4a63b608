import { ParseError } from '../../../shared/parse.ts'
import type { OpenFile } from '../../host/host.ts'

/** Each read has a deadline: a slow disk delivers this much in time. */
const chunkBytes = 2 ** 20

/** The text of a stretch of a file. Its length must have been held against a limit. Throws ParseError where it is not UTF-8. */
export async function readWhole(
  file: OpenFile,
  offsetBytes: number,
  byteCount: number,
): Promise<string> {
  const bytes = new Uint8Array(byteCount)
  let filled = 0
  while (filled < byteCount) {
    const chunk = bytes.subarray(filled, filled + chunkBytes)
    const got = await file.read(chunk, offsetBytes + filled)
    if (got <= 0) throw new ParseError('the file became shorter while it was read')
    filled += got
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // a TypeError of TextDecoder: bytes that are not UTF-8
    throw new ParseError('its header is no text')
  }
}
