import type { Card, Fix } from '../../../../shared/finding.ts'
import type { Case } from '../case.ts'
import { arm64Build, update } from './fix-install.ts'
import { fix, present } from './fix.ts'
import { harmlessLines, tensorInMetal } from './misadvice-gpu.ts'
import { isOfMlx, isOfTorch, nameAtStart, nameOf } from './program-words.ts'
import { setVariables } from './variable.ts'

export function metalUnsupportedOp(one: Case): Card {
  return {
    sentence: isOfTorch(one)
      ? `${nameAtStart(one)} has no Metal version of an operation that this model needs`
      : `Metal could not run a kernel that ${nameOf(one)} needs`,
    cause:
      'The build knows the model, but not the kernel for this operation on this GPU, or its library of kernels could not be loaded or compiled. It has nothing to do with memory.',
    fixes: present(
      isOfTorch(one)
        ? [...ofProgram(one), update(one)]
        : [update(one), ...ofProgram(one), freshBuild(one)],
    ),
    misadvice: [tensorInMetal, harmlessLines],
  }
}

function ofProgram(one: Case): readonly Fix[] {
  if (isOfTorch(one))
    return [
      fix(
        'Let this one operation run on the CPU; set it before PyTorch is started',
        setVariables(one, { PYTORCH_ENABLE_MPS_FALLBACK: '1' }),
        'slower wherever the operation comes',
      ),
    ]
  if (one.program === 'llama.cpp')
    return [
      fix(
        'If the line is of tensor kernels, or a pipeline that does not compile, leave the tensor API aside',
        setVariables(one, { GGML_METAL_TENSOR_DISABLE: '1' }),
        'prompts are read more slowly on the newest chips',
      ),
      fix('Compute on the CPU until there is a build that can', '-ngl 0', 'much slower'),
    ]
  if (one.program === 'ollama')
    return [
      fix('Wait for its second try: Ollama tries again by itself without the tensor API of Metal'),
    ]
  return []
}

/** A library of kernels that was built for another macOS, or not packed. */
const freshBuild = (one: Case): Fix =>
  isOfMlx(one)
    ? fix(
        'Install MLX anew, as a wheel for this macOS and this Python: one that was built elsewhere may lack its metallib',
        'pip install --force-reinstall --no-cache-dir mlx',
      )
    : arm64Build(one)
