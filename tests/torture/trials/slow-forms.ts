import { writtenForms } from '../../fuzz/regexes.ts'
import { slowLineOf } from '../../fuzz/slow-forms.ts'
import type { Trial } from '../trial.ts'

/** Whatever a stranger writes, a regular expression takes it in proportion to its length. */
export const trial: Trial = {
  name: 'slow-forms',
  what: 'every regular expression of our code meets the lines that are worst for its own shape',
  run: async () => {
    const all = writtenForms()
    const faults = all.flatMap((written) => {
      const line = slowLineOf(written)
      return line === null
        ? []
        : [`${written.path}: ${written.form}: more than in proportion: ${line}`]
    })
    return { trials: all.length, faults, figures: [`${all.length} forms`] }
  },
}
