import type { Card, Fix } from '../../../../shared/finding.ts'
import { formatBytes } from '../../../../shared/units.ts'
import type { Case } from '../case.ts'
import { heldBytes, limitOf } from './figures.ts'
import { arm64Build } from './fix-install.ts'
import { fix, present } from './fix.ts'
import { freeMoreMemory } from './misadvice-memory.ts'
import { nameOf } from './program-words.ts'

/** Printed as `0.00 MiB`. */
const printedAsNothingBytes = 5_243

/** A tiny buffer refused, with room left (inference-logs.md §0, fact 6). */
export function gpuShut(one: Case): Card {
  return {
    title: 'The GPU cannot be used',
    sentence: sentence(one),
    cause:
      'So small a buffer is not refused for want of memory: this process may not use the GPU. It runs in a sandbox, in a session without a screen (ssh, a service, CI), in a virtual machine or a container, or its build does not fit this Mac.',
    fixes: present([
      fix(
        'Start it in a terminal of the user who is logged in at the screen, outside of a sandbox (also that of a coding agent), a virtual machine or a container',
      ),
      arm64Build(one),
      onCpu(one),
    ]),
    misadvice: [freeMoreMemory],
  }
}

function sentence(one: Case): string {
  const { triedBytes = 0 } = one.facts
  const size = triedBytes < printedAsNothingBytes ? 'a few kB' : formatBytes(triedBytes)
  const limit = limitOf(one)
  const held = heldBytes(one)
  const used = held === null ? '' : `, of which it holds ${formatBytes(held)}`
  const beside = limit === null ? '' : `; the GPU limit is ${formatBytes(limit)}${used}`
  return `The GPU is not accessible to ${nameOf(one)}: Metal refused it a buffer of only ${size}${beside}`
}

function onCpu({ program }: Case): Fix | null {
  const costs = 'much slower'
  if (program === 'llama.cpp')
    return fix('Where there is no GPU, compute on the CPU', '-ngl 0', costs)
  if (program === 'llama-cpp-python')
    return fix('Where there is no GPU, compute on the CPU', 'n_gpu_layers=0', costs)
  if (program === 'whisper.cpp')
    return fix('Where there is no GPU, compute on the CPU', '-ng', costs)
  return null
}
