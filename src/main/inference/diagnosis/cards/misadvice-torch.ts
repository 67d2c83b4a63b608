import type { Misadvice } from '../../../../shared/finding.ts'

export const watermarkZero: Misadvice = {
  advice: 'Set PYTORCH_MPS_HIGH_WATERMARK_RATIO=0.0',
  why: 'It does not mean 80 %: 0.0 removes the limit and adds no memory. The default of 1.7 times the recommended size is already more than the RAM. Without a limit the Mac swaps until it freezes or panics, or Metal fails the command instead of a clean error.',
}

export const highAlone: Misadvice = {
  advice: 'Set PYTORCH_MPS_HIGH_WATERMARK_RATIO=0.8 alone',
  why: 'The low watermark is 1.4 by default and must not be above the high one: PyTorch stops with "invalid low watermark ratio". Set both.',
}

export const memoryLimitMb: Misadvice = {
  advice: 'Set PYTORCH_MPS_MEMORY_LIMIT_MB',
  why: 'There is no such variable: it was found in no source. PyTorch knows PYTORCH_MPS_HIGH_WATERMARK_RATIO, PYTORCH_MPS_LOW_WATERMARK_RATIO and torch.mps.set_per_process_memory_fraction.',
}

export const restartPython: Misadvice = {
  advice: 'It is fragmentation: restart Python',
  why: 'The figures of this message say otherwise: what was asked for is more than what the limit left. PyTorch has dropped its cached buffers before it gives up, so a restart helps only by dropping what is in use.',
}

export const raiseMpsLimit: Misadvice = {
  advice: 'Raise the limit of MPS',
  why: 'By the figures of this message the limit still had room: it did not refuse this, and a higher one changes nothing.',
}

export const gpuTab: Misadvice = {
  advice: 'See the memory of the GPU in the GPU tab of Activity Monitor',
  why: 'It shows use and time of the GPU, no memory. The Metal memory of a process is within its Memory column.',
}

export const lowVram: Misadvice = {
  advice: 'Start ComfyUI with --lowvram',
  why: 'On a Mac RAM and GPU memory are one. There is nowhere else to move the weights to: it saves nothing.',
}

export const fallbackForType: Misadvice = {
  advice: 'Set PYTORCH_ENABLE_MPS_FALLBACK=1',
  why: 'It moves operations that Metal does not have to the CPU. A type of numbers that Metal does not have is no operation.',
}
