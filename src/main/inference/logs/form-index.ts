import { createAnchorScan, type AnchorScan } from './anchor-scan.ts'
import type { MessageForm } from './message-form.ts'

/** All forms, and which of them a line may have by the anchors in it. */
export interface FormIndex {
  readonly scan: AnchorScan
  /** In the order in which they were given. */
  formsOf(anchors: ReadonlySet<number>): readonly MessageForm[]
}

/** Costs milliseconds: made once. Throws RangeError where an id is given twice or a form has no anchor. */
export function indexOfForms(forms: readonly MessageForm[]): FormIndex {
  const ids = new Set(forms.map(({ id }) => id))
  if (ids.size < forms.length) throw new RangeError('two forms have one id')
  const anchors = [...new Set(forms.flatMap((form) => form.anchors))]
  if (forms.some((form) => form.anchors.length === 0)) throw new RangeError('a form has no anchor')
  const byAnchor = anchors.map((anchor) =>
    forms.flatMap((form, index) => (form.anchors.includes(anchor) ? [index] : [])),
  )
  return {
    scan: createAnchorScan(anchors),
    formsOf: (held) => {
      const found = new Set<number>()
      for (const anchor of held) for (const index of byAnchor[anchor] ?? []) found.add(index)
      return [...found].sort((a, b) => a - b).flatMap((index) => forms[index] ?? [])
    },
  }
}
