/** What Headroom keeps about its user, by kind. Keys of servers can be forgotten, and are never exported. */
export const dataKinds = [
  'settings',
  'acts',
  'visits',
  'snoozes',
  'history',
  'learnt',
  'flight',
  'black-boxes',
  'log-positions',
  'model-list',
  'run-logs',
  'server-keys',
] as const
export type DataKind = (typeof dataKinds)[number]

/** What there is of it. */
export interface OwnDataPart {
  readonly kind: DataKind
  /** On the disk; of a `history` that cannot be kept there in memory; 0: there is none. */
  readonly bytes: number
}

export interface OwnData {
  readonly schema: 'headroom/own-data/1'
  readonly parts: readonly OwnDataPart[]
}

export interface ForgetInput {
  readonly kinds: readonly DataKind[]
  /** It cannot be had back, and whoever asks knows. */
  readonly isConfirmed: boolean
}

/**
 * All of it but the keys, as texts, for whoever takes it along; `contents.json` names each, and those that are not contained: logs
 * of runs, and what is too large.
 */
export interface OwnDataExport {
  readonly schema: 'headroom/export/1'
  readonly atMs: number
  readonly files: readonly { readonly name: string; readonly text: string }[]
}
