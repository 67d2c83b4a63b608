import { useEffect, useState, type ReactNode } from 'react'
import type { About } from '../../shared/about.ts'
import type { Outcome } from '../../shared/contract.ts'
import { printable } from '../../shared/printable.ts'
import type { SectionProps } from '../details/section-props.ts'
import { useConnection, useLive } from '../store/live.ts'
import icon from '../ui/icon.svg'
import { CopyText } from '../ui/CopyText.tsx'
import { Notice } from '../ui/Notice.tsx'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './AboutSection.module.css'
import { LicenceList } from './LicenceList.tsx'
import { OwnCost } from './OwnCost.tsx'
import { ReportProblem } from './ReportProblem.tsx'
import { UpdateNote } from './UpdateNote.tsx'
import { versionsOf } from './versions-text.ts'

/** What Headroom is, what it runs on, and what it is made of. */
export function AboutSection(_: SectionProps): ReactNode {
  const { t } = useWords()
  const { about, again } = useAbout()
  const known = about?.kind === 'ok' ? about.value : null
  return (
    <div className={styles['section']}>
      <header className={styles['head']}>
        <img className={styles['icon']} src={icon} alt="" width="48" height="48" />
        <div>
          <h1>{t('about.title')}</h1>
          <p className={styles['quiet']}>{t('about.what')}</p>
        </div>
      </header>
      {about?.kind === 'refused' ? <Refused reason={about.reason} onAgain={again} /> : null}
      {known === null ? null : <Versions about={known} />}
      <OwnCost />
      <ReportProblem />
      <section className={styles['part']} aria-label={t('about.limits')}>
        <h2>{t('about.limits')}</h2>
        <p>{t('about.neverOnMac')}</p>
        <p className={styles['quiet']}>{t('about.network')}</p>
      </section>
      <section className={styles['part']} aria-label={t('about.licences')}>
        <h2>{t('about.licences')}</h2>
        <p>{t('about.own')}</p>
        <LicenceList />
      </section>
    </div>
  )
}

/** Asked once, and again when a Headroom is there again: it may be another one. */
function useAbout(): { readonly about: Outcome<About> | null; readonly again: () => void } {
  const live = useLive()
  const connection = useConnection()
  const [about, setAbout] = useState<Outcome<About> | null>(null)
  useEffect(() => {
    if (connection === 'live') void live.request('about', null).then(setAbout)
  }, [live, connection])
  return { about, again: () => void live.request('about', null).then(setAbout) }
}

interface RefusedProps {
  readonly reason: string
  readonly onAgain: () => void
}

function Refused({ reason, onAgain }: RefusedProps): ReactNode {
  const { t, say } = useWords()
  return (
    <Notice tone="attention" title={t('about.refused')}>
      {say(reason)} <SmallButton text={t('about.again')} onClick={onAgain} />
    </Notice>
  )
}

function Versions({ about }: { readonly about: About }): ReactNode {
  const { t } = useWords()
  const { version, parts, folder } = about
  return (
    <section className={styles['part']} aria-label={t('about.versions')}>
      <div className={styles['titled']}>
        <h2>{t('about.versions')}</h2>
        <CopyText label={t('about.copy')} textOf={() => versionsOf(about)} />
      </div>
      <dl className={styles['versions']}>
        {version === '' ? null : <Version name="Headroom" version={version} />}
        <UpdateNote />
        {parts.map((part) => (
          <Version key={part.name} {...part} />
        ))}
        <dt>{t('about.folder')}</dt>
        <dd>
          {folder === null ? (
            t('about.noFolder')
          ) : (
            <code className={styles['path']} dir="ltr">
              {printable(folder, folder.length)}
            </code>
          )}
        </dd>
      </dl>
    </section>
  )
}

const Version = ({ name, version }: About['parts'][number]): ReactNode => (
  <>
    <dt>
      <bdi dir="auto">{printable(name)}</bdi>
    </dt>
    <dd>
      <bdi dir="auto">{printable(version)}</bdi>
    </dd>
  </>
)
