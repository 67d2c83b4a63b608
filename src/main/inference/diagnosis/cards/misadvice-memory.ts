import type { Misadvice } from '../../../../shared/finding.ts'

/** What pages and threads say of memory, and why it does not help (inference-logs.md §7, and the pages that people land on). */

export const statusFive: Misadvice = {
  advice: 'Status 5 means out of memory',
  why: 'Status 5 only says that a command on the GPU failed. The reason stands in the next line: Insufficient Memory, GPU Timeout, Impacting Interactivity, or Innocent Victim, which is the fault of another program.',
}

export const twoThirds: Misadvice = {
  advice: 'macOS limits each process to 67 % of the RAM',
  why: 'The limit is on what the GPU may have resident, not on a process, and its share depends on the RAM and on macOS (67 to 91 %). It is no wall: more is granted, and fails later. Two programs can each believe they have all of it.',
}

export const seventyThirty: Misadvice = {
  advice: 'Budget 70 % of the RAM for the model and 30 % for the system',
  why: 'A fixed share is too little on a small Mac and wasted on a large one. Take the limit that Metal states, less what others hold, less a tenth of it.',
}

export const quitBrowser: Misadvice = {
  advice: 'Quit Chrome, Xcode and Slack to free 4 to 8 GB',
  why: 'Nobody measured these figures. Quitting apps frees RAM, some of it compressed already, and never raises the limit of the GPU.',
}

export const displays: Misadvice = {
  advice: 'Unplug external displays, or change the GPU policy',
  why: 'The pictures of a display take less than 0.3 GB, also at 6K. Automatic graphics switching is only on Intel Macs with two GPUs.',
}

export const rightUpLimit: Misadvice = {
  advice: 'Set iogpu.wired_limit_mb to nearly all of the RAM',
  why: 'It takes the memory from the rest of the system, which then swaps, freezes or panics. At least 8 GB or a quarter of the RAM must stay, and on most Macs the default limit leaves little more than that.',
}

export const fewerLayersFree: Misadvice = {
  advice: 'Lower -ngl to save memory',
  why: 'On Apple silicon the layers on the CPU take the same RAM. It only lowers what the GPU must hold, and makes the model much slower.',
}

export const kvDoubles: Misadvice = {
  advice: 'A context of 32k doubles the memory of a 32B model',
  why: 'The cache grows with the context, but with grouped heads 32k tokens add about 43 % to a 32B model in 4 bits, and 23 % with the cache in 8 bits.',
}

export const switchEngine: Misadvice = {
  advice: 'Change from MLX to llama.cpp, or the other way',
  why: 'The limit is the same for both. llama.cpp takes its cache at load, MLX while it runs: one fails sooner, the other later. What helps is to end the first engine before the second starts.',
}

export const freeMibLine: Misadvice = {
  advice: 'The log says N MiB free, so there is room',
  why: 'That figure is the limit less what this one process holds. It knows nothing of other programs, nor of free RAM.',
}

export const mlxMemoryLimit: Misadvice = {
  advice: 'Call mx.metal.set_memory_limit and mx.metal.set_cache_limit(0)',
  why: 'They are mx.set_memory_limit and mx.set_cache_limit since MLX 0.24.1. The first is a guideline, by default already 1.5 times the recommended size; the second gives freed buffers back at once, which helps other programs, and limits nothing that is in use.',
}

export const mlxMaxKv: Misadvice = {
  advice: 'Start mlx_lm with --max-kv-size to cap the memory',
  why: 'Only mlx_lm.generate and mlx_lm.chat have it, not mlx_lm.server. It forgets the middle of the conversation, models with a cache of their own ignore it, and weights and prompt reading are not touched.',
}

export const mlxString: Misadvice = {
  advice: 'Search for "[METAL] Metal Allocator: out of memory" or "MLX: Memory pressure detected"',
  why: 'Neither is printed by MLX or mlx-lm. What MLX prints is [metal::malloc] Attempting to allocate, [malloc] Unable to allocate, Resource limit exceeded, or Command buffer execution failed, and each has its own remedy.',
}

export const ggmlString: Misadvice = {
  advice: 'Search for "ggml_metal_init: failed to allocate buffer"',
  why: 'llama.cpp prints it as ggml_metal_buffer_init since September 2025, and as ggml_backend_metal_buffer_type_alloc_buffer before. The size in that line decides: a tiny one is no shortage.',
}

export const freeMoreMemory: Misadvice = {
  advice: 'Free memory, or use a smaller model',
  why: 'A buffer this small is not refused for want of memory. The program may not use the GPU, and will not, however much is free.',
}

export const oneArrayMemory: Misadvice = {
  advice: 'Free memory, raise the memory limit of MLX, or raise iogpu.wired_limit_mb',
  why: 'The limit of one buffer is about three quarters of the default GPU limit, whatever is free, and it did not follow iogpu.wired_limit_mb where both were seen. Only a smaller array helps.',
}
