import type { FindingClass } from '../../../../shared/finding.ts'
import type { MessageForm } from '../../logs/message-form.ts'
import { countIn, known, sizeIn } from '../../logs/figures.ts'
import { consequence, formsOf, symptom } from '../../logs/forms/form.ts'
import { raised, sentence, sentenceAnywhere } from './sentence.ts'

const form = formsOf('pytorch')

const size = String.raw`(\d+(?:[.,]\d+)?) ?(bytes|[KMGT]i?B)`
/** What pages write in the place of a figure. */
const hole = String.raw`(?:\.{3}|…|[XN](?:\.X+)?|<\w+>) ?[KMGT]i?B`

/** PyTorch divides by 1024 and said KB, MB, GB; newer versions say KiB, MiB, GiB (inference-logs.md §3). */
const torchSize = (figure: string | undefined, unit: string | undefined): number | null =>
  sizeIn(figure, unit, 'binary')

// RuntimeError: MPS backend out of memory (MPS allocated: 17.01 GB, other allocations: 1.07 GB, max allowed: 18.13 GB).
//   Tried to allocate 152.30 MB on private pool. Use PYTORCH_MPS_HIGH_WATERMARK_RATIO=0.0 to disable upper limit …
// RuntimeError: MPS backend out of memory (currently allocated: 5.02 GB, max allowed: 6.80 GB). …   (torch 1.13)
/** Memory that PyTorch did not get on a Mac (ATen/mps/MPSAllocator.mm). */
const memory: readonly MessageForm[] = [
  form(
    'pytorch-mps-oom',
    'MPS backend out of memory (',
    sentenceAnywhere(
      String.raw`MPS backend out of memory \((?:MPS|currently) allocated: ${size}(?:, other allocations: ${size})?(?:, max allowed: ${size})?\)\.?(?: +Tried to allocate ${size})?`,
    ),
    ([, held, heldUnit, other, otherUnit, allowed, allowedUnit, tried, triedUnit]) =>
      symptom(
        'mps-oom',
        known({
          allocatedBytes: torchSize(held, heldUnit),
          otherBytes: torchSize(other, otherUnit),
          maxAllowedBytes: torchSize(allowed, allowedUnit),
          triedBytes: torchSize(tried, triedUnit),
        }),
      ),
  ),
  form(
    'pytorch-mps-oom-tried', // where a terminal or a window has broken the line
    'Tried to allocate ',
    new RegExp(String.raw`^Tried to allocate ${size} on (?:private|shared) pool`),
    ([, tried, unit]) => consequence('mps-oom', known({ triedBytes: torchSize(tried, unit) })),
  ),
  form(
    'pytorch-mps-oom-headline', // as pages quote it: a whole line, with holes or nothing in the place of the figures
    'MPS backend out of memory',
    new RegExp(
      String.raw`^(?:[A-Z]\w*(?: [A-Z]\w*){0,2}: )?(?:\w+\.)*\w*(?:Error|Exception): MPS backend out of memory(?: \((?:MPS|currently) allocated: ${hole}(?:, other allocations: ${hole})?(?:, max allowed: ${hole})?\))?\.?(?: Tried to allocate ${hole}.*)?$`,
    ),
    () => symptom('mps-oom'),
  ),
  form(
    'pytorch-low-watermark', // a wrong setting of the same limit: the high ratio below the low one
    'invalid low watermark ratio ',
    sentence(String.raw`invalid low watermark ratio -?\d+(?:\.\d+)?\b`),
    () => symptom('mps-oom'),
  ),
  form(
    'pytorch-high-watermark', // beyond 2.0, or negative
    'invalid high watermark ratio ',
    sentence(String.raw`invalid high watermark ratio -?\d+(?:\.\d+)?\b`),
    () => symptom('mps-oom'),
  ),
  form(
    'pytorch-buffer-too-large', // above what the device allows for ONE buffer
    'Invalid buffer size: ',
    sentence(String.raw`Invalid buffer size: ${size}\.?$`),
    ([, tried, unit]) =>
      symptom('metal-alloc-failed', known({ triedBytes: torchSize(tried, unit) })),
  ),
]

// Error: command buffer exited with error status.
//         The Metal Performance Shaders operations encoded on it may not have completed.
//         Error:
//         (null)
//         Insufficient Memory (00000008:kIOGPUCommandBufferCallbackErrorOutOfMemory)
/** Work that the GPU broke off, as Metal Performance Shaders print it (inference-logs.md §0). `reason`: as Metal words it. */
const commandBuffer = (
  id: string,
  failure: FindingClass,
  reason: string,
  code: string,
): MessageForm =>
  form(
    id,
    `(0000000${code}:`,
    new RegExp(
      String.raw`^(?:Execution of the command buffer was aborted due to an error during execution\. )?(?:${reason}) \(0{7}${code}:`,
    ),
    () => symptom(failure),
  )

/** `Internal Error (0000000e:Internal Error)` says nothing of its cause. */
const commandBuffers: readonly MessageForm[] = [
  commandBuffer(
    'pytorch-gpu-out-of-memory',
    'metal-oom-mid-generation',
    'Insufficient Memory',
    '8',
  ),
  commandBuffer('pytorch-gpu-timeout', 'gpu-timeout', 'Caused GPU Timeout Error', '2'),
  commandBuffer('pytorch-gpu-hang', 'gpu-timeout', 'Caused GPU Hang Error', '3'),
  commandBuffer('pytorch-gpu-interactivity', 'gpu-timeout', 'Impacting Interactivity', 'e'),
  commandBuffer(
    'pytorch-gpu-victim',
    'gpu-reset',
    String.raw`Innocent Victim|Discarded \(victim of GPU error\/recovery\)`,
    '5',
  ),
  commandBuffer(
    'pytorch-gpu-ignored',
    'gpu-reset',
    String.raw`Ignored(?: \(for causing prior\/excessive GPU errors\))?`,
    '4',
  ),
]

