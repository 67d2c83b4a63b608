import {
  Menu,
  nativeImage,
  screen,
  Tray,
  type MenuItemConstructorOptions,
  type NativeImage,
} from 'electron'
import { drawGauge, gaugeSizePoints, keyOfGauge, type GaugeLook } from '../../../shared/gauge.ts'
import type { TrayClick, TrayPort } from '../menu-bar.ts'
import { anchorOf, type Rectangle } from '../popover/placement.ts'
import type { MenuAct, MenuEntry } from './menu-entry.ts'

/** The name under which macOS keeps the place of our item: it must never change. */
const guid = '6f0a3c52-98e4-4f0e-9a57-2f3f0d1c8b64'
const scaleFactors = [1, 2] as const

export interface TrayItem extends TrayPort {
  bounds(): Rectangle
  onPress(wake: () => void): void
  onClick(wake: (click: TrayClick) => void): void
  onRightClick(wake: () => void): void
  close(): void
}

/** The item in the menu bar. No context menu is set: with one, the click would come as the mouse goes down (electron.md §1). */
export function createTrayItem(): TrayItem {
  const tray = new Tray(nativeImage.createEmpty(), guid)
  const images = createImages()
  // what only macOS has is not there elsewhere, whatever the types say
  tray.setIgnoreDoubleClickEvents?.(true)
  return {
    setImage: (gauge) => tray.setImage(images(gauge)),
    setTitle: (title) => tray.setTitle?.(title, { fontType: 'monospacedDigit' }),
    setToolTip: (text) => tray.setToolTip(text),
    popUpMenu: (entries, choose) =>
      tray.popUpContextMenu(Menu.buildFromTemplate(templateOf(entries, choose))),
    bounds: () => tray.getBounds(),
    onPress: (wake) => void tray.on('mouse-down', wake),
    onClick: (wake) =>
      void tray.on('click', (event, bounds) => {
        const anchor = anchorOf(bounds, screen.getCursorScreenPoint(), () => tray.getBounds())
        wake({ ...anchor, hasControl: event.ctrlKey === true })
      }),
    onRightClick: (wake) => void tray.on('right-click', wake),
    close: () => tray.destroy(),
  }
}

/** Each look is drawn once; there are about a hundred. */
function createImages(): (gauge: GaugeLook) => NativeImage {
  const made = new Map<string, NativeImage>()
  return (gauge) => {
    const key = keyOfGauge(gauge)
    const image = made.get(key) ?? imageOf(gauge)
    made.set(key, image)
    return image
  }
}

function imageOf(gauge: GaugeLook): NativeImage {
  const image = nativeImage.createEmpty()
  for (const scaleFactor of scaleFactors) {
    const size = gaugeSizePoints * scaleFactor
    const buffer = Buffer.from(drawGauge(gauge, size).buffer)
    image.addRepresentation({ scaleFactor, width: size, height: size, buffer })
  }
  image.setTemplateImage(true) // last: it marks the image that macOS has made of it
  return image
}

const templateOf = (
  entries: readonly MenuEntry[],
  choose: (act: MenuAct) => void,
): MenuItemConstructorOptions[] =>
  entries.map((entry): MenuItemConstructorOptions => {
    switch (entry.kind) {
      case 'line':
        return { type: 'separator' }
      case 'text':
        return { label: entry.label, enabled: false }
      case 'act':
        return { label: entry.label, click: () => choose(entry.act) }
      case 'check':
        return {
          type: 'checkbox',
          label: entry.label,
          checked: entry.isChecked,
          click: () => choose(entry.act),
        }
      case 'menu':
        return { label: entry.label, submenu: templateOf(entry.entries, choose) }
    }
  })
