import type { Card } from '../../../../shared/finding.ts'
import type { Case } from '../case.ts'
import { arm64Build, buildWithMetal } from './fix-install.ts'
import { showPython, showRosetta } from './fix-look.ts'
import { fix, present } from './fix.ts'
import { fileWhich, makeMetal } from './misadvice-gpu.ts'
import { isOfMlx, isOfTorch, nameAtStart } from './program-words.ts'

// ImportError: dlopen(…/llama_cpp/lib/libllama.dylib, 0x0006): tried: '…' (… incompatible architecture (have 'x86_64', need 'arm64'))
/** The loader of macOS speaks, and names the library. */
const ofLibrary = (one: Case): Case =>
  /[/\\]llama_cpp[/\\]/.test(one.line?.text ?? '') ? { ...one, program: 'llama-cpp-python' } : one

export function rosetta(told: Case): Card {
  const one = ofLibrary(told)
  const isPython =
    isOfMlx(one) ||
    isOfTorch(one) ||
    one.program === 'python' ||
    one.program === 'llama-cpp-python' ||
    one.program === 'vllm'
  return {
    sentence: `${nameAtStart(one)} is an Intel build (x86_64), or mixes one in, on Apple silicon`,
    cause:
      'Rosetta translates it, without the GPU in most engines, and many times slower; or it stops at a part that is for the other architecture. It often comes from a Homebrew in /usr/local, an Intel Python, or a terminal opened with Rosetta.',
    fixes: present([
      arm64Build(one),
      buildWithMetal(one),
      isPython ? showPython : null,
      showRosetta,
      fix(
        'Leave the Homebrew of /usr/local: that of Apple silicon is in /opt/homebrew; in the information on Terminal, Open using Rosetta must be off',
      ),
    ]),
    misadvice: [fileWhich, makeMetal],
  }
}