// NotImplementedError: The operator 'aten::upsample_bicubic2d.out' is not currently implemented for the MPS device.
// UserWarning: The operator 'aten::sgn.out' is not currently supported on the MPS backend and will fall back to run on the CPU.
// RuntimeError: Conv3D is not supported on MPS
// TypeError: Trying to convert Float8_e4m3fn to the MPS backend but it does not have support for that dtype.
const operator = String.raw`(?<=^|^[-#] |[:!\]] )The operator '[\w:.]+'`

/** What MPS cannot do, or leaves to the CPU. */
const operations: readonly MessageForm[] = [
  form(
    'pytorch-mps-operator',
    ['implemented for the MPS device', 'supported on the MPS backend'],
    sentenceAnywhere(
      String.raw`${operator} is not current(?:ly)? (?:implemented for the MPS device|supported on the MPS backend)(?!,? and will fall back)`,
    ),
    () => symptom('metal-unsupported-op'),
  ),
  form(
    'pytorch-mps-fallback',
    'will fall back to run on the CPU',
    sentenceAnywhere(
      String.raw`${operator} is not current(?:ly)? (?:implemented|supported) (?:for|on) the MPS (?:device|backend),? and will fall back to run on the CPU`,
    ),
    () => symptom('cpu-fallback'),
  ),
  form(
    'pytorch-mps-unsupported',
    [
      'upported on MPS',
      'upported on the MPS',
      'upported by MPS',
      'upported for MPS',
      'upported in MPS',
      'upported at the MPS',
      'mplemented for MPS',
      'mplemented on MPS',
    ],
    raised(
      String.raw`(?!The operator )[^"\`]{1,160}?(?:not (?:currently |yet )?(?:supported|implemented)|unsupported) (?:on|by|for|in|at)(?: the)? MPS\b`,
    ),
    () => symptom('metal-unsupported-op'),
  ),
  form(
    'pytorch-mps-does-not-support',
    [
      'MPS does not support',
      "MPS doesn't support",
      "MPS framework doesn't support",
      "MPS backend doesn't support",
      'MPS backend does not support',
      'MPS device does not support',
      'but it does not have support for that dtype',
    ],
    raised(
      String.raw`(?:[^"\`]{0,160}?\bMPS (?:framework |backend |device )?does(?: not|n't) support \S|Trying to convert \w+ to the MPS backend but it does not have support for that dtype)`,
    ),
    () => symptom('metal-unsupported-op'),
  ),
  form(
    'pytorch-mps-array-too-long', // of MPS, whatever memory is free
    [
      'product of dimension sizes > 2**31',
      'total bytes of NDArray > 2**32',
      'Error: buffer is not large enough. Must be',
    ],
    /\bMPSNDArray\.mm:\d+: failed assertion [`'‘"]?\[MPSNDArray\b.{0,80}Error: (?:product of dimension sizes > 2\*\*31|total bytes of NDArray > 2\*\*32|buffer is not large enough\. Must be \d+ bytes)/,
    () => symptom('metal-unsupported-op'),
  ),
  form(
    'pytorch-metal-function-missing',
    ['was not found in the library', 'pipeline state object', 'function state object for: '],
    raised(
      String.raw`(?:Function \S{1,120} was not found in the library|Failed to created? (?:function state object for: \S|(?:Metal )?pipeline state object))`,
    ),
    () => symptom('metal-unsupported-op'),
  ),
]

// RuntimeError: PyTorch is not linked with support for mps devices
/** A build, or a macOS, without MPS: what asks for it fails, what asks first computes on the CPU. */
const builds: readonly MessageForm[] = [
  form(
    'pytorch-without-mps',
    [
      'PyTorch is not linked with support for mps',
      'PyTorch not compiled with MPS enabled',
      'Torch not compiled with MPS enabled',
      'MPS not available because the current',
      'MPS backend is not available',
      'The MPS backend is supported on MacOS',
    ],
    sentence(
      String.raw`(?:PyTorch is not linked with support for mps devices|(?:Py)?Torch not compiled with MPS enabled|MPS not available because the current (?:PyTorch install was not built with MPS|MacOS version is not)|MPS backend is not available\.?$|The MPS backend is supported on MacOS \d)`,
    ),
    () => symptom('cpu-fallback'),
  ),
  form('comfyui-on-cpu', 'Set vram state to: DISABLED', /^Set vram state to: DISABLED$/, () =>
    symptom('cpu-fallback'),
  ),
]

// -[MTLDebugDevice validateNewBufferArgs:options:]:366: failed assertion newBufferWith*:length 0x20000000 must not exceed 256 MB.'
/** Metal's own check, where its validation is switched on. */
const validation: readonly MessageForm[] = [
  form(
    'metal-buffer-assertion',
    'newBufferWith*:length 0x',
    sentenceAnywhere(
      String.raw`\bnewBufferWith\*:length (0x[\da-f]{1,13}) must not exceed (\d+) ([KMG]B)`,
    ),
    ([, length, most, unit]) =>
      symptom(
        'metal-alloc-failed',
        known({ triedBytes: countIn(length), maxBufferBytes: torchSize(most, unit) }),
      ),
  ),
]

export const pytorchSignatures: readonly MessageForm[] = [
  ...memory,
  ...commandBuffers,
  ...operations,
  ...builds,
  ...validation,
]
