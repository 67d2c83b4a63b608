import { useRef, type ReactNode } from 'react'
import { dataKinds, type DataKind, type OwnData } from '../../shared/own-data.ts'
import { formatApart, formatBytes } from '../../shared/units.ts'
import { useLive, useView } from '../store/live.ts'
import { useFocusHome } from '../ui/use-focus-home.ts'
import { useWords } from '../words/use-words.ts'
import { ConfirmButton } from './ConfirmButton.tsx'
import { ForgetGroup, type Forgettable } from './ForgetGroup.tsx'
import styles from './KeptData.module.css'
import rows from './Rows.module.css'
import { useAnswer } from './use-answer.ts'

/** What Headroom keeps about its user, by kind, and the way to have it forgotten. */
export function KeptData(): ReactNode {
  const { t } = useWords()
  const live = useLive()
  const home = useRef<HTMLHeadingElement>(null)
  const { answer, askAgain } = useAnswer('ownData')
  const words = {
    title: t('settings.data.title'),
    intro: t('settings.data.intro'),
    reading: t('settings.data.reading'),
    forgotten: t('settings.data.forgotten'),
  }
  const ask = (kinds: readonly DataKind[]) => live.request('forget', { kinds, isConfirmed: true })
  return (
    <ForgetGroup words={words} answer={answer} onChanged={askAgain} ask={ask} home={home}>
      {(found, forget) => <Parts found={found} home={home} forget={forget} />}
    </ForgetGroup>
  )
}

function Parts({
  found: { parts },
  home,
  forget,
}: Forgettable<OwnData, readonly DataKind[]>): ReactNode {
  const { t, figure } = useWords()
  const { mayAct } = useView()
  const list = useRef<HTMLUListElement>(null)
  useFocusHome(list, home)
  const isNone = parts.every(({ bytes }) => bytes === 0)
  const { total, addsUp } = formatApart(parts.map(({ bytes }) => bytes))
  return (
    <ul ref={list} className={styles['parts']}>
      {parts.map(({ kind, bytes }) => (
        <li key={kind} className={styles['part']} data-none={bytes === 0}>
          <span className={styles['name']}>
            {t(`settings.data.kind.${kind}`)}
            <span className={rows['help']}>{t(`settings.data.what.${kind}`)}</span>
          </span>
          <span className={styles['size']}>
            {bytes === 0 ? t('settings.data.nothing') : figure(formatBytes(bytes))}
          </span>
          <ConfirmButton
            text={t('settings.data.delete')}
            spoken={t('relief.about', {
              act: t('settings.data.delete'),
              name: t(`settings.data.kind.${kind}`),
            })}
            question={t(`settings.data.ask.${kind}`)}
            yes={t('settings.data.yes')}
            isDisabled={!mayAct}
            home={home}
            onConfirm={() => void forget([kind])}
          />
        </li>
      ))}
      <li className={styles['part']} data-none={isNone}>
        <b className={styles['name']}>{t('relief.inAll')}</b>
        <b className={styles['size']}>
          {addsUp ? figure(total) : t('settings.data.about', { size: figure(total) })}
        </b>
        <ConfirmButton
          text={t('settings.data.deleteAll')}
          question={t('settings.data.askAll')}
          yes={t('settings.data.yesAll')}
          isDisabled={!mayAct}
          home={home}
          onConfirm={() => void forget(dataKinds)}
        />
      </li>
    </ul>
  )
}
