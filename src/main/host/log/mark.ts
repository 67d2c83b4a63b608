import { hash } from 'node:crypto'
import type { LogPosition } from '../host.ts'

/** By what it is known that a file holds what was read: the bytes before a place. */
export type Mark = Pick<LogPosition, 'offsetBytes' | 'markBytes' | 'mark'>

/** Long enough that no two places of a log look alike, short enough to be read at every look. */
export const maxMarkBytes = 4_096

/** `tail`: the bytes before a place, at most `maxMarkBytes` of them. */
export const markOf = (tail: Buffer): Pick<LogPosition, 'markBytes' | 'mark'> => ({
  markBytes: tail.length,
  mark: hash('sha256', tail, 'hex'),
})

/** The bytes before the place behind `bytes`, when `tail` stands before them. */
export function tailBehind(tail: Buffer, bytes: Buffer): Buffer {
  const kept = bytes.subarray(Math.max(0, bytes.length - maxMarkBytes))
  const more = maxMarkBytes - kept.length
  return Buffer.concat([tail.subarray(Math.max(0, tail.length - more)), kept])
}
