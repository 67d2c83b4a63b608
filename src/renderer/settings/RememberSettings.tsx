import type { ReactNode } from 'react'
import type { DataKind } from '../../shared/own-data.ts'
import type { Settings } from '../../shared/settings.ts'
import { formatBytes } from '../../shared/units.ts'
import { useWords } from '../words/use-words.ts'
import { SettingBox } from './SettingBox.tsx'
import { SettingGroup } from './SettingGroup.tsx'
import { useAnswer } from './use-answer.ts'
import { useSettingsHere } from './use-settings.ts'

type Memory = keyof Pick<Settings, 'keepsHistory' | 'recordsFlight' | 'learns'>

/** In the order in which they are shown, with what there is of each. */
const memories: readonly (readonly [Memory, DataKind])[] = [
  ['keepsHistory', 'history'],
  ['recordsFlight', 'flight'],
  ['learns', 'learnt'],
]

/** What outlives Headroom by its own: each can be switched off, and says what and how much it is. */
export function RememberSettings(): ReactNode {
  const { t, figure } = useWords()
  const { preferences, prefer } = useSettingsHere()
  const { answer } = useAnswer('ownData')
  if (preferences === null) return null
  const bytesOf = (kind: DataKind): number | null =>
    answer?.kind === 'ok' ? (answer.value.parts.find((one) => one.kind === kind)?.bytes ?? 0) : null
  const helpOf = (memory: Memory, kind: DataKind): string => {
    const help = t(`remember.${preferences[memory] ? 'on' : 'off'}.${memory}`)
    const bytes = bytesOf(kind)
    return bytes === null || bytes === 0
      ? help
      : t('remember.now', { help, size: figure(formatBytes(bytes)) })
  }
  return (
    <SettingGroup title={t('remember.title')} intro={t('remember.intro')}>
      {memories.map(([memory, kind]) => (
        <SettingBox
          key={memory}
          control={memory}
          label={t(`remember.label.${memory}`)}
          help={helpOf(memory, kind)}
          isOn={preferences[memory]}
          onChange={(isOn) => void prefer(memory, { [memory]: isOn })}
        />
      ))}
    </SettingGroup>
  )
}
