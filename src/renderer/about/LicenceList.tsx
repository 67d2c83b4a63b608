import ChevronRight from 'lucide-react/icons/chevron-right'
import { useEffect, useId, useState, type ReactNode } from 'react'
import { FindField } from '../ui/FindField.tsx'
import { matches } from '../ui/matches.ts'
import { NotLoaded } from '../ui/NotLoaded.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './LicenceList.module.css'
import { loadLicences, type Licence } from './load-licences.ts'

type Place = readonly Licence[] | 'loading' | 'failed'

/** Every package whose code is shipped, with its licence; its text unfolds. */
export function LicenceList(): ReactNode {
  const { t } = useWords()
  const [wanted, setWanted] = useState('')
  const place = useLicences()
  if (place === 'loading') return <p role="status">{t('about.loading')}</p>
  if (place === 'failed') return <NotLoaded />
  // not in the texts: each of them holds most words
  const shown = place.filter(({ name, version, identifier }) =>
    matches(wanted, [name, version, identifier]),
  )
  return (
    <>
      <FindField label={t('about.find')} text={wanted} onText={setWanted} />
      <p className={styles['count']} role="status">
        {shown.length === 0 ? t('about.noMatch') : t('about.count', { count: shown.length })}
      </p>
      <ul>
        {shown.map((licence) => (
          <LicenceRow key={`${licence.name} ${licence.version}`} licence={licence} />
        ))}
      </ul>
    </>
  )
}

function useLicences(): Place {
  const [place, setPlace] = useState<Place>('loading')
  useEffect(() => {
    let isPast = false
    const set = (next: Place): void => {
      if (!isPast) setPlace(next)
    }
    // TypeError: this page is older than the files of the Headroom that came back, or was not built
    loadLicences().then(set, () => set('failed'))
    return () => {
      isPast = true
    }
  }, [])
  return place
}

function LicenceRow({ licence }: { readonly licence: Licence }): ReactNode {
  const [isOpen, setOpen] = useState(false)
  const textId = useId()
  const { name, version, identifier, text } = licence
  return (
    <li className={styles['row']}>
      <button
        type="button"
        className={styles['line']}
        aria-expanded={isOpen}
        aria-controls={isOpen ? textId : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        <ChevronRight
          className={styles['sign']}
          size={14}
          strokeWidth={1.75}
          aria-hidden="true"
          data-open={isOpen}
        />
        <bdi className={styles['name']} dir="auto">
          {name}
        </bdi>{' '}
        <bdi className={styles['version']} dir="auto">
          {version}
        </bdi>{' '}
        <bdi className={styles['licence']} dir="auto">
          {identifier}
        </bdi>
      </button>
      {isOpen ? (
        <pre id={textId} className={styles['text']} dir="ltr" tabIndex={0} aria-label={name}>
          {text}
        </pre>
      ) : null}
    </li>
  )
}
