import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { TellingContext } from './alerts/TellButton.tsx'
import { findClient } from './client/find-client.ts'
import { Popover } from './popover/Popover.tsx'
import { createLive, LiveContext } from './store/live.ts'
import './ui/tokens.css'

// without a frame of its own, the screen fills the window that the shell gives it
document.documentElement.dataset['frame'] = window.headroom === undefined ? 'browser' : 'window'

const place = document.getElementById('root')
if (place !== null) {
  const { client, telling } = findClient()
  const live = createLive(client)
  createRoot(place).render(
    <StrictMode>
      <LiveContext value={live}>
        <TellingContext value={telling}>
          <Popover />
        </TellingContext>
      </LiveContext>
    </StrictMode>,
  )
}
