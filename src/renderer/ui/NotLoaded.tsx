import type { ReactNode } from 'react'
import { useWords } from '../words/use-words.ts'
import { Notice } from './Notice.tsx'
import { ReloadButton } from './ReloadButton.tsx'

interface Props {
  /** Where there is no way back beside it. */
  readonly onDismiss?: (() => void) | undefined
}

/** In place of a part of the screen whose file could not be had. */
export function NotLoaded({ onDismiss }: Props): ReactNode {
  const { t } = useWords()
  return (
    <Notice
      tone="attention"
      title={t('notices.notLoaded')}
      {...(onDismiss === undefined ? {} : { onDismiss })}
    >
      {t('notices.notLoadedHelp')} <ReloadButton />
    </Notice>
  )
}
