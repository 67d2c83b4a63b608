import { createAnchorScan, type AnchorScan } from './anchor-scan.ts'
import type { MessageForm } from './message-form.ts'
import { bodyAnchors } from './request-bodies.ts'

/** All forms, and which of them a line may have by the anchors in it; none where it begins the body of a request. */
export interface FormIndex {
  readonly scan: AnchorScan
  /** In the order in which they were given. */
  formsOf(anchors: readonly number[]): readonly MessageForm[]
}

/** Costs milliseconds: made once. Throws RangeError where an id is given twice or a form has no anchor. */
export function indexOfForms(forms: readonly MessageForm[]): FormIndex {
  const ids = forms.map(({ id }) => id)
  const twice = ids.find((id, index) => ids.indexOf(id) < index)
  if (twice !== undefined) throw new RangeError(`two forms have one id: ${twice}`)
  const anchors = [...new Set([...forms.flatMap((form) => form.anchors), ...bodyAnchors])]
  if (forms.some((form) => form.anchors.length === 0)) throw new RangeError('a form has no anchor')
  const byAnchor = anchors.map((anchor) => forms.filter((form) => form.anchors.includes(anchor)))
  const placeOf = new Map(forms.map((form, index) => [form, index]))
  return {
    scan: createAnchorScan(anchors),
    formsOf: (held) => {
      const [first = -1, ...others] = held
      const found = byAnchor[first] ?? []
      // most lines have one
      if (others.length === 0) return found
      const all = [...found]
      for (const anchor of others)
        for (const form of byAnchor[anchor] ?? []) if (!all.includes(form)) all.push(form)
      if (all.length === 1) return all
      return all.sort((a, b) => (placeOf.get(a) ?? 0) - (placeOf.get(b) ?? 0))
    },
  }
}
