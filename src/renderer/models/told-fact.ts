import type { FactOrigin, SizeOrigin } from '../../shared/server.ts'
import type { inventory } from '../words/en/inventory.ts'

export type FactName = keyof typeof inventory.of
export type OriginName = keyof typeof inventory.origin

/** A fact as it is shown: what, how much, and who says so. */
export interface ToldFact {
  readonly name: FactName
  /** null: it is not told. */
  readonly value: string | null
  /** null: nobody has said how it came to us, as in an older recording. */
  readonly origin: OriginName | null
  /** Foreign text, which may be long, and is shown as it is. */
  readonly isForeign?: boolean
}

/** A size has words of its own for where it comes from. */
export const originOfSize: Readonly<Record<SizeOrigin, OriginName>> = {
  reported: 'reported',
  log: 'log',
  argv: 'file',
  estimated: 'estimated',
  process: 'process',
}

export const originOf = (origin: FactOrigin | undefined): OriginName | null => origin ?? null
