import { StrictMode, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { TellingContext } from './alerts/TellButton.tsx'
import { answerEscape } from './client/answer-escape.ts'
import { findClient } from './client/find-client.ts'
import { Screens } from './details/Screens.tsx'
import { Broken } from './popover/Broken.tsx'
import { createLive, LiveContext } from './store/live.ts'
import './ui/tokens.css'
import { Spoken } from './words/Spoken.tsx'

// without a frame of its own, the screen fills the window that the shell gives it
document.documentElement.dataset['frame'] = window.headroom === undefined ? 'browser' : 'window'

const place = document.getElementById('root')
if (place !== null) {
  const { client, telling } = findClient()
  const live = createLive(client)
  answerEscape(client)
  const screenOf = (part: ReactNode): ReactNode => (
    <StrictMode>
      <LiveContext value={live}>
        <TellingContext value={telling}>{part}</TellingContext>
      </LiveContext>
    </StrictMode>
  )
  // what stands in place of one that has failed, and of that: without its language, in English
  const others = [
    screenOf(
      <Spoken>
        <Broken />
      </Spoken>,
    ),
    <Broken key="in English" />,
  ].values()
  const root = createRoot(place, {
    onUncaughtError: (error) => {
      reportError(error)
      const { value } = others.next()
      if (value !== undefined) root.render(value)
    },
  })
  root.render(
    screenOf(
      <Spoken>
        <Screens client={client} />
      </Spoken>,
    ),
  )
}
