import type { FindingId, ServerId } from './ids.ts'
import type { LogFacts } from './log-facts.ts'
import { printable } from './printable.ts'

/**
 * What can be found wrong. Of a log: Metal refused a buffer; the GPU could not make what was granted resident; one MLX array
 * beyond the largest buffer; PyTorch's own limit; memory that a program or the system did not give, before or beside the GPU;
 * a process ended by SIGKILL; a watchdog of the GPU; the GPU was reset, and this work lost with it or not taken any more; the
 * context is full; a file and a program that do not go together; no file of a model; a kernel or a library of Metal that is
 * missing; work on the CPU; an Intel build on Apple silicon. Of the machine as it is (`gpu-flat`: a model generates and the GPU
 * does nothing; `slow-generation`: far below what the memory's bandwidth allows; `gpu-held`: other programs hold the GPU's
 * memory).
 */
export type FindingClass =
  | 'metal-alloc-failed'
  | 'metal-oom-mid-generation'
  | 'mlx-alloc-too-large'
  | 'mps-oom'
  | 'system-memory-refused'
  | 'killed-by-system'
  | 'gpu-timeout'
  | 'gpu-reset'
  | 'context-full'
  | 'gguf-incompatible'
  | 'model-missing'
  | 'metal-unsupported-op'
  | 'cpu-fallback'
  | 'rosetta'
  | 'gpu-flat'
  | 'slow-generation'
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
  /** null: it was read from standard input. */
  readonly path: string | null
  /** From 1; null where the lines above it were not read. */
  readonly lineNumber: number | null
  /** As printed, without colours, cut at its 500th character. Lines that carry prompts are never findings. */
  readonly line: string
}

/** As much of a line as is shown. */
const maxLineLength = 500

export const printedLine = (printed: string): string => printable(printed.trim().replaceAll('\t', '  '), maxLineLength)
