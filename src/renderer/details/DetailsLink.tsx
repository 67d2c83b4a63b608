import type { ReactNode } from 'react'
import type { DetailsPlace } from '../../shared/details.ts'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useWords } from '../words/use-words.ts'
import { useDetails } from './use-details.ts'

interface Props {
  readonly place: DetailsPlace
  /** What it is about, for who listens. */
  readonly title: string
}

/** The way from what is said in brief to all that is known of it. */
export function DetailsLink({ place, title }: Props): ReactNode {
  const { t } = useWords()
  const details = useDetails()
  return (
    <SmallButton
      text={t('alerts.details')}
      spoken={t('alerts.detailsOf', { title })}
      onClick={() => details.open(place)}
    />
  )
}
