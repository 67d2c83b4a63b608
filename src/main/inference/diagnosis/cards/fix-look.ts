import type { Fix } from '../../../../shared/finding.ts'
import type { Case } from '../case.ts'
import { fix } from './fix.ts'
import { isUntold } from './program-words.ts'
import { isLlamaBefore } from './versions.ts'

/** llama.cpp#23021 of 2026-05-14: from then on sizes are printed at level 4 only. */
const firstQuietBuild = 9_151

/** Only a report proves a kill by the system (inference-logs.md §8). */
export const lookForJetsam: Fix = fix(
  'Look for a JetsamEvent report of that minute: the process in it that has a reason was ended by the system; without one it was someone else',
  'ls -lt /Library/Logs/DiagnosticReports/JetsamEvent-*.ips',
)

/** Where a line of the kernel has named it already. */
export const readJetsam: Fix = fix(
  'Read the JetsamEvent report of that minute: it tells the reason, and how much memory each process held',
  'ls -lt /Library/Logs/DiagnosticReports/JetsamEvent-*.ips',
)

/** The same of Linux: its kernel writes what it has ended. */
export const lookForOomKill: Fix = fix(
  'Look for the program in the log of the kernel: without a line of that minute it was someone else',
  `journalctl -k --since '1 hour ago' | grep -i 'killed process'`,
)

export const lookForGpuReset: Fix = fix(
  'Look for a gpuEvent report of that minute: its name and restart_reason_desc tell whom the system blames',
  'ls -lt /Library/Logs/DiagnosticReports/gpuEvent-*.ips',
)

export const askDoctor: Fix = fix(
  'See which of these reports Headroom can read on this Mac',
  'headroom doctor',
)

export const showMps: Fix = fix(
  'See whether this PyTorch has Metal',
  'python3 -c "import torch; print(torch.backends.mps.is_available())"',
)

/** The lines that prove where layers are. */
export function showLayers(one: Case): Fix {
  if (one.program === 'llama.cpp' && isLlamaBefore(one, firstQuietBuild))
    return fix('Look in its log for offloaded N/M layers to GPU: N of 0 is the CPU')
  switch (one.program) {
    case 'llama.cpp':
      return fix(
        'Let its log tell, on which it is silent since b9151: offloaded N/M layers to GPU and using device MTL0 prove the GPU',
        '-lv 4',
      )
    case 'ollama':
      return fix('See how much of each model is on the GPU', 'ollama ps')
    case 'pytorch':
    case 'comfyui':
      return showMps
    case 'mlx':
    case 'mlx-lm':
    case 'vllm-mlx':
    case 'omlx':
    case 'exo':
      return fix(
        'See which device MLX takes',
        'python3 -c "import mlx.core as mx; print(mx.default_device())"',
      )
    case null:
    case 'shell':
    case 'python':
    case 'candle':
    case 'llama-cpp-python':
    case 'whisper.cpp':
    case 'lm-studio':
    case 'koboldcpp':
    case 'localai':
    case 'jan':
    case 'vllm':
      return lookInLog(one)
  }
}

const lookInLog = (one: Case): Fix =>
  isUntold(one)
    ? fix(
        'Look in the log of its engine: llama.cpp prints offloaded N/M layers to GPU and using device MTL0',
      )
    : fix(
        'Look in its log for offloaded N/M layers to GPU and using device MTL0: they prove the GPU',
      )

/** What is missing for a better answer next time; null where the log has it, or cannot have it. */
export function showSizes(one: Case): Fix | null {
  if (one.program !== 'llama.cpp' || one.facts.gpuKvBytes !== undefined) return null
  if (isLlamaBefore(one, firstQuietBuild)) return null
  return fix(
    'Let its log tell the sizes, which it keeps to itself since b9151: with them a context that fits can be computed',
    '-lv 4 --log-file /tmp/llama-server.log',
  )
}

/** Which architecture a process has. */
export const showRosetta: Fix = fix(
  'See whether this shell is translated: 1 is Rosetta, 0 is native; each program that it starts may be too',
  'sysctl -n sysctl.proc_translated',
)

export const showPython: Fix = fix(
  'See whether the Python is for Intel: x86_64 alone is, arm64 among others is not',
  'file -L "$(which python3)"',
)
