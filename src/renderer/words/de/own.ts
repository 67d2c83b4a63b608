import type { In } from '../texts.ts'

export const own: In<'own'> = {
  loginWaiting: 'macOS wartet auf die Zustimmung: Headroom unter „Anmeldeobjekte“ erlauben.',

  window: 'Fenster',
  theme: 'Erscheinungsbild',
  themeOf: { system: 'Wie das System', light: 'Hell', dark: 'Dunkel' },
  onlyApp: 'In der Mac-App',
  onlyAppHas:
    'Erscheinungsbild, Tastaturkurzbefehl, Updates und Befehlszeile werden dort eingestellt.',

  shortcut: 'Von überall öffnen mit',
  shortcutHelp:
    'Tasten, die Headroom über jeder App zeigen; noch einmal gedrückt, verbergen sie es.',
  shortcutRecord: 'Tasten aufnehmen …',
  shortcutPress: 'Tasten drücken …',
  shortcutHow:
    '⌃, ⌥ oder ⌘ halten und eine Taste drücken. Escape lässt alles, wie es war; die Löschtaste entfernt die Tasten.',
  shortcutBare: 'Dazu ⌃, ⌥ oder ⌘ halten: Allein fehlte diese Taste überall, wo geschrieben wird.',
  shortcutUnusable: 'Diese Taste geht nicht. Buchstaben, Ziffern, Pfeile und F1 bis F20 gehen.',
  shortcutTaken: 'Nicht in Kraft: Eine andere App hat {{keys}}. Bitte andere Tasten wählen.',
  shortcutRemove: 'Tasten entfernen',
  modifier: { Control: 'Control', Alt: 'Option', Shift: 'Umschalt', Command: 'Befehl' },
  key: {
    Space: 'Leertaste',
    Up: 'Pfeil nach oben',
    Down: 'Pfeil nach unten',
    Left: 'Pfeil nach links',
    Right: 'Pfeil nach rechts',
    Home: 'Anfang',
    End: 'Ende',
    PageUp: 'Seite nach oben',
    PageDown: 'Seite nach unten',
  },

  takes: 'Was Headroom braucht',
  takesNow: '{{memory}} resident, {{share}} eines Kerns',
  takesMemory: '{{memory}} resident',
  takesHow:
    'Residenter Speicher, wie Electron ihn nennt: Seiten, die sich mehrere dieser Prozesse teilen, zählen bei jedem, daher ist die Summe mehr, als ohne Headroom frei wäre.',
  takesOne: 'Residenter Speicher seines einzigen Prozesses.',
  part: {
    main: 'Hauptprozess',
    window: 'Fenster',
    gpu: 'GPU-Prozess',
    network: 'Netzwerkprozess',
    helper: 'Helfer',
    other: 'Andere',
  },
  partCount: '{{name}} ({{number}})',
  partUntold: 'nicht bekannt',
}
