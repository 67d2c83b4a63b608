import type { Misadvice } from '../../../../shared/finding.ts'

export const makeMetal: Misadvice = {
  advice: 'Build with LLAMA_METAL=1 make',
  why: 'The Makefile is gone: it only prints an error. CMake builds with Metal by default on a Mac; its option is GGML_METAL now.',
}

export const nglOne: Misadvice = {
  advice: 'Metal needs -ngl 1, or -ngl 99',
  why: 'That was so in 2023. Today all layers that fit go to the GPU by default; a number larger than the layers does no harm, and -ngl 0 is the CPU.',
}

export const oldNames: Misadvice = {
  advice: 'Run ./main -m with the model',
  why: 'main is llama-cli and server is llama-server since June 2024. Since December 2025 llama-cli is a chat; for scripts there is llama-completion.',
}

export const ollamaGpuVariables: Misadvice = {
  advice: 'Set OLLAMA_NUM_GPU or OLLAMA_MAX_VRAM',
  why: 'Ollama knows neither. There is the num_gpu option of a model, and OLLAMA_GPU_OVERHEAD for memory to leave free.',
}

export const powermetrics: Misadvice = {
  advice: 'Run sudo powermetrics --samplers gpu_power to see the memory of the GPU',
  why: 'It prints power, clock and use, no memory, and needs root. The memory can be read without it, as Headroom does.',
}

export const fileWhich: Misadvice = {
  advice: 'file $(which ollama) must print arm64',
  why: 'which may name a link, and a program for both prints x86_64 and arm64 and is fine. Only x86_64 alone proves it, of the process that computes: since 0.30 that is the llama-server which Ollama starts.',
}

export const belowBandwidth: Misadvice = {
  advice: 'Fewer tokens per second than the bandwidth allows means that Metal is not used',
  why: 'It is a hint, no proof. Swap, heat, low-power mode, a second user of the GPU, a long context or a very small model do the same; and the CPU reaches a good part of it too, as it shares the memory.',
}

export const memoryPressure: Misadvice = {
  advice: 'Run sudo memory_pressure -l warn to see the state',
  why: 'Never: it creates pressure, by taking memory until that level is reached. sysctl kern.memorystatus_vm_pressure_level only reads it.',
}

export const activityFlat: Misadvice = {
  advice: 'A flat GPU History proves that it runs on the CPU',
  why: 'Only while it generates: before that it may still load, or wait. The log proves it: offloaded N/M layers, and using device MTL0.',
}

export const exit137: Misadvice = {
  advice: 'Killed, or exit code 137, means that macOS ran out of memory',
  why: 'It only says SIGKILL. Force Quit, a supervisor, kill -9, a container at its own limit, and Ollama with its own runner send the same. A JetsamEvent report is the only proof.',
}

export const largestProcess: Misadvice = {
  advice: 'The largestProcess of the report is the one that was killed',
  why: 'Often it is not. The one with a reason is: per-process-limit, vm-pageshortage or vm-compressor-space-shortage.',
}

export const timeoutMemory: Misadvice = {
  advice: 'Free memory, or raise the GPU limit',
  why: 'A watchdog ended this for its length, not for its size.',
}

export const resetMemory: Misadvice = {
  advice: 'Free memory, or raise the GPU limit',
  why: 'The GPU was reset for a fault, not for memory: a command that lacks memory says Insufficient Memory.',
}

export const harmlessLines: Misadvice = {
  advice: 'skipping kernel (not supported), or default.metallib not found, is the cause',
  why: 'Both are harmless: llama.cpp skips kernels that this GPU does not need, and compiles its library from source where none is packed.',
}

export const tensorInMetal: Misadvice = {
  advice: 'Search for "tensor not found in metal library"',
  why: 'Nothing prints it. A kernel that is missing reads Function X was not found in the library, or Unable to load kernel X; a tensor that is missing reads missing tensor, and is of the file.',
}

export const noMetalDevice: Misadvice = {
  advice: 'Search for "no Metal device"',
  why: 'llama.cpp prints no usable GPU found, or failed to initialize Metal backend; Ollama no compatible GPUs were discovered. The usual causes are a sandbox, a VM or container, and a session without a screen.',
}

export const unknownGguf: Misadvice = {
  advice: 'Search for "unknown GGUF version"',
  why: 'Readers made with Candle print it, llama.cpp does not: it prints bad GGUF version, or names the version of the file and the one that it supports.',
}

export const convertName: Misadvice = {
  advice: 'Convert it with convert-hf-to-gguf.py, or convert.py',
  why: 'It is convert_hf_to_gguf.py since July 2024; convert.py is now examples/convert_legacy_llama.py, for old models only.',
}

export const numCtxOpenAi: Misadvice = {
  advice: "Send num_ctx with the request to Ollama's OpenAI address",
  why: 'That address ignores it. Set it in the Modelfile, or OLLAMA_CONTEXT_LENGTH for all models.',
}

export const ollamaSystemMemory: Misadvice = {
  advice: 'Ollama on this Mac says that the model requires more system memory',
  why: 'Ollama leaves that check out on macOS, in every version that was read. Where the sentence stands, it comes from Ollama in Docker or on another machine: its memory is the one that is short.',
}
