import type { Card, Fix, Misadvice } from '../../../../shared/finding.ts'
import { formatCount } from '../../../../shared/units.ts'
import type { Case } from '../case.ts'
import { arm64Build, buildWithMetal } from './fix-install.ts'
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
import { isOfMlx, isOfTorch, nameAtStart } from './program-words.ts'
import { torchOnCpu } from './torch-on-cpu.ts'

export const cpuFallback = (one: Case): Card => torchOnCpu(one) ?? ofLayers(one)

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
  if (one.signature.endsWith('no-metal-device'))
    return `${nameAtStart(one)} found no GPU that it may use`
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
  const hasOwnEngine = isOfMlx({ program }) || isOfTorch({ program }) || program === 'vllm'
  return hasOwnEngine ? [] : [makeMetal, nglOne]
}

const misadvice = ({ program }: Case): readonly Misadvice[] => [
  ...ofEngine(program),
  noMetalDevice,
  activityFlat,
]
