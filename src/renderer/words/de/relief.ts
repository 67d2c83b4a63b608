import type { In } from '../texts.ts'

export const relief: In<'relief'> = {
  suggestion: 'Vorschlag',
  quit: 'Beenden',
  unload: 'Entladen',
  quitNamed: '{{name}} beenden',
  unloadNamed: '{{name}} entladen',
  cancel: 'Abbrechen',
  dismiss: 'Schließen',
  again: 'Erneut versuchen',
  reopen: 'Wieder öffnen',
  reopenNamed: '{{name}} wieder öffnen',
  about: '{{act}}: {{name}}',
  inAll: 'Insgesamt',
  hasEnded: 'ist beendet',
  working: {
    quit: 'wird beendet …',
    unload: 'wird entladen …',
    reopen: 'wird wieder gestartet …',
    force: 'wird sofort beendet …',
  },
  refused: {
    quit: '{{name}} wurde nicht beendet',
    unload: '{{name}} wurde nicht entladen',
    reopen: '{{name}} wurde nicht wieder gestartet',
    force: '{{name}} wurde nicht sofort beendet',
  },
  unheard: 'Was aus {{name}} wurde, ist nicht bekannt',
  did: { quit: 'Beendet: {{what}}', unload: 'Entladen: {{what}}' },
  gone: { left: 'ist weg', quit: 'ist beendet', unload: 'ist entladen' },
  over: {
    refused: 'Nichts wurde freigegeben',
    unheard: 'Was freigegeben wurde, ist nicht bekannt',
  },
}
