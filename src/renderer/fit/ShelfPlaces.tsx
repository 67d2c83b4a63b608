import type { ReactNode } from 'react'
import type { ModelPlace } from '../../shared/local-models.ts'
import { placeText } from '../../shared/models-text.ts'
import { useWords } from '../words/use-words.ts'
import styles from './ShelfPlaces.module.css'

interface Props {
  readonly places: readonly ModelPlace[]
  /** There is nothing else to read. */
  readonly isOpen: boolean
}

/** Where was looked; at once in sight where nothing was found, or where a place cannot be read. */
export function ShelfPlaces({ places, isOpen }: Props): ReactNode {
  const { t, say } = useWords()
  if (places.length === 0) return null
  const unread = places.filter(({ reason }) => reason !== null)
  return (
    <details className={styles['places']} open={isOpen || unread.length > 0}>
      <summary className={styles['summary']}>{t('fit.places')}</summary>
      <ul className={styles['list']}>
        {places.map((place) => (
          <li key={`${place.source} ${place.path}`} data-unread={place.reason !== null}>
            {say(placeText(place))}
          </li>
        ))}
      </ul>
    </details>
  )
}
