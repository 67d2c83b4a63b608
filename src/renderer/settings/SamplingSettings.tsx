import type { ReactNode } from 'react'
import type { Preferences } from '../../shared/preferences.ts'
import { settingBounds } from '../../shared/settings.ts'
import { formatRatio } from '../../shared/units.ts'
import { useSnapshot } from '../store/live.ts'
import { useWords } from '../words/use-words.ts'
import { CheckField } from './CheckField.tsx'
import { PowerSettings } from './PowerSettings.tsx'
import { QuantityRow } from './QuantityRow.tsx'
import rows from './Rows.module.css'
import { SettingGroup } from './SettingGroup.tsx'
import { SettingRow } from './SettingRow.tsx'
import { useSettingsHere } from './use-settings.ts'

interface Props {
  readonly preferences: Preferences
}

/** How often the machine is looked at, and where its watts come from. */
export function SamplingSettings({ preferences }: Props): ReactNode {
  const { t } = useWords()
  const { prefer } = useSettingsHere()
  const { clocks, powerSource } = preferences
  return (
    <>
      <SettingGroup title={t('settings.clocks')}>
        <QuantityRow
          control="clocks.lookedSeconds"
          label={t('settings.looked')}
          help={t('settings.lookedHelp')}
          quantity="seconds"
          value={clocks.lookedSeconds}
          bounds={settingBounds.lookedSeconds}
          onCommit={(lookedSeconds) =>
            void prefer('clocks.lookedSeconds', { clocks: { lookedSeconds } })
          }
        />
        <QuantityRow
          control="clocks.aloneSeconds"
          label={t('settings.alone')}
          help={t('settings.aloneHelp')}
          quantity="seconds"
          value={clocks.aloneSeconds}
          bounds={settingBounds.aloneSeconds}
          onCommit={(aloneSeconds) =>
            void prefer('clocks.aloneSeconds', { clocks: { aloneSeconds } })
          }
        />
        <SettingRow control="clocks.isSlowerOnBattery" label={t('settings.slower')}>
          {(of) => (
            <CheckField
              of={of}
              isOn={clocks.isSlowerOnBattery}
              onChange={(isSlowerOnBattery) =>
                void prefer('clocks.isSlowerOnBattery', { clocks: { isSlowerOnBattery } })
              }
            />
          )}
        </SettingRow>
        <OwnCost />
      </SettingGroup>
      <PowerSettings choice={powerSource} />
    </>
  )
}

/** What these clocks cost now, as it is measured. */
function OwnCost(): ReactNode {
  const { t, figure } = useWords()
  const cpuRatio = useSnapshot(({ cost }) => (cost.kind === 'ok' ? cost.cpuRatio : null))
  if (cpuRatio === null) return null
  return (
    <p className={rows['footnote']}>
      {t('settings.ownCost', { cpu: figure(formatRatio(cpuRatio)) })}
    </p>
  )
}
