import { shapeOf, type Shape } from './shape.ts'

/** Of a form with many ways to say a thing these are enough. */
const maxSamples = 400
const characters = ['a', '1', ' ', ':', '.', "'", '(', '[', '/', '-', '"', '_']
const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index))

/** Texts of this form, as short as they may be: one for each way in which its alternatives go together. */
export const samplesOf = (form: RegExp): readonly string[] =>
  textsOf(shapeOf(form)).filter((text) => form.test(text))

function textsOf(shape: Shape): readonly string[] {
  switch (shape.kind) {
    case 'any-of':
      return shape.parts.flatMap(textsOf).slice(0, maxSamples)
    case 'row':
      return shape.parts.reduce<readonly string[]>(
        (begun, part) => {
          const ends = textsOf(part)
          return begun.flatMap((begin) => ends.map((end) => begin + end)).slice(0, maxSamples)
        },
        [''],
      )
    case 'repeat': {
      const once = textsOf(shape.part)
      const least = Math.max(shape.least, 0)
      const shortest = once.map((text) => text.repeat(least))
      return least === 0 ? (shape.most === 1 ? ['', ...once] : ['']) : shortest
    }
    case 'one': {
      const all = [...characters, ...printable].filter((one) => shape.test.test(one))
      const isEither = all.length === 2 && all[0]?.toLowerCase() === all[1]?.toLowerCase()
      return isEither ? all : all.slice(0, 1)
    }
    case 'nothing':
      return ['']
  }
}
