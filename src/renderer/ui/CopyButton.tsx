import { useEffect, useState, type ReactNode, type RefObject } from 'react'
import { useWords } from '../words/use-words.ts'
import styles from './CopyButton.module.css'

interface Props {
  readonly text: string
  /** Where the text stands: it is selected where the clipboard is refused. */
  readonly source: RefObject<HTMLElement | null>
}

type Outcome = 'copied' | 'selected'

/** How long it is told what has become of the text; whoever must copy it by hand needs longer. */
const toldMs: Readonly<Record<Outcome, number>> = { copied: 2_000, selected: 6_000 }

/** Copies a text. What has become of it stands in the button for a moment, and is said to who listens. */
export function CopyButton({ text, source }: Props): ReactNode {
  const { t } = useWords()
  const howToCopy = t('ui.copy.how')
  // a new object at each click: the moment begins anew
  const [told, setTold] = useState<{ readonly outcome: Outcome } | null>(null)
  useEffect(() => {
    if (told === null) return undefined
    const timer = setTimeout(() => setTold(null), toldMs[told.outcome])
    return () => clearTimeout(timer)
  }, [told])
  const copy = async (): Promise<void> => setTold({ outcome: await copied(text, source.current) })
  const outcome = told?.outcome ?? null
  return (
    <>
      <button
        type="button"
        className={styles['copy']}
        title={outcome === 'selected' ? howToCopy : undefined}
        onClick={() => void copy()}
      >
        {t(`ui.copy.${outcome ?? 'copy'}`)}
        <span className="spoken"> {text}</span>
      </button>
      <span className="spoken" role="status">
        {outcome === 'selected' ? howToCopy : outcome === null ? '' : t(`ui.copy.${outcome}`)}
      </span>
    </>
  )
}

async function copied(text: string, source: HTMLElement | null): Promise<Outcome> {
  try {
    await navigator.clipboard.writeText(text)
    return 'copied'
  } catch {
    // NotAllowedError: the shell or the browser forbids it; TypeError: no clipboard where the origin is not secure
    if (source !== null) getSelection()?.selectAllChildren(source)
    return 'selected'
  }
}
