import type { In } from '../texts.ts'

export const learnt: In<'learnt'> = {
  title: 'Hier gelernt',
  intro:
    'Was Ladevorgänge und Läufe auf diesem Rechner gezeigt haben: Größen, die Engines gemeldet haben, die Grenze, die eine protokolliert hat, und wie Modelle wachsen. Schätzungen und Prognosen richten sich in Grenzen danach.',
  off: 'Lernen ist aus: Was hier steht, bleibt erhalten und wird nicht benutzt.',
  reading: 'Wird gelesen …',
  none: 'Noch nichts: Nach dem nächsten Laden eines Modells steht hier, was es wirklich belegt hat.',
  noneOff: 'Lernen ist aus, und es wurde nichts gelernt.',
  trouble: 'Die Datei dazu: {{reason}}',
  limit: 'Grenze der GPU',
  loads_one: '{{count}} Ladevorgang',
  loads_other: '{{count}} Ladevorgänge',
  runs_one: 'Wachstum aus {{count}} Lauf',
  runs_other: 'Wachstum aus {{count}} Läufen',
  last: 'zuletzt vor {{span}}',
  asEstimated: 'wie geschätzt',
  range: '{{low}} bis {{high}}',
  forget: 'Vergessen',
  forgetAll: 'Alles vergessen …',
  askAll: 'Alles hier Gelernte vergessen?',
  yesAll: 'Alles vergessen',
  forgotten: 'Vergessen',
  showAll: 'Alle {{count}} anzeigen',
}
