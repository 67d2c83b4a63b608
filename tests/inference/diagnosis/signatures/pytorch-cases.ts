import type { SignatureCase } from '../signature-case.ts'

const composed = 'composed from MPSAllocator.mm of PyTorch'

/** PyTorch on a Mac, and ComfyUI around it. */
export const pytorchCases: readonly SignatureCase[] = [
  {
    signature: 'pytorch-mps-oom',
    origin: 'recorded: usmankhalid-95/A6 readme.md',
    log: 'RuntimeError: MPS backend out of memory (MPS allocated: 9.04 GB, other allocations: 3.92 MB, max allowed: 9.07 GB). Tried to allocate 68.66 MB on private pool. Use PYTORCH_MPS_HIGH_WATERMARK_RATIO=0.0 to disable upper limit for memory allocations (may cause system failure).',
    twin: 'raise RuntimeError("MPS backend out of memory (MPS allocated: 9.04 GB, other allocations: 3.92 MB, max allowed: 9.07 GB). Tried to allocate 68.66 MB on private pool.")',
    facts: {
      allocatedBytes: 9_706_626_089,
      otherBytes: 4_110_418,
      maxAllowedBytes: 9_738_838_344,
      triedBytes: 71_995_228,
    },
  },
  {
    signature: 'pytorch-mps-oom',
    origin: `${composed}: newer units, a watermark of 0`,
    log: '!!! Exception during processing !!! MPS backend out of memory (MPS allocated: 20.50 GiB, other allocations: 512 bytes). Tried to allocate 1.00 GiB on shared pool.',
    twin: 'torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 1.00 GiB. GPU 0 has a total capacity of 23.64 GiB',
    facts: { allocatedBytes: 22_011_707_392, otherBytes: 512, triedBytes: 2 ** 30 },
  },
  {
    signature: 'pytorch-mps-oom',
    origin: 'composed from MPSAllocator.mm of PyTorch 1.13',
    log: 'RuntimeError: MPS backend out of memory (currently allocated: 5.00 GB, max allowed: 6.80 GB). Tried to allocate 2.00 GB on private pool.',
    twin: 'The message reads `MPS backend out of memory (currently allocated: 5.00 GB, max allowed: 6.80 GB)` then.',
    facts: { allocatedBytes: 5 * 2 ** 30, maxAllowedBytes: 7_301_444_403, triedBytes: 2 ** 31 },
  },
  {
    signature: 'pytorch-mps-oom-tried',
    origin: `${composed}: the second line of a message that a window has broken`,
    log: 'Tried to allocate 152.30 MB on private pool. Use PYTORCH_MPS_HIGH_WATERMARK_RATIO=0.0 to disable',
    twin: 'Tried to allocate 20.00 MiB (GPU 0; 8.00 GiB total capacity; 7.10 GiB already allocated)',
    facts: { triedBytes: 159_698_125 },
  },
  {
    signature: 'pytorch-mps-oom-headline',
    origin: 'composed: a page that leaves the figures away',
    log: 'RuntimeError: MPS backend out of memory (MPS allocated: ... GB, other allocations: ... GB, max allowed: ... GB)',
    twin: 'If you see RuntimeError: MPS backend out of memory, lower the batch size.',
  },
  {
    signature: 'pytorch-mps-oom-headline',
    origin: 'composed: the headline alone',
    log: 'Apple Silicon: RuntimeError: MPS backend out of memory',
    twin: '## RuntimeError: MPS backend out of memory',
  },
  {
    signature: 'pytorch-low-watermark',
    origin: composed,
    log: 'RuntimeError: invalid low watermark ratio 1.4',
    twin: '    # Solution for the "invalid low watermark ratio 1.4" error',
  },
  {
    signature: 'pytorch-high-watermark',
    origin: composed,
    log: 'RuntimeError: invalid high watermark ratio 2.5',
    twin: 'TORCH_CHECK(ratio >= 0.0 && ratio <= bound, "invalid high watermark ratio ", ratio);',
  },
  {
    signature: 'pytorch-buffer-too-large',
    origin: 'recorded: pytorch/pytorch#78042',
    log: 'RuntimeError: Invalid buffer size: 9.75 GB',
    twin: 'ValueError: Invalid buffer size: must be a power of two',
    facts: { triedBytes: 10_468_982_784 },
  },
  {
    signature: 'pytorch-gpu-out-of-memory',
    origin: 'recorded: pytorch/pytorch#125442, with the text of code 00000008',
    log: 'Error: command buffer exited with error status.\n\tThe Metal Performance Shaders operations encoded on it may not have completed.\n\tError: \n\t(null)\n\tInsufficient Memory (00000008:kIOGPUCommandBufferCallbackErrorOutOfMemory)\n\t<AGXG13XFamilyCommandBuffer: 0x3601ec380>',
    twin: 'Error: command buffer exited with error status.\n\tThe Metal Performance Shaders operations encoded on it may not have completed.\n\tError: \n\t(null)\n\tInternal Error (00000103:Internal Error)',
  },
  ...[
    ['pytorch-gpu-timeout', 'Caused GPU Timeout Error (00000002:', 'Timeout'],
    ['pytorch-gpu-hang', 'Caused GPU Hang Error (00000003:', 'Hang'],
    ['pytorch-gpu-interactivity', 'Impacting Interactivity (0000000e:', 'ImpactingInteractivity'],
    ['pytorch-gpu-victim', 'Discarded (victim of GPU error/recovery) (00000005:', 'InnocentVictim'],
    [
      'pytorch-gpu-ignored',
      'Ignored (for causing prior/excessive GPU errors) (00000004:',
      'SubmissionsIgnored',
    ],
  ].map(([signature = '', reason = '', name = '']): SignatureCase => ({
    signature,
    origin: 'composed: the text of Metal for this code, in the shape of pytorch/pytorch#125442',
    log: `Error: command buffer exited with error status.\n\tError: \n\t(null)\n\t${reason}kIOGPUCommandBufferCallbackError${name})`,
    twin: 'Error: command buffer exited with error status.\n\tError: \n\t(null)\n\tInternal Error (0000000e:Internal Error)',
  })),
  {
    signature: 'pytorch-mps-operator',
    origin: 'composed from MPSFallback.mm of PyTorch',
    log: "NotImplementedError: The operator 'aten::upsample_bicubic2d.out' is not currently implemented for the MPS device. If you want this op to be added in priority …",
    twin: 'warnings.filterwarnings("ignore", message="The operator \'aten::x\' is not currently supported on the MPS backend")',
  },
  {
    signature: 'pytorch-mps-fallback',
    origin: 'composed from MPSFallback.mm of PyTorch',
    log: "/opt/env/lib/python3.11/site-packages/torch/autograd/__init__.py:204: UserWarning: The operator 'aten::sgn.out' is not currently supported on the MPS backend and will fall back to run on the CPU. This may have performance implications.",
    twin: 'UserWarning: Some operators will fall back to run on the CPU.',
  },
  {
    signature: 'pytorch-mps-unsupported',
    origin: 'recorded: porterjw/ComfyUICustom comfyui.log',
    log: 'RuntimeError: Conv3D is not supported on MPS',
    twin: 'WARNING: xformers is not supported on MPS, skipped',
  },
  {
    signature: 'pytorch-mps-does-not-support',
    origin: 'composed from OperationUtils.mm of PyTorch',
    log: 'TypeError: Trying to convert Float8_e4m3fn to the MPS backend but it does not have support for that dtype.',
    twin: '- Trying to convert Float8_e4m3fn to the MPS backend but it does not have support for that dtype.',
  },
  {
    signature: 'pytorch-mps-does-not-support',
    origin: 'composed from Copy.mm of PyTorch',
    log: "TypeError: Cannot convert a MPS Tensor to float64 dtype as the MPS framework doesn't support float64. Please use float32 instead.",
    twin: "Note that MPS doesn't support float64.",
  },
  {
    signature: 'pytorch-mps-array-too-long',
    origin: 'recorded: pytorch/pytorch#143859, its path shortened',
    log: "/AppleInternal/Sources/MetalPerformanceShaders/MPSCore/Types/MPSNDArray.mm:850: failed assertion `[MPSNDArray initWithDevice:descriptor:isTextureBacked:] Error: total bytes of NDArray > 2**32'",
    twin: 'MPSNDArray.mm:130: failed assertion `[MPSNDArrayDescriptor sliceDimension:withSubrange:] error: subRange.start (8192) is not less than length of dimension[1] (512)',
  },
  {
    signature: 'pytorch-metal-function-missing',
    origin: "composed from Metal's own text (inference-logs.md §7.3)",
    log: 'RuntimeError: Function fused_rope was not found in the library',
    twin: 'Function fused_rope was not found in the library of our examples',
  },
  {
    signature: 'pytorch-without-mps',
    origin: 'composed from the device checks of PyTorch',
    log: 'RuntimeError: PyTorch is not linked with support for mps devices',
    twin: 'AssertionError: Torch not compiled with CUDA enabled',
  },
  {
    signature: 'comfyui-on-cpu',
    origin: 'composed from model_management.py of ComfyUI',
    log: 'Set vram state to: DISABLED\nDevice: cpu',
    twin: 'Set vram state to: SHARED\nDevice: mps',
  },
  {
    signature: 'metal-buffer-assertion',
    origin: 'recorded: djphoenix/MoneroKit#10',
    log: "-[MTLDebugDevice validateNewBufferArgs:options:]:366: failed assertion newBufferWith*:length 0x20000000 must not exceed 256 MB.'",
    twin: "-[MTLDebugDevice validateNewBufferArgs:options:]:365: failed assertion `Cannot create buffer of zero length.'",
    facts: { triedBytes: 2 ** 29, maxBufferBytes: 2 ** 28 },
  },
]
