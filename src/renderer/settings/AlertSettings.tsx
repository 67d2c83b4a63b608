import type { ReactNode } from 'react'
import { ruleIds } from '../../shared/alert.ts'
import type { Preferences } from '../../shared/preferences.ts'
import type { SectionProps } from '../details/section-props.ts'
import { useView } from '../store/live.ts'
import { useWords } from '../words/use-words.ts'
import styles from './AlertSettings.module.css'
import { ConfirmButton } from './ConfirmButton.tsx'
import { NotificationSettings } from './NotificationSettings.tsx'
import { allAsTheyCome, isChanged } from './rule-lines.ts'
import { RuleRow } from './RuleRow.tsx'
import { SettingGroup } from './SettingGroup.tsx'
import { Refusal } from './SettingRow.tsx'
import { SilentRules } from './SilentRules.tsx'
import { useSettingsHere } from './use-settings.ts'

interface Props extends SectionProps {
  readonly preferences: Preferences
}

/** Every rule: whether it speaks, by which lines, and after how long. */
export function AlertSettings({ preferences: { alerts }, focus }: Props): ReactNode {
  const { t } = useWords()
  const { mayAct } = useView()
  const { prefer } = useSettingsHere()
  const ledTo = focus?.kind === 'rule' ? focus : null
  return (
    <>
      <SilentRules />
      <NotificationSettings />
      <SettingGroup title={t('settings.rules')}>
        <ul className={styles['rules']}>
          {ruleIds.map((rule) => (
            <RuleRow
              key={rule}
              rule={rule}
              alerts={alerts}
              ledTo={ledTo?.ruleId === rule ? ledTo : null}
            />
          ))}
        </ul>
        {ruleIds.some((rule) => isChanged(rule, alerts)) ? (
          <div className={styles['all']}>
            <ConfirmButton
              text={t('settings.allDefaults')}
              question={t('settings.allDefaultsAsk')}
              yes={t('settings.allDefaultsYes')}
              isDisabled={!mayAct}
              onConfirm={() => void prefer('alerts', { alerts: allAsTheyCome })}
            />
          </div>
        ) : null}
        <Refusal control="alerts" />
      </SettingGroup>
    </>
  )
}
