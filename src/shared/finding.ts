import type { FindingId, ServerId } from './ids.ts'
import type { LogFacts } from './log-facts.ts'
import { printable } from './printable.ts'

/** What can be found wrong: in a log, and, the last three, on the machine as it is. */
export type FindingClass =
  /** Metal refused a buffer. */
  | 'metal-alloc-failed'
  /** The GPU could not hold at once what it had been granted. */
  | 'metal-oom-mid-generation'
  /** One MLX array is beyond the largest buffer. */
  | 'mlx-alloc-too-large'
  /** PyTorch did not get memory on the GPU, mostly by its own limit. */
  | 'mps-oom'
  /** A program or the system did not give memory, before or beside the GPU. */
  | 'system-memory-refused'
  /** A process was ended by SIGKILL. */
  | 'killed-by-system'
  /** A watchdog of the GPU ended a command. */
  | 'gpu-timeout'
  /** The GPU was reset, and this work lost with it, or is not taken any more. */
  | 'gpu-reset'
  | 'context-full'
  /** A file and a program do not go together. */
  | 'gguf-incompatible'
  /** There is no file of a model. */
  | 'model-missing'
  /** A kernel or a library of Metal is missing. */
  | 'metal-unsupported-op'
  /** The CPU does work that the GPU could do. */
  | 'cpu-fallback'
  /** An Intel build on Apple silicon. */
  | 'rosetta'
  /** A model generates and the GPU does nothing. */
  | 'gpu-flat'
  /** Far below what the bandwidth of the memory allows. */
  | 'slow-generation'
  /** Other programs hold the memory of the GPU. */
  | 'gpu-held'

/** Whose message it is: the engine, or the program around it that has words of its own. */
export type LogProgram =
  | 'llama.cpp'
  | 'llama-cpp-python'
  | 'ollama'
  | 'whisper.cpp'
  | 'mlx'
  | 'mlx-lm'
  | 'vllm-mlx'
  | 'omlx'
  | 'exo'
  | 'pytorch'
  | 'comfyui'
  | 'lm-studio'
  | 'koboldcpp'
  | 'localai'
  | 'jan'
  | 'vllm'
  | 'candle'
  | 'python'
  | 'shell'

/** One thing to do; the best first. */
export interface Fix {
  readonly text: string
  /** The exact flag, variable or command for this program; null where there is none. */
  readonly command: string | null
  /** What it takes away: `answers lose a little quality`; null where it costs nothing. */
  readonly costs: string | null
}

/** Advice that people find for this, and why it does not help here. */
export interface Misadvice {
  readonly advice: string
  readonly why: string
}

/** What a finding means for whoever has it. */
export interface Card {
  /** Where the title of its class would mislead. */
  readonly title?: string
  /** What happened, with the numbers of this case. */
  readonly sentence: string
  readonly cause: string
  readonly fixes: readonly Fix[]
  readonly misadvice: readonly Misadvice[]
}

/** Something that is wrong, or has failed. */
export interface Finding extends Card {
  readonly id: FindingId
  readonly class: FindingClass
  /** Which message or sign it was known by: `ggml-metal-buffer-refused`. */
  readonly signature: string
  /** As people call it; null where nothing tells. */
  readonly program: string | null
  readonly serverId: ServerId | null
  /** Where it stands; null for what the machine shows as it is. */
  readonly place: LogPlace | null
  readonly facts: LogFacts
  /** When it happened, or was seen first; null where neither is known. */
  readonly atMs: number | null
  /** When it came last. */
  readonly lastAtMs: number | null
  /** How often it has come since the first time. */
  readonly count: number
}

/** A line of a log. */
export interface LogPlace {
  readonly path: string
  /** From 1; null where the lines above it were not read. */
  readonly lineNumber: number | null
  /** As printed, without colours, cut at its 500th character. What a command line gives as its prompt is left out. */
  readonly line: string
}

/** As much of a line as is shown. */
const maxLineLength = 500

/** A line of a log as it may be shown: its tabs are blanks. */
export const printedLine = (printed: string): string =>
  printable(printed.trim().replaceAll('\t', '  '), maxLineLength)
