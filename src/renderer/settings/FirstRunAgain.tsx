import { useRef, useState, type ReactNode } from 'react'
import { Late } from '../ui/Late.tsx'
import { SmallButton } from '../ui/SmallButton.tsx'
import type { Welcome } from '../welcome/Welcome.tsx'
import { useWords } from '../words/use-words.ts'
import { SettingGroup } from './SettingGroup.tsx'

const loadCard = (): Promise<typeof Welcome> =>
  import('../welcome/Welcome.tsx').then((part) => part.Welcome)

/** The first run, in place of the button that asks for it. */
export function FirstRunAgain(): ReactNode {
  const { t } = useWords()
  const [isOpen, setOpen] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  const end = (): void => {
    setOpen(false)
    // once the button stands there again
    requestAnimationFrame(() => place.current?.querySelector('button')?.focus())
  }
  return (
    <div ref={place}>
      {isOpen ? (
        <Late load={loadCard} props={{ isAgain: true, onEnd: end }} onDismiss={end} />
      ) : (
        <SettingGroup title={t('settings.welcome')}>
          <div>
            <SmallButton text={t('settings.welcomeAgain')} onClick={() => setOpen(true)} />
          </div>
        </SettingGroup>
      )}
    </div>
  )
}
