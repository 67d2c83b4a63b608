import type { Fix } from '../../../../shared/finding.ts'
import type { Case } from '../case.ts'
import { fix } from './fix.ts'
import { isOnLinux } from './platform.ts'

/** The newest of the program: it knows more models, and more kernels. */
export function update(one: Case): Fix {
  const { program } = one
  const byBrew = (text: string, formula: string): Fix =>
    isOnLinux(one)
      ? fix(`${text}, in the way it was installed`)
      : fix(text, `brew upgrade ${formula}`)
  switch (program) {
    case 'llama.cpp':
      return byBrew('Update llama.cpp', 'llama.cpp')
    case 'ollama':
      return isOnLinux(one)
        ? fix('Update Ollama, in the way it was installed')
        : fix(
            'Update Ollama: its app offers it in the menu bar; with Homebrew',
            'brew upgrade ollama',
          )
    case 'whisper.cpp':
      return byBrew('Update whisper.cpp', 'whisper-cpp')
    case 'llama-cpp-python':
      return fix('Update llama-cpp-python', 'pip install --upgrade llama-cpp-python')
    case 'mlx':
    case 'mlx-lm':
      return fix('Update MLX and mlx-lm', 'pip install --upgrade mlx mlx-lm')
    case 'pytorch':
      return fix('Update PyTorch', 'pip install --upgrade torch')
    case 'comfyui':
      return fix('Update ComfyUI, and PyTorch in its environment', 'pip install --upgrade torch')
    case 'vllm-mlx':
      return fix('Update vllm-mlx', 'pip install --upgrade vllm-mlx')
    case 'omlx':
      return fix('Update oMLX')
    case 'exo':
      return fix('Update exo')
    case 'lm-studio':
      return fix('Update LM Studio, and its runtimes in its settings')
    case 'jan':
      return fix('Update Jan, and its engine in its settings')
    case 'koboldcpp':
      return fix('Update KoboldCpp')
    case 'localai':
      return fix('Update LocalAI, and its llama-cpp backend')
    case 'vllm':
      return fix('Update vLLM')
    case 'candle':
    case 'python':
    case 'shell':
    case null:
      return fix('Update the program, or the engine within it')
  }
}

/** On Linux: a build with a backend for its GPU. */
const buildForGpu: Fix = fix(
  'Install a build with a backend for this GPU (CUDA, ROCm or Vulkan), and its driver',
)

/** A build that runs on Apple silicon as it is, with Metal (inference-logs.md §6). */
export function arm64Build(one: Case): Fix {
  if (isOnLinux(one)) return buildForGpu
  const { program } = one
  switch (program) {
    case 'llama.cpp':
      return fix(
        'Install the arm64 build, which has Metal, with the Homebrew of Apple silicon',
        '/opt/homebrew/bin/brew install llama.cpp',
      )
    case 'whisper.cpp':
      return fix(
        'Install the arm64 build, which has Metal, with the Homebrew of Apple silicon',
        '/opt/homebrew/bin/brew install whisper-cpp',
      )
    case 'ollama':
      return fix(
        'Install the arm64 build of Ollama: the app of its own site, or with the Homebrew of Apple silicon',
        '/opt/homebrew/bin/brew install ollama',
      )
    case 'llama-cpp-python':
      return fix(
        'Build it anew for arm64 and Metal, with a Python that is arm64 itself',
        'CMAKE_ARGS="-DCMAKE_OSX_ARCHITECTURES=arm64 -DGGML_METAL=on" pip install --force-reinstall --no-cache-dir llama-cpp-python',
      )
    case 'lm-studio':
    case 'jan':
    case 'koboldcpp':
    case 'localai':
      return fix('Install the build for Apple silicon (arm64), not the one for Intel')
    case 'mlx':
    case 'mlx-lm':
    case 'vllm-mlx':
    case 'omlx':
    case 'exo':
    case 'pytorch':
    case 'comfyui':
    case 'vllm':
    case 'python':
      return fix(
        'Install an arm64 Python, and the packages anew in a fresh environment of it',
        '/opt/homebrew/bin/brew install python',
      )
    case 'candle':
    case 'shell':
    case null:
      return fix(
        'Install the build for Apple silicon (arm64), from a terminal that is not opened with Rosetta',
      )
  }
}

/** From source; Metal is on by default in CMake. */
export const buildWithMetal = (one: Case): Fix | null =>
  !isOnLinux(one) && (one.program === 'llama.cpp' || one.program === 'whisper.cpp')
    ? fix(
        'Or build it from source: Metal is on by default on a Mac',
        'cmake -B build && cmake --build build --config Release',
        'a few minutes',
      )
    : null
