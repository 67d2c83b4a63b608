import type { Language } from '../language.ts'

const slotForm = /\{\{(\w+)\}\}/g
const mark = /[，。：；！？、（）《》「」]/u
const han = /\p{Script=Han}/u
const latin = /[\p{Script=Latin}\p{Nd}]/u

/** Chinese stands apart from letters and figures by a space, and from its marks by none. null: as it is. */
function gapOf(before: string, after: string): string | null {
  if (mark.test(before) || mark.test(after)) return ''
  const isEdge = (han.test(before) && latin.test(after)) || (latin.test(before) && han.test(after))
  return isEdge ? ' ' : null
}

const gapped = (before: string, after: string, language: Language): string => {
  if (language !== 'zh-Hans') return before + after
  const [start, end] = [before.trimEnd(), after.trimStart()]
  const gap = gapOf(start.slice(-1), end.slice(0, 1))
  return gap === null ? before + after : start + gap + end
}

/** A phrase of a book with its slots filled; what stands in them stays as it is, also what looks like a slot. */
export function filledIn(
  language: Language,
  text: string,
  slots: Readonly<Record<string, string>>,
): string {
  const [first = '', ...rest] = text.split(slotForm)
  return rest.reduce(
    (said, part, at) =>
      gapped(
        said,
        at % 2 === 0 ? (Object.hasOwn(slots, part) ? (slots[part] ?? '') : `{{${part}}}`) : part,
        language,
      ),
    first,
  )
}
