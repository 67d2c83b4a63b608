import type { In } from '../texts.ts'

export const updates: In<'updates'> = {
  title: 'Updates',
  daily: 'Einmal am Tag nach Updates suchen',
  dailyHelp:
    'GitHub wird nach der neuesten Version gefragt. Es erfährt die IP-Adresse dieses Mac und sonst nichts über ihn. Geladen wird nur auf Wunsch.',
  once: 'Auch ohne das fragt „Jetzt suchen“ dieses eine Mal.',
  check: 'Jetzt suchen',
  load: 'Laden',
  install: 'Neu starten und installieren',
  state: {
    off: 'Noch nicht gesucht.',
    waiting: 'In einer Minute wird zum ersten Mal gesucht.',
    checking: 'Es wird gesucht …',
    current: 'Das ist die neueste Version ({{day}}, {{time}}).',
    found: 'Version {{version}} ist verfügbar.',
    loading: 'Version {{version}} wird geladen …',
    ready: 'Version {{version}} ist geladen.',
    installing:
      'Version {{version}} wird installiert. Headroom schließt sich und öffnet sich wieder …',
  },
  failed: 'Nicht aktualisiert',
  refused: 'Nicht ausgeführt',
}
