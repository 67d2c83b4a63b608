import type { Card, Fix } from '../../../../shared/finding.ts'
import type { Case } from '../case.ts'
import { update } from './fix-install.ts'
import { fix, present } from './fix.ts'
import { convertName, oldNames, unknownGguf } from './misadvice-gpu.ts'
import { modelName } from './model-words.ts'
import { isOfMlx, nameAtStart } from './program-words.ts'

/** What is wrong with the file, as far as the line says it. */
type Fault =
  | { readonly kind: 'cut' | 'too-new' | 'old' | 'page' | 'pointer' | 'untold' }
  | { readonly kind: 'architecture'; readonly name: string | null }

export function ggufIncompatible(one: Case): Card {
  const name = modelName(one.facts)
  const fault = faultOf(one)
  const model = name ?? 'this model'
  return {
    sentence: `${nameAtStart(one)} cannot read ${model}: ${whatIsWrong(fault)}`,
    cause: `${causeOf(fault)} It has nothing to do with memory.`,
    fixes: present(fixes(one, fault)),
    misadvice: isOfMlx(one)
      ? []
      : [
          ...(one.signature === 'candle-gguf-version' ? [unknownGguf] : []),
          ...(fault.kind === 'old' || fault.kind === 'untold' ? [convertName] : []),
          ...(one.program === 'llama.cpp' ? [oldNames] : []),
        ],
  }
}

const tooNew: ReadonlySet<string> = new Set([
  'gguf-too-new',
  'gguf-unknown-type',
  'candle-gguf-version',
  'mlx-safetensors-dtype',
])
const old: ReadonlySet<string> = new Set(['gguf-v1', 'ggml-file-bad-magic', 'ggml-file-too-old'])
const cut: ReadonlySet<string> = new Set([
  'llama-file-cut',
  'llama-tensor-count',
  'gguf-broken-header',
  'mlx-safetensors-header',
  'mlx-file-cut',
  'whisper-broken-file',
])
const architecture: ReadonlySet<string> = new Set([
  'llama-unknown-architecture',
  'mlx-model-type-unknown',
  'mlx-checkpoint-unknown',
])

// llama_model_load: error loading model: unknown model architecture: 'qwen4'
// gguf_init_from_file_impl: invalid magic characters: '<!do', expected 'GGUF'
function faultOf({ signature, line }: Case): Fault {
  const text = line?.text ?? ''
  if (architecture.has(signature))
    return {
      kind: 'architecture',
      name: /(?:architecture:? '|[Mm]odel type `?)([\w.-]{1,60})/.exec(text)?.[1] ?? null,
    }
  // the first four characters of a page, and of `version https://git-lfs.github.com/spec/v1`
  if (/magic .{0,20}'<(?:!do|htm)/i.test(text)) return { kind: 'page' }
  if (/magic .{0,20}'vers'/.test(text)) return { kind: 'pointer' }
  if (tooNew.has(signature)) return { kind: 'too-new' }
  if (old.has(signature)) return { kind: 'old' }
  return { kind: cut.has(signature) ? 'cut' : 'untold' }
}

function whatIsWrong(fault: Fault): string {
  switch (fault.kind) {
    case 'architecture':
      return fault.name === null
        ? 'it does not know this kind of model'
        : `it does not know the architecture ${fault.name}`
    case 'cut':
      return 'the file is not whole, or damaged'
    case 'page':
      return 'the file is a web page, no model'
    case 'pointer':
      return 'the file is a pointer of Git LFS, no model'
    case 'too-new':
      return 'the file is of a newer format'
    case 'old':
      return 'the file is of an old format'
    case 'untold':
      return 'the file and the program do not go together'
  }
}

function causeOf(fault: Fault): string {
  switch (fault.kind) {
    case 'architecture':
    case 'too-new':
      return 'The program is older than the model.'
    case 'cut':
      return 'A download that broke off, or a disk that was full, leaves a file with too few bytes.'
    case 'page':
      return 'What was downloaded is a page of the site: an error, or a question to sign in.'
    case 'pointer':
      return 'Git has fetched only the small file that stands for the model.'
    case 'old':
      return 'Programs of today read GGUF from version 2 on.'
    case 'untold':
      return 'The program is older than the model, or the file is of an old format, not complete, or no model at all.'
  }
}

const again: Fix = fix(
  'Compare the size of the file with that on its page, and download it again where they differ: a part of a file has too few tensors',
  null,
  'the time of the download',
)

const converted: Fix = fix(
  'Files of GGML and of GGUF version 1 must be converted anew from the original model, or a new file of it downloaded',
  null,
  'the time of the download',
)

function fixes(one: Case, fault: Fault): readonly (Fix | null)[] {
  switch (fault.kind) {
    case 'architecture':
    case 'too-new':
      return [update(one)]
    case 'cut':
      return [again]
    case 'page':
      return [fix('Download the file itself, signed in where its page asks for it', null, null)]
    case 'pointer':
      return [fix('Fetch the model itself, in the folder of the repository', 'git lfs pull')]
    case 'old':
      return [converted]
    case 'untold':
      return [update(one), again, ...(isOfMlx(one) ? [] : ofGguf(one))]
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
    converted,
  ]
}
