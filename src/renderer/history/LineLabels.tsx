import type { ReactNode } from 'react'
import styles from './LineLabels.module.css'

export interface LineLabel {
  readonly value: number
  readonly text: string
  readonly title?: string | undefined
}

interface Props {
  readonly labels: readonly LineLabel[]
  readonly top: number
  /** Of the box of the lines. */
  readonly heightPx: number
}

/** As high as a line of small type. */
const linePx = 15
/** The line itself stays seen below its name. */
const abovePx = 2

/** What the level lines are, above the end of each; those that would lie over each other are moved up. */
export function LineLabels({ labels, top, heightPx }: Props): ReactNode {
  return placed(labels, (value) => (value / top) * heightPx).map(({ value, text, title, upPx }) => (
    <span
      key={text}
      className={styles['label']}
      data-level={value}
      title={title}
      style={{ insetBlockEnd: upPx }}
    >
      {text}
    </span>
  ))
}

function placed(
  labels: readonly LineLabel[],
  upOf: (value: number) => number,
): readonly (LineLabel & { readonly upPx: number })[] {
  let belowPx = Number.NEGATIVE_INFINITY
  return labels
    .toSorted((one, other) => one.value - other.value)
    .map((label) => {
      belowPx = Math.max(upOf(label.value) + abovePx, belowPx + linePx)
      return { ...label, upPx: belowPx }
    })
}
