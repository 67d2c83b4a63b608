import type { Card, Fix } from '../../../../shared/finding.ts'
import type { Case } from '../case.ts'
import { update } from './fix-install.ts'
import { fix, present } from './fix.ts'
import { convertName, oldNames, unknownGguf } from './misadvice-gpu.ts'
import { modelName } from './model-words.ts'
import { isOfMlx, nameAtStart } from './program-words.ts'

export function ggufIncompatible(one: Case): Card {
  const name = modelName(one.facts)
  return {
    sentence: `${nameAtStart(one)} cannot read ${name === null ? 'this model' : name}: the file and the program do not go together`,
    cause:
      'The program is older than the model, or the file is of an old format, not complete, or no model at all. It has nothing to do with memory.',
    fixes: present([
      update(one),
      fix(
        'Compare the size of the file with that on its page, and download it again where they differ: a part of a file has too few tensors',
        null,
        'the time of the download',
      ),
      ...(isOfMlx(one) ? [] : ofGguf(one)),
    ]),
    misadvice: isOfMlx(one)
      ? []
      : [unknownGguf, convertName, ...(one.program === 'llama.cpp' ? [oldNames] : [])],
  }
}

function ofGguf({ program }: Case): readonly Fix[] {
  const projector =
    'See whether the file is a projector (mmproj): that is no model, it goes beside one'
  return [
    program === 'llama.cpp' ? fix(`${projector}, as --mmproj`) : fix(projector),
    fix(
      'See whether the path is that of a file: a folder, or a page of an error, has no GGUF header',
    ),
    fix(
      'Files of GGML and of GGUF version 1 must be converted anew from the original model',
      'python3 convert_hf_to_gguf.py --help',
      'the download of the original',
    ),
  ]
}
