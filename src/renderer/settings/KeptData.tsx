import { useRef, useState, type ReactNode, type RefObject } from 'react'
import { capital } from '../../shared/fit-text.ts'
import { dataKinds, type DataKind, type OwnData } from '../../shared/own-data.ts'
import { printable } from '../../shared/printable.ts'
import { formatApart, formatBytes } from '../../shared/units.ts'
import { useLive, useView } from '../store/live.ts'
import { useFocusHome } from '../ui/use-focus-home.ts'
import { useWords } from '../words/use-words.ts'
import { ConfirmButton } from './ConfirmButton.tsx'
import styles from './KeptData.module.css'
import rows from './Rows.module.css'
import { SettingGroup } from './SettingGroup.tsx'
import { useAnswer } from './use-answer.ts'

/** What Headroom keeps about its user, by kind, and the way to have it forgotten. */
export function KeptData(): ReactNode {
  const { t, say } = useWords()
  const { forget, answer, step } = useForget()
  const head = useRef<HTMLHeadingElement>(null)
  return (
    <SettingGroup title={t('settings.data.title')} intro={t('settings.data.intro')} head={head}>
      {answer === null ? (
        <p className={rows['note']} role="status">
          {t('settings.data.reading')}
        </p>
      ) : answer.kind === 'refused' ? (
        <p className={rows['note']}>{capital(say(answer.reason))}</p>
      ) : (
        <Parts data={answer.value} home={head} forget={forget} />
      )}
      <p className={rows['refusal']} role="alert">
        {step.kind === 'refused' ? capital(say(step.reason)) : null}
      </p>
      <p className="spoken" role="status">
        {step.kind === 'done' ? t('settings.data.forgotten') : ''}
      </p>
    </SettingGroup>
  )
}

type Step =
  { readonly kind: 'idle' | 'done' } | { readonly kind: 'refused'; readonly reason: string }

const maxReasonLength = 400

function useForget() {
  const live = useLive()
  const [step, setStep] = useState<Step>({ kind: 'idle' })
  const { answer, askAgain } = useAnswer('ownData')
  const forget = async (kinds: readonly DataKind[]): Promise<void> => {
    setStep({ kind: 'idle' })
    const outcome = await live.request('forget', { kinds, isConfirmed: true })
    askAgain()
    setStep(
      outcome.kind === 'ok'
        ? { kind: 'done' }
        : { kind: 'refused', reason: printable(outcome.reason, maxReasonLength) },
    )
  }
  return { answer, step, forget }
}

interface PartsProps {
  readonly data: OwnData
  readonly home: RefObject<HTMLElement | null>
  readonly forget: (kinds: readonly DataKind[]) => Promise<void>
}

function Parts({ data: { parts }, home, forget }: PartsProps): ReactNode {
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
