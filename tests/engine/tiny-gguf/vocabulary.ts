import type { Pairs } from './tensors.ts'

/** The tokens of a model, and what its tokenizer needs beside them. */
export interface Vocabulary {
  readonly size: number
  /** Special ones and bytes stand first: a model that never says them writes valid UTF-8. */
  readonly unspokenCount: number
  readonly metadata: Pairs
}

const specialTokens = ['<unk>', '<s>', '</s>']
const letters = [...'abcdefghijklmnopqrstuvwxyz']
const blank = '▁' // SentencePiece writes it for a blank

const unspoken = [
  ...specialTokens,
  ...Array.from(
    { length: 256 },
    (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`,
  ),
]

/** 1 normal, 2 unknown, 3 control, 6 byte. */
const typeOf = (index: number): number =>
  index >= unspoken.length ? 1 : index >= specialTokens.length ? 6 : index === 0 ? 2 : 3

/** Can spell any text, by bytes, letters and pairs; and further pieces of three letters where more are wanted. */
export function spelling(size: number | null = null): Vocabulary {
  const pairs = letters.flatMap((first) => [blank, ...letters].map((second) => second + first))
  const usual = [...unspoken, ...new Set([blank, ...letters, ...pairs])]
  const pieces = size === null ? usual : [...usual, ...triples()].slice(0, size)
  if (size !== null && pieces.length < size) throw new Error(`there are no ${size} pieces`)
  return {
    size: pieces.length,
    unspokenCount: unspoken.length,
    metadata: [
      ['tokenizer.ggml.model', 'llama'],
      ['tokenizer.ggml.tokens', { list: 'text', items: pieces }],
      ['tokenizer.ggml.scores', { list: 'f32', items: pieces.map((_, index) => scoreOf(index)) }],
      [
        'tokenizer.ggml.token_type',
        { list: 'i32', items: pieces.map((_, index) => typeOf(index)) },
      ],
      ['tokenizer.ggml.unknown_token_id', { u32: 0 }],
      ['tokenizer.ggml.bos_token_id', { u32: 1 }],
      ['tokenizer.ggml.eos_token_id', { u32: 2 }],
      ['tokenizer.ggml.add_bos_token', true],
    ],
  }
}

const scoreOf = (index: number): number =>
  index < unspoken.length ? 0 : -1 - (index - unspoken.length)

const triples = (): readonly string[] =>
  letters.flatMap((first) =>
    letters.flatMap((second) => letters.map((third) => first + second + third)),
  )

/** As large as those of today: byte pairs with their merges, of the lengths that words have. For readers, not for engines. */
export function pairing(size: number, mergeCount: number): Vocabulary {
  const pieces = Array.from({ length: size }, (_, index) => wordOf(index))
  const merges = Array.from(
    { length: mergeCount },
    (_, index) => `${wordOf(index % size)} ${letters[index % letters.length] ?? ''}`,
  )
  return {
    size,
    unspokenCount: 0,
    metadata: [
      ['tokenizer.ggml.model', 'gpt2'],
      ['tokenizer.ggml.pre', 'default'],
      ['tokenizer.ggml.tokens', { list: 'text', items: pieces }],
      ['tokenizer.ggml.token_type', { list: 'i32', items: pieces.map(() => 1) }],
      ['tokenizer.ggml.merges', { list: 'text', items: merges }],
      ['tokenizer.ggml.eos_token_id', { u32: 0 }],
    ],
  }
}

/** Its number in letters; of one to nine. */
function wordOf(index: number): string {
  let word = ''
  for (let rest = index; rest > 0 || word === ''; rest = Math.floor(rest / letters.length))
    word += letters[rest % letters.length] ?? ''
  return `${word}${'etaoin'.slice(0, index % 6)}`
}
