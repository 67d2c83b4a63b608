import type { FindingClass, LogProgram } from '../../../../shared/finding.ts'
import type { ModelId, ServerId } from '../../../../shared/ids.ts'
import type { LogFacts } from '../../../../shared/log-facts.ts'
import type { Snapshot } from '../../../../shared/snapshot.ts'

type Parts =
  | 'atMs'
  | 'machine'
  | 'room'
  | 'limit'
  | 'gpu'
  | 'swap'
  | 'thermal'
  | 'battery'
  | 'apps'
  | 'servers'
  | 'models'

/** What one tick shows of the machine. */
export interface LiveMoment extends Pick<Snapshot, Parts> {
  readonly isMac: boolean
  /** What the log of each server states of what it has loaded now; empty where no log is read. */
  readonly logFacts: ReadonlyMap<ServerId, LogFacts>
}

/** Something wrong that no log has to say. */
export interface LiveSign {
  readonly class: FindingClass
  /** `live-gpu-flat` */
  readonly signature: string
  /** What is seen, with its figures. */
  readonly sentence: string
  readonly facts: LogFacts
  readonly serverId: ServerId | null
  /** The model that it is about: a server may have several. null where it is about none alone. */
  readonly modelId: ModelId | null
  /** What the user runs: Ollama around its llama-server. */
  readonly program: LogProgram | null
  /** Since when it is so. */
  readonly sinceMs: number
}

/** A sign before it has held for long enough. */
export type LiveClaim = Omit<LiveSign, 'sinceMs'>

/** Watches for one sign, a moment after the other. */
export type WatchSign = (moment: LiveMoment) => readonly LiveSign[]
