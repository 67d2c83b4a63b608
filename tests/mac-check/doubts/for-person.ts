import type { DoubtForPerson } from '../doubt.ts'

const popover = 'src/main/electron/popover/popover-window.ts'

/** With Headroom in the menu bar (`npm start`). */
export const personDoubts: readonly DoubtForPerson[] = [
  {
    id: 'popover-closes',
    title: 'Does the popover close by itself, and give the keys back?',
    why: 'blur of a window is told for main windows; whether it can be depended on nobody of us has seen.',
    assumption:
      'a normal frameless window is enough; a click elsewhere, Escape and a second click on the gauge close it',
    at: [{ file: popover, text: 'gives the focus back to the app that had it' }],
    marks: ['electron §13.1', 'electron §2 panel', 'electron §2 focus'],
    look: 'Type in TextEdit, click the gauge, press Escape, type on; then click the gauge twice; then click it and click on the desktop. Did it close each time, and did your typing go to TextEdit?',
  },
  {
    id: 'popover-full-screen',
    title: 'Does the popover show over an app in full screen, and on a second display?',
    why: 'It is made visible on all Spaces without becoming a panel.',
    assumption: 'it appears below the gauge that was clicked, and never switches the Space',
    at: [{ file: popover, text: 'without skipTransformProcessType the Dock icon would appear' }],
    marks: ['electron §13.1'],
    look: 'Put Safari in full screen, move the mouse to the top and click the gauge; do the same on a second display if you have one. Did the popover appear right there, and no icon in the Dock?',
  },
  {
    id: 'gauge-looks',
    title: 'Is the gauge sharp and well tinted?',
    why: 'It is drawn from pixels of our own, at 18 and 36.',
    assumption: 'a template image, sharp at 1x and 2x, black on light and white on dark menu bars',
    at: [{ file: 'src/main/electron/tray/tray-item.ts', text: 'export function createTrayItem' }],
    marks: ['electron §13.9'],
    look: 'Look at the gauge beside the icons of macOS, on a light and on a dark wallpaper, on a display with 1x if you have one. Is it as sharp, as large and of the same colour as its neighbours?',
  },
  {
    id: 'gauge-hidden',
    title: 'Is a gauge that is switched off, or behind the notch, told?',
    why: 'macOS parks it below the screen, or draws it nowhere.',
    assumption:
      'switched off: its y is at or below the height of the display; Headroom says so when it is opened again',
    at: [
      {
        file: 'src/main/electron/popover/placement.ts',
        text: 'Whether the gauge is switched off (macOS 26',
      },
    ],
    marks: ['electron §13.5'],
    look: 'Switch Headroom off in System Settings, Menu Bar, then start it once more from a terminal (npm start). Does its window open at the top of the screen and say that the gauge is hidden?',
  },
  {
    id: 'quit-asks-nobody',
    title: 'Does quitting an app bring up no question about controlling it?',
    why: 'A script cannot see a dialog.',
    assumption: 'no Automation prompt',
    at: [{ file: 'src/main/apps/quit/gui-script.ts', text: 'JavaScript for Automation, constant' }],
    marks: ['electron §13.3'],
    look: 'Open TextEdit with unsaved text and quit it from Headroom. Did TextEdit show its own question about saving, and macOS none about controlling it?',
  },
  {
    id: 'rule-written-by-macos',
    title: 'Does macOS ask for an administrator, and is the rule of sudo then there?',
    why: 'The question is an AppleScript of ours with a script for a shell of root in it; Debian has run that script alone.',
    assumption:
      'one question of macOS with our words, a password or a touch; then watts within seconds, and no file once it is removed',
    at: [
      {
        file: 'src/main/probes/darwin/set-power-rule.ts',
        text: 'Nothing of this has run on a Mac',
      },
    ],
    marks: [],
    look: 'In the settings of power press "Allow powermetrics…": did macOS ask once, did watts appear, and does `sudo cat /etc/sudoers.d/headroom-powermetrics` print the one line that was shown? Press "Remove the rule": is that file gone?',
  },
]
