import Box from 'lucide-react/icons/box'
import FileX from 'lucide-react/icons/file-x'
import { memo, type ReactNode } from 'react'
import type { LocalModel } from '../../shared/local-models.ts'
import { shownLocalModel, standingOf } from '../../shared/models-text.ts'
import { LongName } from '../ui/LongName.tsx'
import { VerdictSign } from '../ui/VerdictSign.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './ShelfRow.module.css'

interface Props {
  readonly model: LocalModel
  readonly isChosen: boolean
  readonly isTabStop: boolean
  readonly onChoose: (wanted: string) => void
  readonly onFocus: () => void
}

/** Drawn again only where something that it shows is another: an answer brings all rows anew. */
export const ShelfRow = memo(Row, (before, now) => {
  const [one, other] = [before.model, now.model]
  return (
    before.isChosen === now.isChosen &&
    before.isTabStop === now.isTabStop &&
    one.wanted === other.wanted &&
    one.name === other.name &&
    one.architecture === other.architecture &&
    one.quantization === other.quantization &&
    one.source === other.source &&
    one.fileBytes === other.fileBytes &&
    one.verdict === other.verdict &&
    one.isLoaded === other.isLoaded &&
    one.longestContextTokens === other.longestContextTokens
  )
})

function Row({ model, isChosen, isTabStop, onChoose, onFocus }: Props): ReactNode {
  const { say, figure } = useWords()
  const { name, size, about, verdict, longest } = shownLocalModel(model)
  const standing = standingOf(model)
  return (
    <li className={styles['item']}>
      <button
        type="button"
        className={styles['row']}
        aria-current={isChosen}
        tabIndex={isTabStop ? 0 : -1}
        data-standing={standing}
        onClick={() => onChoose(model.wanted)}
        onFocus={onFocus}
      >
        <span className={styles['head']}>
          {standing === 'loaded' ? (
            <Box size={14} strokeWidth={1.75} aria-hidden="true" />
          ) : (
            <VerdictSign verdict={standing === 'shorter' ? 'tight' : standing} />
          )}
          <LongName name={name} />
          <span>{size === null ? null : figure(size)}</span>
        </span>
        <span className={styles['beside']}>
          <span className={styles['about']}>{say(about)}</span>
          <span className={styles['verdict']}>
            <span className={styles['word']}>{say(verdict)}</span>
            {longest === null ? null : `, ${say(longest)}`}
          </span>
        </span>
      </button>
    </li>
  )
}

/** There is nothing to choose: what is wrong stands in its place. */
export function BrokenRow({ model }: Pick<Props, 'model'>): ReactNode {
  const { say, figure } = useWords()
  const { name, size, trouble } = shownLocalModel(model)
  return (
    <li className={styles['broken']} title={model.path}>
      <span className={styles['head']}>
        <FileX size={14} strokeWidth={1.75} aria-hidden="true" />
        <LongName name={name} />
        <span>{size === null ? null : figure(size)}</span>
      </span>
      <span className={styles['trouble']}>{trouble === null ? null : say(trouble)}</span>
    </li>
  )
}
