import type { AppId, Pid, ServerId } from './ids.ts'

/**
 * What a memory figure counts. `rss`: resident pages, shared ones counted for each that maps them; `pss`: shared ones
 * divided among those; `footprint`: what macOS charges a process for, compressed and swapped pages and GPU memory
 * included, mapped files left out; `mixed`: a sum of several kinds.
 */
export type MemoryKind = ProcessMemoryKind | 'mixed'
export type ProcessMemoryKind = 'rss' | 'pss' | 'footprint'

/** What a small picture beside an app's name stands for. */
export type IconName =
  'app' | 'background' | 'system' | 'terminal' | 'engine' | 'virtual-machine' | 'container'

/** What a person quits. memoryBytes = the sum of its processes. */
export interface App {
  readonly id: AppId
  readonly name: string
  readonly kind: 'app' | 'virtual-machine' | 'container'
  /** What its name does not tell: `Docker container 3f2a91c0b7de`, `virtual machine`. */
  readonly detail: string | null
  readonly isHeadroom: boolean
  readonly memoryBytes: number
  readonly memoryKind: MemoryKind
  /** macOS: `com.google.Chrome`; null where it has none, or is not known. */
  readonly bundleId: string | null
  readonly iconName: IconName
  /** Of the GPU's time; several apps can add to more than the GPU's own figure. null where it is not told. */
  readonly gpuRatio: number | null
  /** Whether it may hold unsaved work in a window; null where that is not known. */
  readonly hasWindows: boolean | null
  readonly isFront: boolean
  /** For how long it has not been in front, as far as that was watched; 0 where it is; null where it is not known. */
  readonly unusedMs: number | null
  /** All of its processes are of the user that Headroom runs as; null where that is not told. */
  readonly isOwn: boolean | null
  /** What else ends with it, in words: `its virtual machine and every container in it`; null for nothing. */
  readonly quitEnds: string | null
  /** Over the last minutes, of resident memory or footprint; null until it was watched for half a minute. */
  readonly growthBytesPerMinute: number | null
  readonly quit: QuitWay
  /** Servers of which a process is one of its own, be it a worker of theirs (`VLLM::EngineCore`); missing where there is none. */
  readonly serves?: readonly ServerId[]
  readonly startedAtMs: number
  readonly processes: readonly AppProcess[]
}

/**
 * Whether it can be asked to quit. `isSafe`: the click is the confirmation (design §2), and `risk` is null; else `risk` says in
 * clauses of its own what may be lost, to be confirmed where it is pressed: `it may hold unsaved work, and it serves gemma3`.
 * `none`: not by Headroom, for the reason given: `it is another user's`.
 */
export type QuitWay =
  | { readonly kind: 'ask'; readonly isSafe: boolean; readonly risk: string | null }
  | { readonly kind: 'none'; readonly reason: string }

export interface AppProcess {
  readonly pid: Pid
  readonly name: string
  readonly memoryBytes: number
  readonly memoryKind: ProcessMemoryKind
  readonly startedAtMs: number
  /** An Intel program under Rosetta: for it Metal is another, slower device. null where it is not told. */
  readonly isTranslated: boolean | null
}
