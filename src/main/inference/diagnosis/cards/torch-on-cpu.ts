import type { Card } from '../../../../shared/finding.ts'
import type { Case, WriteCard } from '../case.ts'
import { arm64Build, update } from './fix-install.ts'
import { showMps } from './fix-look.ts'
import { fix, present } from './fix.ts'
import { activityFlat } from './misadvice-gpu.ts'
import { gpuTab } from './misadvice-torch.ts'
import { nameAtStart, nameOf } from './program-words.ts'

/** `The operator 'aten::x' is not currently supported on the MPS backend and will fall back to run on the CPU` */
function ofOneOperation(one: Case): Card {
  return {
    sentence: `${nameAtStart(one)} computes an operation on the CPU, because Metal has none for it: it is slower, and nothing has failed`,
    cause:
      'PYTORCH_ENABLE_MPS_FALLBACK is set, so PyTorch moves what MPS does not know to the CPU and back. All else stays on the GPU.',
    fixes: present([
      update(one),
      fix(
        'Use a model, a sampler or a precision that does not need this operation',
        null,
        'other results',
      ),
      showMps,
    ]),
    misadvice: [gpuTab, activityFlat],
  }
}

/** `PyTorch is not linked with support for mps devices`, `Torch not compiled with MPS enabled` */
function withoutMps(one: Case): Card {
  const which = one.program === 'pytorch' ? 'This PyTorch' : `The PyTorch of ${nameOf(one)}`
  return {
    sentence: `${which} has no Metal: it can compute on the CPU only`,
    cause:
      'It was built without MPS, for Intel or for the CPU alone, or this macOS is too old for it. What asks for MPS fails; what looks first whether it is there computes all of it on the CPU.',
    fixes: present([
      showMps,
      arm64Build({ ...one, program: 'pytorch' }),
      update({ ...one, program: 'pytorch' }),
      fix('Update macOS, where the line names the version that MPS needs'),
    ]),
    misadvice: [gpuTab, activityFlat],
  }
}

/** `Set vram state to: DISABLED` */
function ofComfyUi(one: Case): Card {
  return {
    sentence: `${nameAtStart(one)} computes everything on the CPU`,
    cause:
      'It was started with --cpu, or its PyTorch found no Metal: built without MPS, built for Intel, or within Docker.',
    fixes: present([
      fix('Start ComfyUI without --cpu'),
      showMps,
      arm64Build({ ...one, program: 'pytorch' }),
      update({ ...one, program: 'pytorch' }),
    ]),
    misadvice: [gpuTab, activityFlat],
  }
}

const writers: ReadonlyMap<string, WriteCard> = new Map([
  ['pytorch-mps-fallback', ofOneOperation],
  ['pytorch-without-mps', withoutMps],
  ['comfyui-on-cpu', ofComfyUi],
])

/** PyTorch has three ways to the CPU, and says which; null: it is none of them. */
export const torchOnCpu = (one: Case): Card | null => writers.get(one.signature)?.(one) ?? null
