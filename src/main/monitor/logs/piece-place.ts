import type { LogPiece } from '../../host/host.ts'

/**
 * How much stands above a piece in its file. What is no UTF-8 may make a piece seem longer: null where it seems longer than what
 * was read.
 */
export function bytesAbove({ text, skippedBytes, position }: LogPiece): number | null {
  const above = position.offsetBytes - new TextEncoder().encode(text).length - skippedBytes
  return above < 0 ? null : above
}

/** Whether it begins where its file does: its lines are counted as an editor counts them. */
export const isFromTop = (piece: LogPiece): boolean => bytesAbove(piece) === 0
