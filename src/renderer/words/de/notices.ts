import type { In } from '../texts.ts'

export const notices: In<'notices'> = {
  looking: 'Dieser Rechner wird untersucht …',
  lookingHelp: 'Die ersten Werte kommen in wenigen Sekunden.',
  token: 'Diese Seite braucht ihr Token',
  tokenHelp: 'Den Link öffnen, den Headroom im Terminal ausgegeben hat: Er endet auf #token=…',
  narrow: 'Dieses Token öffnet nur die Metriken',
  narrowHelp:
    'Es ist das eines Sammlers. Den Link öffnen, den Headroom im Terminal ausgegeben hat.',
  lockedOut: 'Headroom nimmt von hier vorerst nichts an',
  lockedOutHelp:
    'Von dieser Adresse kamen zu viele falsche Token. Es antwortet von selbst wieder, spätestens nach einer Stunde.',
  lost: 'Headroom antwortet nicht',
  lostHelp:
    'Warten auf Antwort … Wurde es beendet, dann neu starten und den ausgegebenen Link öffnen.',
  age: 'Diese Werte sind {{age}} alt.',
  outdated: 'Diese Seite ist älter als ihr Headroom',
  outdatedHelp: 'Seine Antworten haben eine Form, die diese Seite nicht kennt.',
  reload: 'Seite neu laden',
  replay: 'Wiedergabe',
  replayOf: 'eine Aufzeichnung vom {{date}}, {{time}}',
  gauge: 'Die Anzeige fehlt in der Menüleiste',
  gaugeHelp:
    'In macOS 26 Headroom unter „Systemeinstellungen“ > „Menüleiste“ erlauben. Bis dahin öffnet ein erneuter Start von Headroom dieses Fenster.',
  actedAt: 'um {{time}}',
  opening: 'Wird geöffnet …',
  loadsLater: 'Dieser Teil wird geladen, wenn Headroom wieder antwortet.',
  notLoaded: 'Dieser Teil konnte nicht geladen werden',
  notLoadedHelp: 'Vielleicht ist die Seite älter als ihr Headroom.',
  unspoken: 'Die Texte dieser Sprache konnten nicht geladen werden',
  broken: 'Diese Seite hat einen Fehler',
  brokenHelp:
    'Headroom selbst ist nicht betroffen. Tritt er wieder auf, bitte mit der Ausgabe der Konsole dieser Seite melden.',
  telling: {
    turnOn: 'Bei Warnungen benachrichtigen',
    turnOff: 'Mitteilungen ausschalten',
    asking: 'Der Browser fragt, ob diese Seite das darf',
    unanswered: 'Der Browser hat es nicht erlaubt; erneut drücken, um noch einmal zu fragen',
    on: 'Mitteilungen sind an, solange diese Seite offen ist',
    blocked:
      'Der Browser lässt diese Seite nicht: Mitteilungen in seinen Einstellungen für diese Seite erlauben',
    refused: 'Der Browser zeigt keine Mitteilungen',
  },
}
