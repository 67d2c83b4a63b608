import type { Card, Fix } from '../../../../shared/finding.ts'
import type { Case } from '../case.ts'
import { arm64Build, update } from './fix-install.ts'
import { fix, present } from './fix.ts'
import { harmlessLines, tensorInMetal } from './misadvice-gpu.ts'
import { fallbackForType } from './misadvice-torch.ts'
import { isOfMlx, isOfTorch, nameAtStart, nameOf } from './program-words.ts'
import { byVariables } from './variable.ts'

// TypeError: Trying to convert Float8_e4m3fn to the MPS backend but it does not have support for that dtype.
// TypeError: BFloat16 is not supported on MPS
const dtype = /\b(?:Float8_\w{1,20}|BFloat16|[Ff]loat64|[Dd]ouble|Complex\w{1,20})\b/

export function metalUnsupportedOp(one: Case): Card {
  const type = isOfTorch(one) ? (dtype.exec(one.line?.text ?? '')?.[0] ?? null) : null
  if (type !== null) return ofType(one, type)
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
    misadvice: isOfTorch(one)
      ? []
      : [
          ...(one.signature === 'page-tensor-not-in-metal-library' ? [tensorInMetal] : []),
          ...(isOfMlx(one) ? [] : [harmlessLines]),
        ],
  }
}

/** Its own words stand before those of PyTorch. */
const isOfComfyUi = ({ program, line }: Case): boolean =>
  program === 'comfyui' || (line?.text.includes('!!! Exception during processing') ?? false)

/** A kind of number, no operation: nothing of it can be left to the CPU by itself. */
function ofType(one: Case, type: string): Card {
  return {
    sentence: `${nameAtStart(one)} has weights or tensors of the type ${type}, which Metal does not have`,
    cause:
      'PyTorch cannot hold numbers of this type on the GPU of a Mac. It has nothing to do with memory.',
    fixes: present([
      isOfComfyUi(one)
        ? fix(
            'Load the fp16, bf16 or GGUF file of this model, not the fp8 one, and leave weight_dtype at default',
            null,
            'more memory than fp8',
          )
        : fix('Load it in another type: float16, or float32', null, 'more memory than 8 bits'),
      update(one),
    ]),
    misadvice: [fallbackForType],
  }
}

function ofProgram(one: Case): readonly Fix[] {
  if (isOfTorch(one))
    return [
      byVariables(
        one,
        'Let this one operation run on the CPU; set it before PyTorch is started',
        { PYTORCH_ENABLE_MPS_FALLBACK: '1' },
        'slower wherever the operation comes',
      ),
    ]
  if (one.program === 'llama.cpp')
    return [
      byVariables(
        one,
        'If the line is of tensor kernels, or a pipeline that does not compile, leave the tensor API aside',
        { GGML_METAL_TENSOR_DISABLE: '1' },
        'prompts are read more slowly on the newest chips',
      ),
      fix('Compute on the CPU until there is a build that can', '-ngl 0', 'much slower'),
    ]
  if (one.program === 'ollama')
    return [
      fix(
        'If a load that succeeds stands below, nothing is to be done: Ollama tries once more by itself without the tensor API of Metal',
      ),
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
