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
import { isOnLinux } from './platform.ts'
import { isOfMlx, isOfTorch, nameAtStart } from './program-words.ts'
import { torchOnCpu } from './torch-on-cpu.ts'

export const cpuFallback = (one: Case): Card => torchOnCpu(one) ?? ofLayers(one)

function ofLayers(one: Case): Card {
  return {
    sentence: sentence(one),
    cause: isOnLinux(one)
      ? 'The program was built without a backend for this GPU, was told to leave the layers to the CPU, or cannot reach the GPU: without its driver, or in a container that was not given it.'
      : 'The program was built without Metal or for Intel, was told to leave the layers to the CPU, or cannot reach the GPU: in Docker, a virtual machine, a sandbox, or a session without a screen.',
    fixes: present(
      isWithoutDevice(one)
        ? [noDocker(one), arm64Build({ ...one, program: null }), showLayers(one)]
        : [allLayers(one), arm64Build(one), buildWithMetal(one), noDocker(one), showLayers(one)],
    ),
    misadvice: misadvice(one),
  }
}

function sentence(one: Case): string {
  const { offloadedLayers, totalLayers } = one.facts
  if (isWithoutDevice(one)) return `${nameAtStart(one)} found no GPU that it may use`
  if (offloadedLayers === undefined || totalLayers === undefined)
    return `${nameAtStart(one)} computes on the CPU, not on the GPU`
  const layers = `${formatCount(offloadedLayers)} of ${formatCount(totalLayers)} layers`
  return offloadedLayers === 0
    ? `${nameAtStart(one)} computes on the CPU: ${layers} are on the GPU`
    : `${nameAtStart(one)} computes partly on the CPU: ${layers} are on the GPU`
}

/** Many small programs print it (inference-logs.md §7.3): what they are is not known. */
const isWithoutDevice = ({ signature }: Case): boolean => signature.endsWith('no-metal-device')

const noDocker = (one: Case): Fix =>
  isOnLinux(one)
    ? fix('In a container, give it the GPU', '--gpus all')
    : fix(
        'Run it on the Mac itself, in a terminal of the user at its screen: in Docker, a virtual machine or a sandbox there is no Metal',
      )

function ofEngine(program: Case['program']): readonly Misadvice[] {
  if (program === 'ollama') return [ollamaGpuVariables, fileWhich]
  const hasOwnEngine = isOfMlx({ program }) || isOfTorch({ program }) || program === 'vllm'
  return hasOwnEngine ? [] : [makeMetal, nglOne]
}

const misadvice = (one: Case): readonly Misadvice[] =>
  isWithoutDevice(one) ? [noMetalDevice] : [...ofEngine(one.program), activityFlat]
