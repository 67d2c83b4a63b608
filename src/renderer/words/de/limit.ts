import type { In } from '../texts.ts'

export const limit: In<'limit'> = {
  panel: 'Grenze der GPU',
  open: 'Grenze anheben …',
  change: 'Ändern …',
  changeWhat: '(die Grenze der GPU)',
  raised: 'Bis zum nächsten Neustart auf {{to}} angehoben',
  notFurther: 'Weiter wird sie nicht angehoben: {{reason}}.',
  to: 'Neue Grenze',
  keeps: 'macOS behält {{left}}, wie üblich',
  keepsLess: 'macOS behält {{left}}, weniger als üblich',
  calm: 'unbedenklich bis {{to}}',
  raise: 'Jetzt anheben',
  setBack: 'Zurücksetzen',
  setBackHelp:
    'Zurück zu dem, was macOS wählt; ein Modell, das mehr braucht, kann dann fehlschlagen:',
  asks: 'macOS fragt nach einem Administrator',
  asksHere: 'auch hier fragt macOS',
  isAsking: 'macOS im eigenen Fenster antworten …',
  unchanged: 'Die Grenze wurde nicht geändert',
  above: '{{help}}: Der Befehl steht oben.',
}
