import type { In } from '../texts.ts'

export const about: In<'about'> = {
  title: 'Über Headroom',
  what: 'Wie viel Speicher Modelle auf diesem Rechner noch belegen können, wer den Rest hält und was gleich fehlschlägt.',
  refused: 'Die Versionen lassen sich nicht nennen',
  again: 'Erneut versuchen',
  versions: 'Versionen',
  copy: 'Versionen kopieren',
  folder: 'Einstellungen, Schlüssel, Protokoll der Eingriffe',
  noFolder: 'keiner: Das ist eine Aufzeichnung',
  limits: 'Gut zu wissen',
  neverOnMac:
    'Nichts davon lief bisher auf einem Mac: Seine Hälfte wird von Ausgaben gehalten, die andere veröffentlicht haben, von Aufzeichnungen, die in deren Form verfasst sind, und von einem Ersatz für Electron. Überraschungen sind zu erwarten; was headroom record schreibt, hilft dann am meisten.',
  network:
    'Headroom fragt nur diesen Rechner, und nichts verlässt ihn. Die einzige Ausnahme ist die Suche nach Updates, wo Sie ihr zugestimmt haben.',
  report: {
    title: 'Ein Problem melden',
    help: 'Eine Datei für alle, die Ihnen helfen. Zuerst sehen Sie, was sie enthielte; nichts wird verschickt.',
    make: 'Problem melden …',
    working: 'Wird gesammelt …',
    saved: 'Zum Sichern übergeben',
    holds: 'Was der Bericht enthält',
    removed_one: 'an einer Stelle etwas entfernt',
    removed_other: 'an {{count}} Stellen etwas entfernt',
    missing: 'nicht dabei',
    save: 'Sichern … ({{size}})',
    discard: 'Verwerfen',
  },
  licences: 'Lizenzen',
  own: 'Headroom steht unter der MIT-Lizenz. Es ist mit dem Folgenden gemacht; die Symbole sind die von Lucide. Electron bringt Chromium mit, dessen Hinweise in LICENSES.chromium.html neben seinem Programm stehen.',
  loading: 'Die Lizenzen werden gelesen',
  find: 'Paket oder Lizenz suchen',
  count_one: 'Ein Paket',
  count_other: '{{count}} Pakete',
  noMatch: 'Kein Paket und keine Lizenz heißt so.',
}
