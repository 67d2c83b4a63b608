/** More are no help. */
const mostNames = 3
/** Nobody types more; and what is longer is no name. */
const maxLength = 100

interface Named {
  /** As findModel takes it. */
  readonly wanted: string
  readonly name: string
}

/** Of models that are there those whose names are most like one that is not: at most three, the nearest first. */
export function nearNames(meant: string, models: readonly Named[]): readonly string[] {
  if (meant.length > maxLength) return []
  const text = plain(meant)
  const near = models.flatMap((model) => {
    const far = Math.min(...formsOf(model).map((form) => farFrom(text, form)))
    return Number.isFinite(far) ? [{ wanted: model.wanted, far }] : []
  })
  const order = new Intl.Collator('en', { numeric: true })
  const inOrder = near.toSorted((a, b) => a.far - b.far || order.compare(a.wanted, b.wanted))
  return [...new Set(inOrder.map(({ wanted }) => wanted))].slice(0, mostNames)
}

/** `Qwen3-8B` and `qwen3:8b` are the same word to whoever remembers it. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

const formsOf = ({ wanted, name }: Named): readonly string[] => {
  const last = wanted.slice(wanted.lastIndexOf('/') + 1)
  return [...new Set([wanted, last, last.replace(/:.*$/, ''), name].map(plain))]
}

/** Infinity: nobody would take the one for the other. */
function farFrom(text: string, form: string): number {
  if (form === '' || text === '') return Infinity
  const allowed = Math.max(1, Math.floor(Math.min(text.length, form.length) / 3))
  const edits = editsBetween(text, form.slice(0, maxLength))
  if (edits <= allowed) return edits
  // the same family: `qwen3:4b` where only `qwen3:8b` is
  const [family = ''] = text.split(' ')
  const isFamily = family.length > 2 && form.startsWith(family)
  return isFamily ? maxLength + edits : Infinity
}

/** Letters that are changed, added or left out (Levenshtein). */
function editsBetween(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let row = 1; row <= a.length; row += 1) {
    const next = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1]
      const changed = (above[column - 1] ?? 0) + (isSame ? 0 : 1)
      next.push(Math.min(changed, (above[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1))
    }
    above = next
  }
  return above[b.length] ?? 0
}
