import type { Peak } from './graph-allocator.ts'
import type { Phase } from './phases.ts'

/** So many kinds of tensors are told one by one. */
const toldKinds = 4

/** `logits 4·512·201088 + 2 × normed 4·512·2880`: what lies in a buffer when it is the longest, for people. */
export function peakFormula({ bytes, members }: Peak, copyBytes: number): string {
  const byText = Map.groupBy(members, ({ name, sizeText }) => `${name} ${sizeText}`)
  const kinds = [...byText].map(([text, same]) => ({
    text: same.length === 1 ? text : `${same.length} × ${text}`,
    bytes: same.reduce((sum, one) => sum + one.bytes, 0),
  }))
  const told = kinds.toSorted((a, b) => b.bytes - a.bytes).slice(0, toldKinds)
  const rest = bytes - copyBytes - told.reduce((sum, one) => sum + one.bytes, 0)
  const texts = [...told.map(({ text }) => text), ...(rest === 0 ? [] : [`${rest} around them`])]
  return texts.join(' + ')
}

/** Which part of the graph it is. */
export function momentOf({ members }: Peak): Phase['name'] {
  const name = members.find(({ name: one }) => !one.startsWith('embedding'))?.name ?? ''
  if (name === 'logits') return 'logits'
  if (/^(mask|scores|Q|K|V|attended)/.test(name)) return 'attention'
  return /^(feed-forward|experts|sum of)/.test(name) ? 'feed-forward' : 'state'
}
