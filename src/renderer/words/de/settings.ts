import type { In } from '../texts.ts'

export const settings: In<'settings'> = {
  title: 'Einstellungen',
  back: 'Übersicht',
  reading: 'Einstellungen werden gelesen …',
  notRead: 'Die Einstellungen sind nicht lesbar',
  notSet: 'Das wurde nicht geändert',
  notKept: 'Das wurde nicht gespeichert',
  onlyToLook: 'Diese Seite darf nur ansehen',
  onlyToLookHelp: 'Um Einstellungen von hier aus zu ändern, {{command}} starten.',
  language: 'Sprache',
  system: 'Wie das System',
  menuBar: 'Menüleiste',
  room: 'Freien Platz neben der Anzeige zeigen',
  login: 'Start',
  atLogin: 'Headroom bei der Anmeldung öffnen',
  alerts: 'Warnungen',
  noNotifications:
    'Dieser Browser zeigt hier keine Mitteilungen; Warnungen stehen oben auf der Seite.',
  inWindow:
    'Eine Warnung ändert die Anzeige in der Menüleiste und steht oben in diesem Fenster. Mitteilungen von macOS sendet Headroom noch nicht.',
  welcome: 'Einführung',
  welcomeAgain: 'Einführung noch einmal zeigen',
}
