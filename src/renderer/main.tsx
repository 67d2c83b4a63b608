import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { findClient } from './client/find-client.ts'
import { Popover } from './popover/Popover.tsx'
import { createLive, LiveContext } from './store/live.ts'
import './ui/tokens.css'

const place = document.getElementById('root')
if (place !== null) {
  const live = createLive(findClient())
  createRoot(place).render(
    <StrictMode>
      <LiveContext value={live}>
        <Popover />
      </LiveContext>
    </StrictMode>,
  )
}
