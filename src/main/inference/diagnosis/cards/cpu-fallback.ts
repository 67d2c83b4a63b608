import type { Card, Fix, Misadvice } from '../../../../shared/finding.ts'
import { formatCount } from '../../../../shared/units.ts'
import type { Case } from '../case.ts'
import { arm64Build, buildWithMetal, update } from './fix-install.ts'
import { allLayers } from './fix-layers.ts'
import { showLayers } from './fix-look.ts'
import { fix, present } from './fix.ts'
import {
  activityFlat,
  fileWhich,
  makeMetal,
  nglOne,
  noMetalDevice,
  ollamaGpuVariables,
} from './misadvice-gpu.ts'
import { gpuTab } from './misadvice-torch.ts'
import { isOfMlx, isOfTorch, nameAtStart } from './program-words.ts'

export function cpuFallback(one: Case): Card {
  return isOfTorch(one) ? ofOneOperation(one) : ofLayers(one)
}

/** `The operator 'aten::x' is not currently supported on the MPS backend and will fall back to run on the CPU` */
function ofOneOperation(one: Case): Card {
  return {
    sentence: `${nameAtStart(one)} computes an operation on the CPU, because Metal has none for it`,
    cause:
      'PYTORCH_ENABLE_MPS_FALLBACK is set, so PyTorch moves what MPS does not know to the CPU and back. All else stays on the GPU.',
    fixes: present([
      update(one),
      fix(
        'Use a model, a sampler or a precision that does not need this operation',
        null,
        'other results',
      ),
      showLayers(one),
    ]),
    misadvice: [gpuTab, activityFlat],
  }
}

function ofLayers(one: Case): Card {
  return {
    sentence: sentence(one),
    cause:
      'The program was built without Metal or for Intel, was told to leave the layers to the CPU, or cannot reach the GPU: in Docker, a virtual machine, a sandbox, or a session without a screen.',
    fixes: present([
      allLayers(one),
      arm64Build(one),
      buildWithMetal(one),
      noDocker,
      showLayers(one),
    ]),
    misadvice: misadvice(one),
  }
}

function sentence(one: Case): string {
  const { offloadedLayers, totalLayers } = one.facts
  if (offloadedLayers === undefined || totalLayers === undefined)
    return `${nameAtStart(one)} computes on the CPU, not on the GPU`
  const layers = `${formatCount(offloadedLayers)} of ${formatCount(totalLayers)} layers`
  return offloadedLayers === 0
    ? `${nameAtStart(one)} computes on the CPU: ${layers} are on the GPU`
    : `${nameAtStart(one)} computes partly on the CPU: ${layers} are on the GPU`
}

const noDocker: Fix = fix('Run it on the Mac itself: in Docker on macOS there is no Metal')

function ofEngine(program: Case['program']): readonly Misadvice[] {
  if (program === 'ollama') return [ollamaGpuVariables, fileWhich]
  return isOfMlx({ program }) || program === 'vllm' ? [] : [makeMetal, nglOne]
}

const misadvice = ({ program }: Case): readonly Misadvice[] => [
  ...ofEngine(program),
  noMetalDevice,
  activityFlat,
]
