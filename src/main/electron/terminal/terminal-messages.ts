import * as z from 'zod/mini'

import { terminalSignals } from '../../host/terminal-signals.ts'

/** A piece of a terminal's bytes, either way; longer ones are cut. */
export const pieceBytes = 64 * 2 ** 10
/** So much may be on its way, and not taken yet: then the program in the terminal waits. */
export const windowBytes = 4 * pieceBytes

const maxTextLength = 2 ** 20
const maxWords = 10_000

const id = z.int()
const count = z.int()
const size = z.int().check(z.gte(0), z.lte(65_535))
const text = z.string().check(z.maxLength(maxTextLength))
const bytes = z.instanceof(Uint8Array).check(z.refine(({ length }) => length <= pieceBytes))

const command = z.strictObject({
  argv: z.tuple([text], text).check(z.refine((words) => words.length <= maxWords)),
  cwd: text,
  env: z.record(text, text),
  columns: size,
  rows: size,
})

/** To the process that holds the terminals. Each terminal has an id, given by whoever asks for it. */
const toTerminals = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('probe'), id }),
  z.strictObject({ kind: z.literal('open'), id, command }),
  z.strictObject({ kind: z.literal('write'), id, bytes }),
  /** Of what was told, so many bytes were taken. */
  z.strictObject({ kind: z.literal('taken'), id, count }),
  z.strictObject({ kind: z.literal('resize'), id, columns: size, rows: size }),
  z.strictObject({ kind: z.literal('signal'), id, name: z.enum(terminalSignals) }),
])
export type ToTerminals = z.infer<typeof toTerminals>

const fromTerminals = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('probed'), id }),
  z.strictObject({ kind: z.literal('opened'), id, pid: z.int(), path: text }),
  z.strictObject({ kind: z.literal('refused'), id, isAbsent: z.boolean(), reason: text }),
  z.strictObject({ kind: z.literal('bytes'), id, bytes }),
  /** The last piece has been taken by the terminal. */
  z.strictObject({ kind: z.literal('written'), id }),
  z.strictObject({ kind: z.literal('ended'), id, exitCode: z.int(), signal: z.nullable(z.int()) }),
])
export type FromTerminals = z.infer<typeof fromTerminals>

/** null: of another Headroom, or of nobody's. */
export function admitToTerminals(message: unknown): ToTerminals | null {
  const read = toTerminals.safeParse(message)
  return read.success ? read.data : null
}

export function admitFromTerminals(message: unknown): FromTerminals | null {
  const read = fromTerminals.safeParse(message)
  return read.success ? read.data : null
}

/** Copies, one after the other: of a view all that it looks at would be sent. */
export function piecesOf(all: Uint8Array): readonly Uint8Array<ArrayBuffer>[] {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  for (let at = 0; at < all.length; at += pieceBytes)
    pieces.push(new Uint8Array(all.subarray(at, at + pieceBytes)))
  return pieces
}
