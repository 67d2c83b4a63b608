import { ParseError } from '../../../src/shared/parse.ts'
import type { TextSubject } from '../subject.ts'

/** A pure parser: what it does not know it refuses by a ParseError. */
export const parser = (
  name: string,
  take: (text: string) => unknown,
  samples: readonly string[],
): TextSubject => ({ name, take, samples: () => samples, refusals: [ParseError] })
