import { shapeOf, type Shape } from './shape.ts'

/** What is put in the place of a character, where it fits. */
const characters = ['a', '1', ' ', ':', '.', "'", '(', '[', '/', '-', '"', '_', 'b']
const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index))

/** A line that reaches one of the repetitions of a form, and then goes on without an end. */
export interface HostileLine {
  readonly name: string
  /** Of about so many characters. */
  readonly text: (length: number) => string
}

type Repeat = Shape & { readonly kind: 'repeat' }

/** What may be repeated less often costs nothing. */
const leastMost = 20
const shortRun = 32

/** For each repetition of the form, and each character that it may be of: a run that ends nowhere, at the rest, or comes again. */
export function hostileLines(form: RegExp): readonly HostileLine[] {
  const shape = shapeOf(form)
  return repeatsIn(shape).flatMap((focus, index) =>
    characters.flatMap((character) => {
      const unit = sampleOf(focus.part, null, character)
      if (!unit.includes(character)) return []
      const [before = '', after = ''] = sampleOf(shape, focus, character).split(mark)
      const run = (length: number): string => unit.repeat(Math.ceil(length / unit.length))
      const short = `${before}${run(shortRun)}`
      return linesOf(`repetition ${String(index)}, of ${JSON.stringify(character)}`, {
        'no end': (length) => before + run(length),
        'and on': (length) => `${before}${run(length)}${after}"`,
        again: (length) => short.repeat(Math.ceil(length / short.length)),
      })
    }),
  )
}

const linesOf = (
  name: string,
  texts: Readonly<Record<string, HostileLine['text']>>,
): readonly HostileLine[] =>
  Object.entries(texts).map(([how, text]) => ({ name: `${name}, ${how}`, text }))

function repeatsIn(shape: Shape): readonly Repeat[] {
  switch (shape.kind) {
    case 'any-of':
    case 'row':
      return shape.parts.flatMap(repeatsIn)
    case 'repeat':
      return [...(shape.most >= leastMost ? [shape] : []), ...repeatsIn(shape.part)]
    case 'one':
    case 'nothing':
      return []
  }
}

function holds(shape: Shape, focus: Repeat | null): boolean {
  if (shape === focus) return true
  switch (shape.kind) {
    case 'any-of':
    case 'row':
      return shape.parts.some((one) => holds(one, focus))
    case 'repeat':
      return holds(shape.part, focus)
    case 'one':
    case 'nothing':
      return false
  }
}

/** Stands in a sample where the repetition in focus does. */
const mark = '\0'

/** A text of this shape, as short as it may be. */
function sampleOf(shape: Shape, focus: Repeat | null, character: string): string {
  if (shape === focus) return mark
  switch (shape.kind) {
    case 'any-of': {
      const part = shape.parts.find((one) => holds(one, focus)) ?? shape.parts[0]
      return part === undefined ? '' : sampleOf(part, focus, character)
    }
    case 'row':
      return shape.parts.map((one) => sampleOf(one, focus, character)).join('')
    case 'repeat': {
      const count = Math.max(shape.least, holds(shape.part, focus) ? 1 : 0)
      return sampleOf(shape.part, focus, character).repeat(count)
    }
    case 'one':
      return [character, ...characters, ...printable].find((one) => shape.test.test(one)) ?? ''
    case 'nothing':
      return ''
  }
}
