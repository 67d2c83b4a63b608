import { useRef, type ReactNode } from 'react'
import type { ForgetLearntInput, Learnt } from '../../shared/learnt.ts'
import { printable } from '../../shared/printable.ts'
import { useLive, useView } from '../store/live.ts'
import { useFocusHome } from '../ui/use-focus-home.ts'
import { useWords } from '../words/use-words.ts'
import { ConfirmButton } from './ConfirmButton.tsx'
import { ForgetGroup, maxReasonLength, type Forgettable } from './ForgetGroup.tsx'
import styles from './LearntRows.module.css'
import { LearntRows } from './LearntRows.tsx'
import rows from './Rows.module.css'
import { useAnswer } from './use-answer.ts'

interface Props {
  /** What stands here is used, and more is learnt. */
  readonly isOn: boolean
}

/** What this machine has taught, one by one, and the way to have it forgotten. */
export function LearntData({ isOn }: Props): ReactNode {
  const { t } = useWords()
  const live = useLive()
  const home = useRef<HTMLHeadingElement>(null)
  const { answer, askAgain } = useAnswer('learnt')
  const words = {
    title: t('learnt.title'),
    intro: t('learnt.intro'),
    reading: t('learnt.reading'),
    forgotten: t('learnt.forgotten'),
  }
  const ask = (what: ForgetLearntInput) => live.request('forgetLearnt', what)
  return (
    <ForgetGroup words={words} answer={answer} onChanged={askAgain} ask={ask} home={home}>
      {(found, forget) => <Found found={found} home={home} forget={forget} isOn={isOn} />}
    </ForgetGroup>
  )
}

function Found({
  found,
  isOn,
  home,
  forget,
}: Props & Forgettable<Learnt, ForgetLearntInput>): ReactNode {
  const { t, say } = useWords()
  const { mayAct } = useView()
  const list = useRef<HTMLUListElement>(null)
  useFocusHome(list, home)
  const { models, limit, growths, trouble } = found
  const isNone = models.length === 0 && growths.length === 0 && limit === null
  const none = isOn ? t('learnt.none') : t('learnt.noneOff')
  return (
    <>
      {isOn || isNone ? null : <p className={rows['note']}>{t('learnt.off')}</p>}
      {trouble === null ? null : (
        <p className={rows['note']} data-wrong="true">
          {t('learnt.trouble', { reason: say(printable(trouble, maxReasonLength)) })}
        </p>
      )}
      {isNone ? (
        <p className={rows['note']}>{none}</p>
      ) : (
        <ul ref={list} className={styles['rows']}>
          <LearntRows learnt={found} home={home} forget={forget} />
          <li className={styles['last']}>
            <ConfirmButton
              text={t('learnt.forgetAll')}
              question={t('learnt.askAll')}
              yes={t('learnt.yesAll')}
              isDisabled={!mayAct}
              home={home}
              onConfirm={() => void forget({ kind: 'all' })}
            />
          </li>
        </ul>
      )}
    </>
  )
}
